"""The chunks of a PNG file, read and put in by hand, because no library keeps both 16-bit colour and all its notes.

After the PNG specification (W3C, third edition 2025), chapters 5 and 11.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from studio.core.errors import Unreadable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_TEXT = 64 << 20
"""Unpacked bytes of one text or profile: far above any workflow, far below a bomb."""


class Chunk(NamedTuple):
    kind: bytes
    data: bytes


def header(data: bytes) -> tuple[int, int, int, int]:
    """Width, height, bits a sample and colour type, from the first 33 bytes."""
    if len(data) < 26 or not data.startswith(SIGNATURE) or data[12:16] != b"IHDR":
        raise Unreadable("This PNG picture is damaged: its header is missing.")
    width, height, bits, colour = struct.unpack_from(">IIBB", data, 16)
    return width, height, bits, colour


def chunks(data: bytes) -> list[Chunk]:
    """Every chunk but the pixels' own; Unreadable when one is cut off or its checksum is wrong."""
    found: list[Chunk] = []
    view, at = memoryview(data), len(SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if zlib.crc32(view[at + 4 : end - 4]) != checksum:
            raise Unreadable("This PNG picture is damaged: its checksums do not match.")
        if kind == b"IEND":
            return found
        if kind not in (b"IDAT", b"fdAT"):
            found.append(Chunk(kind, bytes(view[at + 8 : end - 4])))
        at = end
    raise Unreadable("This PNG picture is cut off: its end is missing.")


def spliced(data: bytes, extra: Iterable[Chunk]) -> bytes:
    """The PNG `data` with `extra` chunks put right behind its header, where colour profiles must stand."""
    body = b"".join(
        struct.pack(">I", len(chunk.data)) + chunk.kind + chunk.data
        + struct.pack(">I", zlib.crc32(chunk.data, zlib.crc32(chunk.kind)))
        for chunk in extra
    )
    after = len(SIGNATURE) + 25
    return b"".join((memoryview(data)[:after], body, memoryview(data)[after:]))


def _unpacked(data: bytes) -> bytes | None:
    """What zlib packed; None when that is broken or would be a bomb."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(data, LARGEST_TEXT)
    except zlib.error:
        return None
    return out if unpacker.eof else None


def texts(found: Iterable[Chunk]) -> dict[str, str]:
    """Keyword and text of every tEXt, zTXt and iTXt chunk; broken ones are left out, the first of a name counts."""
    out: dict[str, str] = {}
    for kind, data in found:
        key, _, rest = data.partition(b"\0")
        text: str | None = None
        if kind == b"tEXt":
            text = rest.decode("latin-1")
        elif kind == b"zTXt" and rest[:1] == b"\0":
            packed = _unpacked(rest[1:])
            text = None if packed is None else packed.decode("latin-1")
        elif kind == b"iTXt" and len(rest) >= 2:
            packed_flag, (_, _, body) = rest[0], _two_parts(rest[2:])
            raw = _unpacked(body) if packed_flag else body
            text = None if raw is None else raw.decode("utf-8", "replace")
        if text is not None:
            out.setdefault(key.decode("latin-1"), text)
    return out


def _two_parts(rest: bytes) -> tuple[bytes, bytes, bytes]:
    language, _, rest = rest.partition(b"\0")
    translated, _, body = rest.partition(b"\0")
    return language, translated, body


def text(key: str, value: str) -> Chunk:
    """tEXt where Latin-1 can hold it, because other programs read only that; else iTXt."""
    name = key.encode("latin-1", "replace")[:79]
    value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        return Chunk(b"tEXt", name + b"\0" + value.encode("latin-1"))
    except UnicodeEncodeError:
        return Chunk(b"iTXt", name + b"\0\0\0\0\0" + value.encode("utf-8", "replace"))


def profile(found: Iterable[Chunk]) -> bytes | None:
    for kind, data in found:
        if kind == b"iCCP":
            _, _, rest = data.partition(b"\0")
            return _unpacked(rest[1:])
    return None


def profile_chunk(icc: bytes) -> Chunk:
    return Chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc))


def resolution(found: Iterable[Chunk]) -> tuple[float, float] | None:
    """Pixels an inch across and down."""
    for kind, data in found:
        if kind == b"pHYs" and len(data) == 9:
            across, down, unit = struct.unpack(">IIB", data)
            if unit == 1 and across and down:
                return round(across * 0.0254, 2), round(down * 0.0254, 2)
    return None


def resolution_chunk(dpi: tuple[float, float]) -> Chunk:
    return Chunk(b"pHYs", struct.pack(">IIB", round(dpi[0] / 0.0254), round(dpi[1] / 0.0254), 1))


def frames(found: Iterable[Chunk]) -> int:
    return next((struct.unpack_from(">I", data)[0] for kind, data in found if kind == b"acTL" and len(data) >= 4), 1)
