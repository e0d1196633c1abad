"""A folder of PNG pictures, one a frame, for programs that cut films."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studio.core.errors import BadRequest
from studio.formats import png
from studio.formats.films.coded import checked
from studio.formats.films.film import Film, FilmFormat, Frame

JOB = "film.json"
"""Beside the pictures: how fast they are to be shown, and the job that made them."""


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    shape, count = (0, 0), 0
    for count, frame in enumerate(frames, 1):
        shape = frame.shape[:2] if count == 1 else shape
        pixels = checked(frame, count - 1, shape)
        if pixels.shape[2] == 3:
            pixels = np.dstack([pixels, np.full(shape, 255, np.uint8)])
        (path / f"frame-{count:05}.png").write_bytes(png.encoded(pixels))
    if not count:
        raise BadRequest("A film needs at least one frame.")
    told = {"fps": str(film.fps), "frames": count, "job": dict(film.metadata)}
    (path / JOB).write_text(json.dumps(told, indent=1), encoding="utf-8")


FILM = FilmFormat("stills", "PNG pictures in a folder", (), "image/png", _write, alpha=True, folder=True)
