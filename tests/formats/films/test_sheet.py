"""A whole film at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import BadRequest
from studio.formats.films.film import Film
from studio.formats.films.record import format_named, record
from studio.formats.films.sheet import GAP, MOST, laid_out

Frames = Callable[..., Iterator[NDArray[np.uint8]]]
SHEET = format_named("sheet")


def test_the_frames_lie_in_rows(tmp_path: Path, moving: Frames) -> None:
    record(tmp_path / "film.png", moving(6), Film(metadata={"task": "animate"}), SHEET)
    found = cv2.imread(str(tmp_path / "film.png"))[..., ::-1]
    assert found.shape[:2] == (3 * (48 + GAP) + GAP, 2 * (64 + GAP) + GAP)
    for number, wanted in enumerate(moving(6)):
        top, left = GAP + number // 2 * (48 + GAP), GAP + number % 2 * (64 + GAP)
        assert (found[top : top + 48, left : left + 64] == wanted).all()
    with Image.open(tmp_path / "film.png") as picture:
        assert "animate" in picture.info["pentimento"]


def test_a_long_film_is_thinned_out(tmp_path: Path) -> None:
    frames = (np.full((8, 8, 3), number % 256, np.uint8) for number in range(2 * MOST + 3))
    record(tmp_path / "film.png", frames, Film(), SHEET)
    height, width = cv2.imread(str(tmp_path / "film.png")).shape[:2]
    assert (height // (8 + GAP)) * (width // (8 + GAP)) <= MOST * 1.3


def test_large_frames_are_shown_small(tmp_path: Path) -> None:
    record(tmp_path / "film.png", iter([np.zeros((320, 640, 3), np.uint8)]), Film(), SHEET)
    assert cv2.imread(str(tmp_path / "film.png")).shape[:2] == (80 + 2 * GAP, 160 + 2 * GAP)


def test_about_four_columns_to_three_rows() -> None:
    height, width = laid_out([np.zeros((12, 12, 4), np.uint8)] * 48).shape[:2]
    assert (width - GAP, height - GAP) == (8 * 16, 6 * 16)


def test_a_sheet_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="at least one frame"):
        record(tmp_path / "film.png", iter([]), Film(), SHEET)
    assert not list(tmp_path.iterdir())
