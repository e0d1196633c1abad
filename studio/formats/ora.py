"""OpenRaster, the document's own file: Krita, GIMP and MyPaint open it, and what is only ours rides along.

    mimetype                   first and not packed
    stack.xml                  the tree of layers
    data/*.png                 each layer, cropped to what it holds
    mergedimage.png            the whole, as it shows;  Thumbnails/thumbnail.png at most 256 pixels
    pentimento/document.json   what OpenRaster has no words for: see `formats/ora_notes.py`
    pentimento/*.png           masks and the selection;  pentimento/profile.icc
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import numpy as np

from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import Extent, Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.picture import Picture, to8, to16
from studio.core.tiles import Tiles
from studio.formats import chunks, ora_notes, ora_stack, png, profiles
from studio.formats.archive import Archive
from studio.formats.format import Format
from studio.formats.limits import MOST_PIXELS, checked_size

MIME = b"image/openraster"
THUMBNAIL = 256
_OWN = ("mimetype", "stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png")


def workers() -> ThreadPoolExecutor:
    """Packing and unpacking PNG leaves Python's lock alone, so that threads share the work."""
    return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="ora")


# Writing


def _write(path: Path, document: Document) -> None:
    layers = list(document.root.walk())
    numbers = {layer.id: number for number, layer in enumerate(layers)}
    places: dict[int, tuple[str, Point]] = {}
    files = ora_notes.Written(document, numbers)
    with zipfile.ZipFile(path, "w") as archive, workers() as pool:
        _put(archive, "mimetype", MIME)
        pixel_layers = [layer for layer in layers if isinstance(layer, PixelLayer)]
        packed = pool.map(lambda layer: _packed(layer, document), pixel_layers)
        merged = pool.submit(_merged, document)
        for layer, (data, corner) in zip(pixel_layers, packed, strict=True):
            source = f"data/layer{numbers[layer.id]:03}.png"
            places[layer.id] = source, corner + layer.offset
            _put(archive, source, data)
        _put(archive, "stack.xml", ora_stack.to_xml(document, places, numbers), pack=True)
        for name, data in files.files():
            _put(archive, name, data, pack=name.endswith(".json"))
        whole, small = merged.result()
        _put(archive, "mergedimage.png", whole)
        _put(archive, "Thumbnails/thumbnail.png", small)
        taken = set(archive.namelist())
        for name, data in (document.metadata.get("ora") or {}).get("files", {}).items():
            if name not in taken:
                _put(archive, name, data, pack=True)


def _put(archive: zipfile.ZipFile, name: str, data: bytes, pack: bool = False) -> None:
    """Without a date, so that the same document gives the same file."""
    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED if pack else zipfile.ZIP_STORED)


def _packed(layer: PixelLayer, document: Document) -> tuple[bytes, Point]:
    """The layer's PNG and its corner in the layer's own coordinates; a single clear pixel where nothing is."""
    area = ora_notes.extent_of(layer.pixels)
    if area.empty:
        area = Rect(0, 0, 1, 1)
    picture = layer.pixels.read(area)
    return png.encoded(_deep(picture, document.depth), _profile(document)), area.corner


def _deep(picture: Picture, depth: int) -> Picture:
    return to16(picture) if depth == 16 else to8(picture)


def _profile(document: Document) -> list[chunks.Chunk]:
    return [chunks.profile_chunk(document.icc)] if document.icc else []


def _merged(document: Document) -> tuple[bytes, bytes]:
    from studio.core.composite import flatten

    whole = flatten(document)
    return png.encoded(whole, _profile(document)), png.encoded(thumbnail(whole), _profile(document), 6)


def thumbnail(picture: Picture, longest: int = THUMBNAIL) -> Picture:
    """The picture at 8 bits, at most `longest` pixels on its longer side, without dark fringes around what is clear."""
    import cv2

    height, width = picture.shape[:2]
    scale = longest / max(width, height)
    if scale >= 1:
        return to8(picture)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    most = np.iinfo(picture.dtype).max
    alpha = picture[..., 3:].astype(np.float32) / most
    colour: Any = cv2.resize(picture[..., :3] * alpha, size, interpolation=cv2.INTER_AREA)
    coverage: Any = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    colour = colour / np.maximum(coverage, 1e-6)[..., None] * (255.0 / most)
    scaled = np.dstack((colour, coverage * 255.0))
    return np.asarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


# Reading


def _sniff(head: bytes) -> bool:
    """A zip that says it is OpenRaster; or that does not say at once what it is, as careless programs write it."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    says, packed = head[30:38] == b"mimetype", head[8:10] != b"\0\0"
    return not says or packed or head[38:54] == MIME


def _stack(archive: Archive) -> tuple[Extent, Element, Element]:
    if "mimetype" in archive:
        said = archive.read("mimetype", 256).strip()
        if said != MIME:
            raise Unreadable(f"{archive.name} is not an OpenRaster file: it says it is {said.decode('latin-1')!r}.")
    if "stack.xml" not in archive:
        raise Unreadable(f"{archive.name} is not a proper OpenRaster file: its stack.xml is missing.",
                         "Fetch it again, or open an older copy.")
    return ora_stack.parsed(archive.read("stack.xml", ora_stack.LARGEST_XML), archive.name)


def _measure(path: Path) -> tuple[int, int]:
    with Archive(path) as archive:
        return _stack(archive)[0]


def _read(path: Path) -> Document:
    with Archive(path) as archive:
        size, image, stack = _stack(archive)
        notes = ora_notes.Read(archive)
        pictures = _pictures(archive, stack)
        deep = (notes.depth or max(pictures.values(), default=8)) == 16
        document = Document(size, depth=16 if deep else 8, name=path.stem)
        laid: list[_Laid] = []
        _fill(document, document.root, stack, Point(0, 0), laid, notes)
        with workers() as pool:
            profiles_found = list(pool.map(lambda one: _unpack(archive, one, document.depth), laid))
        document.icc = notes.icc or next((icc for icc in profiles_found if icc), None)
        notes.finish(document)
        kept: dict[str, Any] = ora_stack.foreign(image, stack)
        kept["files"] = {name: archive.read(name) for name in archive.names() if _is_foreign(name, pictures)}
        if any(kept.values()):
            document.metadata["ora"] = kept
    return document


class _Laid(NamedTuple):
    """A layer whose pixels are still to come: from which file, and where their corner lies in the layer."""

    layer: PixelLayer
    source: str
    corner: Point


def _is_foreign(name: str, pictures: dict[str, int]) -> bool:
    return name not in _OWN and name not in pictures and not name.startswith("pentimento/")


def _pictures(archive: Archive, stack: Element) -> dict[str, int]:
    """The layers' pictures and their bits a sample, from the headers; nothing is unpacked before all were asked."""
    found: dict[str, int] = {}
    claimed = 0
    for element in stack.iter("layer"):
        called = f"layer “{element.get('name', '')}”"
        source = element.get("src", "")
        if source not in archive:
            raise Unreadable(f"{archive.name} is incomplete: the picture {source!r} of its {called} is missing.",
                             "Fetch it again, or open an older copy.")
        try:
            width, height, found[source], _ = chunks.header(archive.head(source, 33))
        except Unreadable:
            raise Unreadable(f"{archive.name} is damaged: {source!r} of its {called} is no PNG picture.") from None
        claimed += checked_size(width, height, f"The {called} in {archive.name}").area
    if claimed > MOST_PIXELS:
        raise Unreadable(f"{archive.name} is too large: its layers claim {claimed} pixels, at most {MOST_PIXELS} open.")
    return found


def _unpack(archive: Archive, laid: _Laid, depth: int) -> bytes | None:
    """Gives the layer its pixels; returns the profile that stands with them."""
    try:
        picture, found = png.decoded(archive.read(laid.source))
    except Unreadable as error:
        raise Unreadable(f"{archive.name} is damaged in {laid.source!r}: {error.message}", error.hint) from error
    laid.layer.pixels = Tiles.of(_deep(picture, depth), laid.corner)
    return profiles.kept(chunks.profile(found))


def _fill(document: Document, group: Group, stack: Element, base: Point, laid: list[_Laid],
          notes: ora_notes.Read, depth: int = 0) -> None:
    """Puts what `stack` lists, topmost first, into `group`, whose children run from the bottom."""
    if depth > ora_stack.DEEPEST:
        raise Unreadable(f"{notes.name} nests its layers deeper than {ora_stack.DEEPEST} groups.")
    for element in _from_below(stack):
        layer = ora_stack.layer_of(element, notes.name)
        corner = base + ora_stack.corner(element, notes.name)
        ours = notes.restore(layer, element.get(ora_stack.NUMBER))
        if isinstance(layer, Group):
            _fill(document, layer, element, corner, laid, notes, depth + 1)
        elif isinstance(layer, PixelLayer):
            if not ours:
                layer.offset = corner
            laid.append(_Laid(layer, element.attrib["src"], corner - layer.offset))
        group.children.append(layer)
        if element.get("selected") == "true" and not document.active:
            document.activate(layer.id)


def _from_below(stack: Element) -> Iterator[Element]:
    return (element for element in reversed(stack) if element.tag in ("layer", "stack"))


FORMAT = Format(
    id="ora",
    title="OpenRaster document",
    suffixes=(".ora",),
    mime="image/openraster",
    sniff=_sniff,
    read_document=_read,
    write_document=_write,
    measure=_measure,
    deep=True,
)
