"""Animated WebP: small, with transparency, in every browser."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from studio.formats import metadata
from studio.formats.films.coded import Coding, write
from studio.formats.films.film import Film, FilmFormat, Frame

XMP = 0x04
"""The flag of VP8X that says that there is such a chunk."""


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    options = {"quality": str(film.quality), "compression_level": "1", "lossless": "1" if film.quality == 100 else "0"}
    coding = Coding("webp", "libwebp_anim", "bgra", options, {"loop": str(film.loops)}, even=False, alpha=True)
    write(path, frames, film, coding)
    if film.metadata:
        _tell(path, film.metadata)


def _tell(path: Path, told: Mapping[str, Any]) -> None:
    """Puts the job into the file as XMP, its last chunk (WebP container specification, "Metadata"), as in pictures."""
    packet = (metadata.to_write({metadata.JOB_KEY: told}, (0, 0), text_in_exif=False).xmp or "").encode("utf-8")
    with path.open("r+b") as file:
        head = file.read(21)
        if head[8:16] != b"WEBPVP8X":
            return
        file.seek(20)
        file.write(bytes([head[20] | XMP]))
        file.seek(0, 2)
        file.write(b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2))
        size = file.tell() - 8
        file.seek(4)
        file.write(struct.pack("<I", size))


FILM = FilmFormat("webp", "Animated WebP", (".webp",), "image/webp", _write, alpha=True)
