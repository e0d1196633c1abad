"""The first guess closes the whole hole with what is around it."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.peel import peeled
from studio.families.patchmatch.pyramid import finest


def test_stripes_go_on_across_the_hole() -> None:
    rgb = np.zeros((32, 40, 3), np.float32)
    rgb[:, ::4] = rgb[:, 1::4] = 1
    hole = np.zeros((32, 40), np.bool_)
    hole[8:22, 10:26] = True
    level = finest(np.where(hole[..., None], np.float32(0.5), rgb), hole, ~hole, 3)
    stack = peeled(level, np.random.default_rng(0))
    expected = finest(rgb, hole, ~hole, 3).stack[..., 0]
    assert np.abs(stack[..., 0] - expected)[hole].mean() < 0.05
    assert np.array_equal(stack[~hole], level.stack[~hole])


def test_a_hole_at_the_corner_is_closed_too() -> None:
    rgb = np.full((24, 24, 3), 0.25, np.float32)
    hole = np.zeros((24, 24), np.bool_)
    hole[:9, :9] = True
    rgb[hole] = 1
    level = finest(rgb, hole, ~hole, 3)
    stack = peeled(level, np.random.default_rng(0))
    assert np.allclose(stack[..., 0], level.stack[-1, -1, 0], atol=1e-5)
