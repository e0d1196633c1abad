"""The list of models that can be downloaded, and the download: hashed on the way, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from studio import places
from studio.core.errors import BadRequest, JobFailed
from studio.engine import headers

if TYPE_CHECKING:
    from studio.families.family import ModelEntry
    from studio.families.tasks import Report

CHUNK = 1 << 20
PATIENCE = 30.0
"""Seconds without a byte before a download counts as broken."""

MIRROR = "PENTIMENTO_MIRROR"
"""An address that stands in for the network: files are taken from there under the path of their own address."""


@dataclass(frozen=True)
class Part:
    """One file: `name` is its path inside the model's folder."""

    url: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Offer:
    id: str
    name: str
    family: str
    licence: str
    parts: tuple[Part, ...]
    about: str = ""

    @property
    def nbytes(self) -> int:
        return sum(part.size for part in self.parts)


def offers(path: Path | None = None) -> tuple[Offer, ...]:
    """What `models/catalogue.toml` (or `path`) lists; none when there is no such file."""
    path = path or places.shipped_models() / "catalogue.toml"
    if not path.exists():
        return ()
    import tomllib

    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_offer(id, model) for id, model in told.items())


def offer(id: str) -> Offer:
    known = offers()
    for one in known:
        if one.id == id:
            return one
    names = ", ".join(one.id for one in known) or "nothing yet"
    raise BadRequest(f"The catalogue has no model called {id!r}.", f"It has: {names}.")


def _offer(id: str, told: dict[str, Any]) -> Offer:
    parts = tuple(
        Part(part["url"], _inside(part.get("name") or PurePosixPath(urlsplit(part["url"]).path).name), part["sha256"],
             part["size"])
        for part in told["files"]
    )  # fmt: skip
    return Offer(id, told["name"], told["family"], told["licence"], parts, told.get("about", ""))


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise BadRequest(f"The catalogue names a file outside of its model's folder: {name!r}.")
    return str(path)


def fetch(offer: Offer, folder: Path, report: Report) -> Path:
    """The folder `folder`/id with all files of `offer`, each with the hash it should have.

    Until all are there they lie in id.part, and a later call goes on from what it holds. JobFailed says what broke.
    """
    # The network's modules cost 20 ms, which nobody who only opens the window should wait for.
    from http.client import HTTPException
    from urllib.error import URLError

    target, partial = folder / offer.id, folder / f"{offer.id}.part"
    if target.exists():
        return target
    try:
        partial.mkdir(parents=True, exist_ok=True)
        missing = offer.nbytes - sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
        if shutil.disk_usage(partial).free < missing:
            raise JobFailed(
                f"{offer.name} needs {missing / 1e6:.0f} MB more than the disk has free.", "Make room and try again."
            )
        before = 0
        for part in offer.parts:
            _fetch_part(part, partial / part.name, report, before, offer.nbytes)
            before += part.size
        os.replace(partial, target)
    except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", None) or error
        raise JobFailed(
            f"{offer.name} could not be downloaded: {reason}.", "Try again: it goes on where it stopped."
        ) from None
    except OSError as error:
        raise JobFailed(f"{offer.name} could not be written: {error.strerror}.", "Try again, or make room.") from None
    return target


def _fetch_part(part: Part, path: Path, report: Report, before: int, total: int) -> None:
    """Appends what is missing of one file; refuses it when it then is not what was published."""
    import hashlib

    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("a+b") as file:
        file.seek(0)
        while data := file.read(CHUNK):
            digest.update(data)
            report((before + file.tell()) / total, note=f"Checking {path.name}")
        done = file.tell()
        if done < part.size:
            with _ask(part.url, done) as answer:
                if done and answer.status != 206:  # this server only sends whole files
                    file.truncate(0)
                    digest, done = hashlib.sha256(), 0
                while done <= part.size and (data := answer.read(CHUNK)):
                    file.write(data)
                    digest.update(data)
                    done += len(data)
                    report(min(1.0, (before + done) / total), note=f"Downloading {path.name}")
    if done < part.size:
        raise JobFailed(f"The download of {path.name} broke off.", "Try again: it goes on where it stopped.")
    if done > part.size or digest.hexdigest() != part.sha256:
        path.unlink()
        raise JobFailed(f"{path.name} is not the file that was published, so it was thrown away.", "Try again later.")


def _ask(url: str, start: int) -> Any:
    import urllib.request

    mirror = os.environ.get(MIRROR)
    address = mirror.rstrip("/") + urlsplit(url).path if mirror else url
    if urlsplit(address).scheme not in ("http", "https"):
        raise BadRequest(f"Models are only downloaded by http or https, not from {address}.")
    request = urllib.request.Request(address, headers={"User-Agent": "pentimento"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    return urllib.request.urlopen(request, timeout=PATIENCE)


def verify(entry: ModelEntry) -> str:
    """Compares a model's files with the catalogue's hashes or those in its card.md (lines of sha256 and file name).

    Unreadable when a safetensors file is not whole.
    """
    import hashlib

    assert entry.path is not None
    folder = entry.path if entry.path.is_dir() else entry.path.parent
    sums = {part.name: part.sha256 for one in offers() if one.id in (entry.id, folder.name) for part in one.parts}
    card = folder / "card.md"
    if not sums and card.is_file():
        listed = re.findall(r"\b([0-9a-f]{64})\b[ *`|]+([\w./-]+)", card.read_text(encoding="utf-8"))
        sums = {name: digest for digest, name in listed}
    for name, digest in sums.items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing."
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                return f"{name} is not the file that was published."
    if sums:
        return ""
    for path in [entry.path] if entry.path.is_file() else sorted(entry.path.rglob("*.safetensors")):
        headers.shapes(path)
    return "Whole, but no checksum is known to compare it with."
