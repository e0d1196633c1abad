"""MP4 with H.264: what plays everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.formats.films.coded import Coding, write
from studio.formats.films.film import Film, FilmFormat, Frame


def _write(path: Path, frames: Iterator[Frame], film: Film) -> None:
    crf = round(45 - 0.33 * film.quality)  # 80 → 19, which is called visually lossless
    coding = Coding("mp4", "libx264", "yuv420p", {"crf": str(crf), "preset": "veryfast"},
                    {"movflags": "+faststart+use_metadata_tags"}, sound="aac")  # fmt: skip
    write(path, frames, film, coding)


FILM = FilmFormat("mp4", "MP4 film (H.264)", (".mp4", ".m4v"), "video/mp4", _write, sound=True)
