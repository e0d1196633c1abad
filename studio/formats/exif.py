"""What cameras and other studios note in EXIF: which way is up, and a comment."""

from __future__ import annotations

import contextlib
import struct
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

ORIENTATION = 0x0112
EXIF_IFD = 0x8769
USER_COMMENT = 0x9286

BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError, OverflowError,
          AttributeError, ZeroDivisionError, RuntimeError, AssertionError)
"""What Pillow and others raise on files that are damaged on purpose or by accident."""


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Damaged notes are no reason to warn: the picture counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _orientation_place(exif: bytes) -> tuple[int, str] | None:
    """Offset and struct format of the orientation's value in the first directory (TIFF 6.0, section 2)."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(order + "HH", exif, entry)
            if tag == ORIENTATION:
                struct.unpack_from(order + "I", exif, entry + 8)
                return entry + 8, order + ("H" if kind == 3 else "I")
    except struct.error:
        pass
    return None


def orientation(exif: bytes | None) -> int:
    """1 … 8 as EXIF 2.32 numbers them; 1 (as it is) when nothing or nonsense is said."""
    place = _orientation_place(exif or b"")
    if place is None or exif is None:
        return 1
    (value,) = struct.unpack_from(place[1], exif, place[0])
    return int(value) if 1 <= value <= 8 else 1


def upright(exif: bytes) -> bytes:
    """The same EXIF saying that the picture stands as it is; every other byte unchanged."""
    place = _orientation_place(exif)
    if place is None:
        return exif
    changed = bytearray(exif)
    struct.pack_into(place[1], changed, place[0], 1)
    return bytes(changed)


def turned(pixels: NDArray[Any], way: int) -> NDArray[Any]:
    """Pixels as they are meant to be seen, for orientation `way` of the file."""
    if way in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if way in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if way in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def comment(exif: bytes) -> str:
    """The UserComment, "" where there is none. Its first 8 bytes name the encoding (EXIF 2.32, 4.6.5)."""
    from PIL import Image

    try:
        with quiet():
            tags = Image.Exif()
            tags.load(exif)
            raw = tags.get_ifd(EXIF_IFD).get(USER_COMMENT, b"")
    except BROKEN:
        return ""
    if isinstance(raw, str):
        return raw.strip("\0 ")
    if not isinstance(raw, bytes):
        return ""
    body = raw[8:]
    if raw.startswith(b"UNICODE\0"):
        # The standard does not name the byte order. Prompts hold some ASCII, which read the wrong way round is none.
        big, little = (body.decode(coding, "replace").strip("\0 ") for coding in ("utf-16-be", "utf-16-le"))
        return little if sum(map(str.isascii, little)) > sum(map(str.isascii, big)) else big
    if raw[:8] in (b"ASCII\0\0\0", b"\0" * 8):
        return body.decode("utf-8", "replace").strip("\0 ")
    return raw.decode("utf-8", "replace").strip("\0 ")


def notes(exif: bytes) -> dict[str, str]:
    """The first directory's texts by their EXIF names ("Make", "DateTime" …)."""
    from PIL import ExifTags, Image

    try:
        with quiet():
            tags = Image.Exif()
            tags.load(exif)
            found = {ExifTags.TAGS.get(tag, str(tag)): value for tag, value in tags.items()}
    except BROKEN:
        return {}
    return {name: value.strip("\0 ") for name, value in found.items() if isinstance(value, str)}


def with_comment(exif: bytes | None, text: str) -> bytes:
    """`exif` (or a new one, where that is damaged) whose UserComment is `text`; what else stands in it is kept."""
    value = b"UNICODE\0" + text.encode("utf-16-be", "replace")
    try:
        return _commented(exif, value)
    except BROKEN:
        return _commented(None, value)


def _commented(exif: bytes | None, value: bytes) -> bytes:
    from PIL import Image

    tags = Image.Exif()
    with quiet():
        if exif:
            tags.load(exif)
        tags.get_ifd(EXIF_IFD)[USER_COMMENT] = value
        return tags.tobytes().removeprefix(b"Exif\0\0")
