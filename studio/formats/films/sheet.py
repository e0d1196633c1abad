"""The whole film on one sheet of small pictures, row by row, to be looked at or printed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studio.core.errors import BadRequest
from studio.core.picture import Picture
from studio.core.resample import Method, resized
from studio.formats import chunks, metadata, png
from studio.formats.films.coded import checked
from studio.formats.films.film import Film, FilmFormat, Frame

SIDE, GAP = 160, 4
"""Px: the longer side of a small picture, and what is free around it."""
MOST = 240
"""Pictures on one sheet: of a longer film every second frame is shown, or every fourth …"""


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    kept, every, shape = list[Picture](), 1, (0, 0)
    for number, frame in enumerate(frames):
        shape = frame.shape[:2] if number == 0 else shape
        checked(frame, number, shape)
        if number % every == 0:
            kept.append(_small(frame))
        if len(kept) > MOST:
            kept, every = kept[::2], every * 2
    if not kept:
        raise BadRequest("A film needs at least one frame.")
    told = [chunks.text(metadata.JOB_KEY, json.dumps(film.metadata))] if film.metadata else []
    path.write_bytes(png.encoded(laid_out(kept), told))


def _small(frame: Frame) -> Picture:
    height, width = frame.shape[:2]
    if frame.shape[2] == 3:
        frame = np.dstack([frame, np.full((height, width), 255, np.uint8)])
    scale = SIDE / max(width, height)
    if scale >= 1:
        return frame
    return resized(frame, (max(1, round(width * scale)), max(1, round(height * scale))), Method.CUBIC)


def laid_out(pictures: list[Picture]) -> Picture:
    """All of them, of one size, about four columns to three rows; clear between them."""
    height, width = pictures[0].shape[:2]
    columns = max(1, round(math.sqrt(len(pictures) * 4 / 3 * (height + GAP) / (width + GAP))))
    columns = min(columns, len(pictures))
    rows = math.ceil(len(pictures) / columns)
    out = np.zeros((rows * (height + GAP) + GAP, columns * (width + GAP) + GAP, 4), np.uint8)
    for number, picture in enumerate(pictures):
        top, left = GAP + number // columns * (height + GAP), GAP + number % columns * (width + GAP)
        out[top : top + height, left : left + width] = picture
    return out


FILM = FilmFormat("sheet", "Contact sheet (PNG)", (), "image/png", _write, alpha=True)
