"""Matroska with AV1: the smallest files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from studio.formats.films.coded import Coding, write
from studio.formats.films.film import Film, FilmFormat, Frame


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    os.environ.setdefault("SVT_LOG", "1")  # the encoder talks on standard error unless it is told not to
    crf = round(60 - 0.4 * film.quality)
    options = {"crf": str(crf), "preset": "10", "svtav1-params": "lp=2"}
    write(path, frames, film, Coding("matroska", "libsvtav1", "yuv420p", options, sound="libopus"))


FILM = FilmFormat("av1", "Matroska film (AV1)", (".mkv",), "video/x-matroska", _write, sound=True)
