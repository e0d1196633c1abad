"""Remembers which models and folders of models the artist has added, so that they are there next time."""

from __future__ import annotations

import json
import os
from pathlib import Path

from studio import places


def _file() -> Path:
    return places.config() / "model-folders.json"


def remembered() -> tuple[Path, ...]:
    """In the order they were added; a file that cannot be read counts as none."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(Path(path) for path in told if isinstance(path, str)) if isinstance(told, list) else ()


def remember(path: Path) -> None:
    """Adds `path`, once."""
    paths = remembered()
    if path.resolve() not in paths:
        _keep((*paths, path.resolve()))


def forget(path: Path) -> None:
    """Takes `path` off the list; its files stay where they lie."""
    paths = remembered()
    if path in paths:
        _keep(tuple(known for known in paths if known != path))


def _keep(paths: tuple[Path, ...]) -> None:
    """Written whole or not at all."""
    target = _file()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text(json.dumps([str(path) for path in paths], indent=2), encoding="utf-8")
    os.replace(part, target)
