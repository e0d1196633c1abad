"""Animated WebP: small, with transparency, in every browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.formats.films.coded import Coding, write
from studio.formats.films.film import Film, FilmFormat, Frame


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    options = {"quality": str(film.quality), "compression_level": "1", "lossless": "1" if film.quality == 100 else "0"}
    coding = Coding("webp", "libwebp_anim", "bgra", options, {"loop": str(film.loops)}, even=False, alpha=True)
    write(path, frames, film, coding)


FILM = FilmFormat("webp", "Animated WebP", (".webp",), "image/webp", _write, alpha=True)
