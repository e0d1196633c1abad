"""Contact sheets hold every picture where it should be, and weigh little."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import Unwritable
from studio.training.measures.sheets import GAP, WORDS, grid, sheet, written


def plain(*tones: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.stack([np.full((20, 20, 3), tone, np.uint8) for tone in tones])


def test_rows_stand_below_their_words() -> None:
    made = sheet([("Real", plain(10, 20)), ("", plain(30))], 20)
    assert made.shape == (WORDS + 2 * (20 + GAP), 2 * (20 + GAP) + GAP, 3)
    assert (made[WORDS : WORDS + 20, GAP : GAP + 20] == 10).all()
    assert (made[WORDS : WORDS + 20, 2 * GAP + 20 : 2 * GAP + 40] == 20).all()
    assert (made[WORDS + 20 + GAP : WORDS + 40 + GAP, GAP : GAP + 20] == 30).all()
    assert (made[:WORDS] < 128).any(), "the words are written"


def test_a_grid_breaks_into_rows() -> None:
    assert grid(plain(1, 2, 3, 4, 5), columns=2, side=20).shape[0] == 3 * (20 + GAP)


def test_a_sheet_is_made_worse_until_it_is_small_enough(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    fine, small = written(tmp_path / "a.webp", noise, 10**6), written(tmp_path / "b.webp", noise, 30_000)
    assert small.stat().st_size <= 30_000 < fine.stat().st_size
    assert cv2.imread(str(small)).shape == (256, 256, 3)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable, match="could not be written"):
        written(tmp_path / "file" / "a.webp", plain(1)[0])
