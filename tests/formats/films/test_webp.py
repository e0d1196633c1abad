"""The coding of this format: a better quality is closer to what was shown, and larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.formats import metadata
from studio.formats.films.film import Film
from studio.formats.films.record import format_for, record
from studio.formats.films.webp import FILM
from studio.formats.metadata import Notes

Frames = Callable[..., Iterator[NDArray[np.uint8]]]


def test_quality_costs_space(tmp_path: Path, moving: Frames) -> None:
    sizes = []
    for quality in (10, 95):
        path = tmp_path / f"{quality}{FILM.suffixes[0]}"
        record(path, moving(6, 160, 120), Film(quality=quality))
        sizes.append(path.stat().st_size)
    assert sizes[1] > 1.2 * sizes[0]


def test_it_is_found_by_its_ending() -> None:
    assert all(format_for(Path(f"a{suffix.upper()}")) is FILM for suffix in FILM.suffixes)


def test_the_job_travels_in_the_file_and_every_frame_with_it(tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / "film.webp"
    record(path, moving(5), Film(metadata={"task": "walk", "prompt": "a <hill> & a lake"}))
    with Image.open(path) as picture:
        assert picture.n_frames == 5
        told = metadata.gathered(Notes(xmp=picture.info["xmp"].decode()))
        assert told["pentimento"] == {"task": "walk", "prompt": "a <hill> & a lake"}
        picture.seek(4)
        picture.load()
    assert int.from_bytes(path.read_bytes()[4:8], "little") == path.stat().st_size - 8
