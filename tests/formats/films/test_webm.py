"""The coding of this format: a better quality is closer to what was shown, and larger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.formats.films.film import Film
from studio.formats.films.record import format_for, record
from studio.formats.films.webm import FILM

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
