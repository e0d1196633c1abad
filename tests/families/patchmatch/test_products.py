"""Pieces give what the whole gives."""

from __future__ import annotations

import numpy as np
import pytest

from studio.families.patchmatch.products import products


@pytest.mark.parametrize("shape", [(1, 1, 1), (33, 1000, 23), (70, 90, 245), (5, 3, 9000)], ids=str)
def test_pieces_give_what_the_whole_gives(shape: tuple[int, int, int]) -> None:
    chance = np.random.default_rng(0)
    some, others = (chance.random((rows, shape[2]), np.float32) for rows in shape[:2])
    assert np.allclose(products(some, others), some @ others.T, rtol=1e-5)


def test_nothing_times_anything_is_nothing() -> None:
    assert products(np.empty((0, 4), np.float32), np.ones((3, 4), np.float32)).shape == (0, 3)
