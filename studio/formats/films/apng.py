"""Animated PNG: every pixel as it is, with transparency, in large files.

Written chunk by chunk (PNG specification, third edition, 2025, section 11.3.6): Pillow keeps all frames in memory, and
ffmpeg packs each one six times over to choose the smallest.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from studio.core.errors import BadRequest
from studio.formats.films.coded import checked
from studio.formats.films.film import Film, FilmFormat, Frame

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEVEL = 1
"""Of zlib: the next ones take three times as long for a tenth less."""

UP = 2
"""The row filter: what differs from the pixel above."""


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    with path.open("wb") as file:
        count, sequence, shape = 0, 0, (0, 0)
        start = 0
        for frame in frames:
            pixels = _whole(frame)
            if count == 0:
                shape = pixels.shape[:2]
                start = _head(file, shape, film)
            checked(pixels, count, shape)
            _chunk(file, b"fcTL", _control(sequence, shape, film))
            data = _packed(pixels)
            if count == 0:
                _chunk(file, b"IDAT", data)
            else:
                sequence += 1
                _chunk(file, b"fdAT", struct.pack(">I", sequence) + data)
            count, sequence = count + 1, sequence + 1
        if not count:
            raise BadRequest("A film needs at least one frame.")
        _chunk(file, b"IEND", b"")
        file.seek(start)
        _chunk(file, b"acTL", struct.pack(">II", count, film.loops))


def _whole(frame: Frame) -> Frame:
    if frame.shape[2] == 4:
        return frame
    return np.dstack([frame, np.full(frame.shape[:2], 255, np.uint8)])


def _head(file: BinaryIO, shape: tuple[int, ...], film: Film) -> int:
    """Everything before the first frame; gives where the number of frames has to be written in the end."""
    file.write(SIGNATURE)
    _chunk(file, b"IHDR", struct.pack(">IIBBBBB", shape[1], shape[0], 8, 6, 0, 0, 0))
    start = file.tell()
    _chunk(file, b"acTL", struct.pack(">II", 0, film.loops))
    _chunk(file, b"sRGB", b"\0")
    if film.metadata:
        _chunk(file, b"iTXt", b"pentimento\0\0\0\0\0" + json.dumps(film.metadata).encode())
    return start


def _control(sequence: int, shape: tuple[int, ...], film: Film) -> bytes:
    """The frame covers everything and takes the place of the one before."""
    pause = 1 / film.fps
    scale = 1 if pause.denominator < 2**16 and pause.numerator < 2**16 else 0
    over, under = (pause.numerator, pause.denominator) if scale else (round(1000 / film.fps), 1000)
    return struct.pack(">IIIIIHHBB", sequence, shape[1], shape[0], 0, 0, over, under, 0, 0)


def _packed(pixels: Frame) -> bytes:
    rows = pixels.reshape(pixels.shape[0], -1)
    filtered = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = UP
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    return zlib.compress(filtered.tobytes(), LEVEL)


def _chunk(file: BinaryIO, kind: bytes, data: bytes) -> None:
    file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


FILM = FilmFormat("apng", "Animated PNG", (".apng", ".png"), "image/apng", _write, alpha=True)
