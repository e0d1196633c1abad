"""WebM with VP9: free of patents, plays in every browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.formats.films.coded import Coding, write
from studio.formats.films.film import Film, FilmFormat, Frame


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    crf = round(60 - 0.4 * film.quality)  # 80 → 28
    options = {"crf": str(crf), "b": "0", "deadline": "realtime", "cpu-used": "5", "row-mt": "1", "threads": "2"}
    write(path, frames, film, Coding("webm", "libvpx-vp9", "yuv420p", options, sound="libopus"))


FILM = FilmFormat("webm", "WebM film (VP9)", (".webm",), "video/webm", _write, sound=True)
