"""Smaller sizes keep the hole whole, show nothing of what was in it, and never offer it to be copied."""

from __future__ import annotations

import numpy as np
import pytest

from studio.families.patchmatch.pyramid import (
    Floats,
    Level,
    finest,
    from_opponent,
    half,
    halved,
    opponent,
    pyramid,
    roughness,
)


def level(width: int = 61, height: int = 47, radius: int = 3) -> Level:
    chance = np.random.default_rng(1)
    hole = np.zeros((height, width), np.bool_)
    hole[15:33, 0:21] = True
    return finest(chance.random((height, width, 3), np.float32), hole, ~hole, radius)


def test_opponent_colours_keep_distances_and_come_back() -> None:
    rgb = np.random.default_rng(2).random((5, 6, 3), np.float32)
    turned = opponent(rgb)
    assert np.allclose((turned**2).sum(axis=-1), (rgb**2).sum(axis=-1), atol=1e-5)
    assert np.allclose(from_opponent(turned), rgb, atol=1e-5)


def test_no_source_touches_the_hole_or_hangs_over_the_edge() -> None:
    top = level()
    for row, column in zip(*np.nonzero(top.sources), strict=True):
        assert 3 <= row < top.height - 3
        assert 3 <= column < top.width - 3
        assert top.known[row - 3 : row + 4, column - 3 : column + 4].all()


@pytest.mark.parametrize("radius", [1, 2, 3])
def test_target_patches_cover_every_pixel_of_the_hole(radius: int) -> None:
    top = level(radius=radius)
    covered = np.zeros(top.hole.size, np.bool_)
    covered[(top.targets[:, None] + top.offsets).ravel()] = True
    assert covered[top.hole.ravel()].all()
    rows, columns = top.box
    inside = np.zeros_like(top.hole)
    inside[rows, columns] = True
    assert not (covered.reshape(top.hole.shape) & ~inside).any()
    assert np.array_equal(np.flatnonzero(top.numbered >= 0), top.targets)


def test_halving_widens_the_hole_and_shows_nothing_of_it() -> None:
    top = level()
    marked = Level(np.where(top.hole[..., None], np.float32(1e6), top.stack), top.hole, top.known, 3)
    small = halved(marked)
    assert small.hole.shape == (24, 31)
    assert small.stack[small.known].max() < 100
    assert not (small.hole & small.known).any()


def test_halving_is_the_mean_of_four() -> None:
    image = np.arange(24, dtype=np.float32).reshape(4, 6, 1)
    assert half(image).ravel()[0] == np.mean([0, 1, 6, 7])


def test_roughness_sees_texture_and_not_the_edge_of_the_hole() -> None:
    bright: Floats = np.zeros((40, 40), np.float32)
    bright[:, :20:2] = 1
    known = np.ones((40, 40), np.bool_)
    bright[10:30, 25:35] = 5
    known[10:30, 25:35] = False
    rough = roughness(bright, known)
    assert rough[20, 8, 0] > 3
    assert rough[20, 8, 1] == 0
    assert rough[5:35, 23:][known[5:35, 23:]].max() == 0


def test_the_pyramid_ends_when_the_hole_is_two_patches_deep() -> None:
    hole = np.zeros((512, 512), np.bool_)
    hole[100:300, 100:300] = True
    levels = pyramid(finest(np.zeros((512, 512, 3), np.float32), hole, ~hole, 3))
    assert len(levels) == 5
    assert levels[-1].depth.max() <= 7


def test_the_pyramid_stops_while_there_is_enough_to_copy() -> None:
    hole = np.ones((256, 256), np.bool_)
    hole[:30] = False
    levels = pyramid(finest(np.zeros((256, 256, 3), np.float32), hole, ~hole, 3))
    assert all(np.count_nonzero(each.sources) >= 60 for each in levels)
