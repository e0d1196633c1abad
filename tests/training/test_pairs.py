"""Pairs fit each other, whatever way they are laid, and follow from seed and step alone."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.families.restore.bicubic import resized
from studio.training.pairs import Bytes, Pairs, of_list, of_world
from studio.training.worlds.textures import WORLD


def smooth(number: int, height: int = 130, width: int = 170) -> Bytes:
    coarse = np.random.default_rng(number).integers(0, 255, (6, 8, 3)).astype(np.uint8)
    return resized(coarse, (width, height))


def chance(step: int) -> np.random.Generator:
    return np.random.default_rng((5, step))


def test_each_small_patch_is_its_large_one_made_smaller() -> None:
    pairs = Pairs([of_list([smooth(1), smooth(2)])], patch=16)
    small, large = pairs.batch(1, 24, chance(1))
    assert small.shape == (24, 16, 16, 3)
    assert large.shape == (24, 64, 64, 3)
    for one, other in zip(small, large, strict=True):
        made = resized(np.ascontiguousarray(other), (16, 16)).astype(int)
        assert np.abs(made - one)[3:-3, 3:-3].max() <= 1
        assert one.std() > 1, "a flat patch would prove nothing"


def test_they_follow_from_seed_and_step_whatever_came_before() -> None:
    pictures = [smooth(number) for number in range(6)]
    one, other = (Pairs([of_list(pictures)], patch=8, held=2, renewed=3, seed=1) for _ in range(2))
    for step in range(1, 10):
        one.batch(step, 2, chance(step))
    for both in zip(one.batch(11, 4, chance(11)), other.batch(11, 4, chance(11)), strict=True):
        assert np.array_equal(*both)


def test_others_take_their_place_after_a_while() -> None:
    pairs = Pairs([of_list([smooth(number) for number in range(40)])], patch=8, held=2, renewed=3)
    first, same, later = (pairs.batch(step, 8, chance(1))[1] for step in (1, 3, 4))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, later)


def test_all_eight_ways_to_lay_a_picture_come() -> None:
    corner = np.zeros((32, 32, 3), np.uint8)
    corner[:16, :8] = 255
    pairs = Pairs([of_list([corner])], patch=8)
    _, large = pairs.batch(1, 100, chance(2))
    assert len({patch.tobytes() for patch in large}) == 8


def test_small_pictures_are_left_out_and_only_small_ones_refused() -> None:
    pairs = Pairs([of_list([smooth(1, 20, 20), smooth(2)])], patch=16)
    assert pairs.batch(1, 2, chance(1))[0].shape[0] == 2
    with pytest.raises(BadRequest, match="smaller than 64 × 64"):
        Pairs([of_list([smooth(1, 20, 20)])], patch=16).batch(1, 2, chance(1))


def test_a_world_draws_others_each_time() -> None:
    some = of_world(WORLD, 64)
    one, other = some(2, chance(1)), some(2, chance(2))
    assert [picture.shape for picture in (*one, *other)] == [(64, 64, 3)] * 4
    assert not np.array_equal(one[0], other[0])
