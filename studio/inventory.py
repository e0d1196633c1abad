"""The list of what was packed into an installer, so that an installed studio can say what is missing or broken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio import places
from studio.core.errors import Unreadable

NAME = "inventory.json"


@dataclass(frozen=True)
class Inventory:
    """`parts` counts families, tools … of the source tree; `files` maps each place to its bytes and its sha256."""

    version: str
    parts: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def packed() -> Inventory | None:
    """What this studio was packed with; None where it runs from its source. Unreadable when the list is broken."""
    path = places.shipped() / NAME
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        files = {place: (int(size), str(digest)) for place, (size, digest) in told["files"].items()}
        return Inventory(told["version"], told["parts"], files)
    except (OSError, ValueError, KeyError, TypeError):
        raise Unreadable(f"The list of installed files, {path}, is broken.", "Install Pentimento anew.") from None


def take(folder: Path, version: str, parts: Mapping[str, int]) -> Inventory:
    """Lists all files below `folder`."""
    files = {place: (path.stat().st_size, _digest(path)) for place, path in _files(folder)}
    return Inventory(version, parts, files)


def save(inventory: Inventory, folder: Path) -> None:
    told = {"version": inventory.version, "parts": dict(inventory.parts), "files": dict(inventory.files)}
    (folder / NAME).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")


def wrong(inventory: Inventory, folder: Path) -> tuple[str, ...]:
    """A sentence for each file that is not there, too short, or changed."""
    found = []
    for place, (size, digest) in sorted(inventory.files.items()):
        path = folder / place
        try:
            there = path.stat().st_size
            if there != size:
                found.append(f"{place} has {there} bytes instead of {size}.")
            elif _digest(path) != digest:
                found.append(f"{place} is not the file that was installed.")
        except FileNotFoundError:
            found.append(f"{place} is missing.")
        except OSError as error:
            found.append(f"{place} cannot be read: {error.strerror}.")
    return tuple(found)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
