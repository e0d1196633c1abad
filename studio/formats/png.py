"""PNG, 8 and 16 bits a channel, with every note it can carry: OpenCV does the pixels, our own chunks the rest."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.errors import Unreadable
from studio.core.picture import Picture
from studio.formats import chunks, exif, metadata, profiles
from studio.formats.chunks import Chunk
from studio.formats.format import Flat, Format
from studio.formats.limits import checked_size


def decoded(data: bytes) -> tuple[Picture, list[Chunk]]:
    """RGBA pixels of a PNG file (colours under alpha 0 included) and its chunks."""
    import cv2

    width, height, bits, colour = chunks.header(data)
    checked_size(width, height)
    found = chunks.chunks(data)
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.shape[:2] != (height, width):
        raise Unreadable("This PNG picture is damaged: its pixels cannot be unpacked.")
    clear = _only(found, b"tRNS") if colour == 0 else None
    return _rgba(pixels, bits, clear, chunks.profile(found)), found


def _only(found: Iterable[Chunk], wanted: bytes) -> bytes | None:
    return next((data for kind, data in found if kind == wanted), None)


def _rgba(pixels: Picture, bits: int, clear: bytes | None, icc: bytes | None) -> Picture:
    """What OpenCV unpacked (grey, BGR or BGRA) as RGBA. `clear` is the tRNS of a grey picture, which it drops."""
    out = np.empty((*pixels.shape[:2], 4), pixels.dtype)
    if pixels.ndim == 2 or profiles.space(icc) == "GRAY":
        out[..., :3] = profiles.grey_to_rgb(pixels if pixels.ndim == 2 else pixels[..., 0], icc)
    else:
        out[..., :3] = pixels[..., 2::-1]
    out[..., 3] = pixels[..., 3] if pixels.ndim == 3 and pixels.shape[2] == 4 else np.iinfo(pixels.dtype).max
    if pixels.ndim == 2 and clear is not None and len(clear) == 2:
        (value,) = struct.unpack(">H", clear)
        out[..., 3][pixels == (value if bits >= 8 else value * 255 // ((1 << bits) - 1))] = 0
    return out


def encoded(picture: Picture, extra: Iterable[Chunk] = (), level: int | None = None) -> bytes:
    """A PNG file of H × W × 4, or of H × W as grey.

    `level` is zlib's, 0 … 9. None is 14 times as fast as 6 and packs photographs as tight (runs of equal differences).
    """
    import cv2

    pixels = np.ascontiguousarray(picture)
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)
    done, data = cv2.imencode(".png", pixels, [] if level is None else [cv2.IMWRITE_PNG_COMPRESSION, level])
    assert done
    return chunks.spliced(data.tobytes(), extra)


def _measure(path: Path) -> tuple[int, int]:
    with path.open("rb") as file:
        width, height, _, _ = chunks.header(file.read(33))
    return width, height


def _read(path: Path) -> Flat:
    picture, found = decoded(path.read_bytes())
    block = (_only(found, b"eXIf") or b"").removeprefix(b"Exif\0\0") or None
    notes = metadata.Notes(
        text=chunks.texts(found), exif=block, dpi=chunks.resolution(found), frames=chunks.frames(found)
    )
    icc = profiles.kept(chunks.profile(found))
    return Flat(exif.turned(picture, exif.orientation(block)), icc, metadata.gathered(notes))


def _write(path: Path, flat: Flat, options: Mapping[str, Any]) -> None:
    picture = flat.picture
    notes = metadata.to_write(flat.metadata, picture.shape[1::-1], text_in_exif=False)
    extra: list[Chunk] = []
    if flat.icc:
        extra.append(chunks.profile_chunk(flat.icc))
    if notes.dpi:
        extra.append(chunks.resolution_chunk(notes.dpi))
    if notes.exif:
        extra.append(Chunk(b"eXIf", notes.exif))
    extra += [chunks.text(key, value) for key, value in notes.text.items() if key]
    if notes.xmp:
        xmp = notes.xmp.encode("utf-8", "replace")
        extra.append(Chunk(b"iTXt", metadata.XMP_KEY.encode() + b"\0\0\0\0\0" + xmp))
    path.write_bytes(encoded(picture, extra, options.get("level")))


FORMAT = Format(
    id="png",
    title="PNG picture",
    suffixes=(".png",),
    mime="image/png",
    sniff=lambda head: head.startswith(chunks.SIGNATURE),
    read=_read,
    write=_write,
    measure=_measure,
    deep=True,
)
