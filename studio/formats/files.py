"""The one way in and out: pictures and documents are opened by what they contain and written whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.document import Document
from studio.core.errors import BadRequest, Unreadable
from studio.core.geometry import Extent
from studio.core.layers import Layer, PixelLayer
from studio.core.picture import Picture, checked
from studio.core.tiles import Tiles
from studio.formats import metadata
from studio.formats.format import Flat, Format
from studio.formats.limits import checked_size
from studio.formats.whole import whole
from studio.parts import parts

_HEAD = 64


def formats() -> tuple[Format, ...]:
    return parts("studio.formats")


def readable() -> tuple[Format, ...]:
    return tuple(known for known in formats() if known.read or known.read_document)


def writable() -> tuple[Format, ...]:
    return tuple(known for known in formats() if known.write or known.write_document)


def readable_suffixes() -> tuple[str, ...]:
    return tuple(suffix for known in readable() for suffix in known.suffixes)


def writable_suffixes() -> tuple[str, ...]:
    return tuple(suffix for known in writable() for suffix in known.suffixes)


# In


def identify(path: Path) -> Format:
    """The format of what the file holds, whatever its name says. Unreadable when it is no picture we know."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise BadRequest(f"There is no file {path.name} in {path.parent}.", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise BadRequest(f"{path.name} is a folder.", "Choose a picture inside it.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(f"{path.name} cannot be read: {reason}.", "Check the rights of the file.") from error
    if not head:
        raise Unreadable(f"{path.name} is empty: it holds 0 bytes.", "Fetch or export it again.")
    for known in readable():
        if known.sniff(head):
            return known
    titles = ", ".join(known.id.upper() for known in readable())
    raise Unreadable(f"{path.name} is not a picture that can be opened here.", f"These can: {titles}.")


def measure(path: Path) -> Extent:
    """The size of the picture or document, from its header alone; Unreadable when it is too large to open."""
    return _measured(identify(path), Path(path))


def _measured(known: Format, path: Path) -> Extent:
    assert known.measure is not None
    with naming(path):
        return checked_size(*known.measure(path), path.name)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever cannot be read inside is told with the name of the file: several may be under way."""
    try:
        yield
    except Unreadable as error:
        if path.name in error.message:
            raise
        raise Unreadable(f"{path.name} cannot be opened. {error.message}", error.hint) from error


def open_document(path: Path) -> Document:
    """A document to work on. A flat picture becomes its only layer, "Background"; depth and profile are kept.

    `document.path` is set only where saving goes back to the same file: for layered documents.
    """
    path = Path(path)
    known = identify(path)
    _measured(known, path)
    if known.read_document is None:
        assert known.read is not None
        with naming(path):
            return document_of(known.read(path), path.stem)
    with naming(path):
        document = known.read_document(path)
    document.name, document.path = path.stem, path
    return document


def open_flat(path: Path) -> Flat:
    """One picture; a document's layers are composed."""
    path = Path(path)
    known = identify(path)
    _measured(known, path)
    with naming(path):
        if known.read is not None:
            return known.read(path)
        assert known.read_document is not None
        return flat_of(known.read_document(path))


def left_out(notes: Mapping[str, Any], name: str) -> str:
    """What to tell of a file `name` with metadata `notes` that holds more than the one picture that was opened."""
    frames = int(notes.get("frames", 1))
    return f"{name} holds {frames} pictures (an animation or pages): the first was opened." if frames > 1 else ""


def document_of(flat: Flat, name: str = "Untitled", layer_name: str = "Background") -> Document:
    """A document with `flat` as its only layer, which remembers the job that made it when the file does."""
    picture = checked(flat.picture)
    document = Document(
        (picture.shape[1], picture.shape[0]), depth=16 if picture.dtype == np.uint16 else 8, icc=flat.icc, name=name
    )
    document.metadata = dict(flat.metadata)
    job = flat.metadata.get("pentimento")
    layer = PixelLayer(layer_name, pixels=Tiles.of(picture), origin=job if isinstance(job, Mapping) else None)
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def flat_of(document: Document) -> Flat:
    """The document as it shows, with the jobs of all generated layers that show."""
    from studio.core.composite import flatten

    shown = _shown(document.root.children)
    jobs = [dict(layer.origin) for layer in shown if layer.origin is not None]
    notes = {key: value for key, value in document.metadata.items() if key not in ("ora", "pentimento")}
    if jobs:
        notes["pentimento"] = jobs[0] if len(jobs) == 1 else {"jobs": jobs}
        notes["source_type"] = metadata.source_type(jobs, alone=len(jobs) == len(shown))
    return Flat(flatten(document), document.icc, notes)


def _shown(layers: list[Layer]) -> list[Layer]:
    """Pixel layers that are visible, bottom to top."""
    found: list[Layer] = []
    for layer in layers:
        if layer.visible and layer.opacity > 0:
            found += [layer] if isinstance(layer, PixelLayer) else _shown(getattr(layer, "children", []))
    return found


# Out


def format_for(path: Path, format: str | None = None) -> Format:
    """What `path` is to be written as: by its suffix, or as the `format` of that id says."""
    for known in writable():
        if known.id == format or (format is None and Path(path).suffix.lower() in known.suffixes):
            return known
    asked = repr(format) if format else f"files that end in {Path(path).suffix!r}"
    raise BadRequest(f"There is no way to write {asked}.", f"Choose one of: {' '.join(writable_suffixes())}.")


def save_document(path: Path, document: Document) -> None:
    """Writes an OpenRaster file. `document` may be a `frozen` copy; path, name and `mark_saved` are the caller's."""
    known = format_for(Path(path), "ora")
    assert known.write_document is not None
    with whole(Path(path)) as part:
        known.write_document(part, document)


def export(path: Path, picture: Document | Flat | Picture, *, format: str | None = None,
           job: Mapping[str, Any] | None = None, **options: Any) -> None:
    """Writes a picture in the format of its suffix, or in `format`. `job` is what made it, if not known from within.

    Options: `quality` (1 … 100: jpeg, webp, avif), `lossless` (webp), `level` (0 … 9: png). What a format cannot
    hold is laid on white (transparency) or rounded (16 bit).
    """
    path = Path(path)
    known = format_for(path, format)
    if known.write_document is not None:
        flat = picture if isinstance(picture, Document) else _noted(picture, job)
        save_document(path, flat if isinstance(flat, Document) else document_of(flat, path.stem))
        return
    assert known.write is not None
    flat = _noted(flat_of(picture) if isinstance(picture, Document) else picture, job)
    with whole(path) as part:
        known.write(part, flat, options)


def _noted(picture: Flat | Picture, job: Mapping[str, Any] | None) -> Flat:
    flat = picture if isinstance(picture, Flat) else Flat(picture)
    checked(flat.picture)
    notes = dict(flat.metadata)
    if job is not None:
        notes["pentimento"] = dict(job)
    jobs = metadata.jobs_in(notes.get("pentimento"))
    if jobs and (job is not None or "source_type" not in notes):
        notes["source_type"] = metadata.source_type(jobs, alone=True)
    return replace(flat, metadata=notes)


def convert(source: Path, target: Path, *, format: str | None = None, **options: Any) -> str:
    """Any readable file to any writable format; layers stay layers where both formats hold them.

    Returns what is to be told of pictures that were left out, or "".
    """
    layered = format_for(Path(target), format).write_document is not None
    picture = open_document(Path(source)) if layered else open_flat(Path(source))
    export(target, picture, format=format, **options)
    return left_out(picture.metadata, Path(source).name)


# Streams


def decoded(data: bytes, name: str = "The picture") -> Flat:
    """The picture that `data` holds, as if it were a file: for pipes and the clipboard."""
    with tempfile.TemporaryDirectory(prefix="pentimento-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return open_flat(path)


def encoded(picture: Document | Flat | Picture, format: str = "png", **options: Any) -> bytes:
    """The bytes of a file in `format`."""
    with tempfile.TemporaryDirectory(prefix="pentimento-") as folder:
        path = Path(folder) / f"picture.{format}"
        export(path, picture, format=format, **options)
        return path.read_bytes()
