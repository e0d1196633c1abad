"""The search keeps its promises on the way: it rises, shows what it has, and prefers what belongs there."""

from __future__ import annotations

import numpy as np
import pytest

from studio.families.patchmatch.climb import search, sized, smoothed, voted
from studio.families.patchmatch.pyramid import Floats, Level, finest, from_opponent, pyramid


def wall(red_thing: bool = False) -> tuple[Level, Floats]:
    chance = np.random.default_rng(0)
    rgb = chance.normal(0.5, 0.05, (128, 128, 3)).astype(np.float32)
    if red_thing:
        rgb[20:80, 80:120] = chance.normal((0.9, 0.1, 0.1), 0.01, (60, 40, 3))
    hole = np.zeros((128, 128), np.bool_)
    hole[30:90, 10:50] = True
    return finest(rgb, hole, ~hole, 3), rgb


def test_the_fraction_rises_to_nine_tenths_and_sizes_are_shown() -> None:
    top, _ = wall()
    fractions, shown = [], []

    def show(fraction: float, filled: Floats | None) -> None:
        fractions.append(fraction)
        if filled is not None:
            shown.append(filled.shape)

    search(pyramid(top), np.random.default_rng(1), show)
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(0.9)
    assert len(shown) >= 2


def test_every_patch_copies_from_what_is_known() -> None:
    top, _ = wall()
    field = search(pyramid(top), np.random.default_rng(1), lambda fraction, filled: None)
    assert len(field.where) == len(top.targets)
    assert top.sources.ravel()[field.where].all()


@pytest.mark.parametrize("seed", range(4))
def test_a_foreign_thing_is_not_copied_into_a_wall(seed: int) -> None:
    top, _ = wall(red_thing=True)
    field = search(pyramid(top), np.random.default_rng(seed), lambda fraction, filled: None)
    rgb = from_opponent(voted(top, field, lambda: None)[..., :3])
    assert (rgb[top.hole][:, 0] > 0.75).mean() < 0.01


def test_the_calmest_guess_lies_within_what_surrounds_it() -> None:
    top, _ = wall()
    guess = smoothed(top)[..., 0]
    around = top.stack[..., 0][top.known]
    assert around.min() <= guess[top.hole].min()
    assert guess[top.hole].max() <= around.max()


def test_likes_are_the_same_places_at_every_size() -> None:
    top, _ = wall()
    levels = pyramid(top)
    likes = np.random.default_rng(3).standard_normal((12, 12)).astype(np.float32)
    fine, coarse = sized(likes, levels[0]), sized(likes, levels[1])
    assert np.abs(fine[::2, ::2] - coarse).max() < 0.3
