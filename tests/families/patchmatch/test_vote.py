"""Patches that agree give exactly what they copy; the best and those near the border have most to say."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.match import Field
from studio.families.patchmatch.pyramid import Level, finest
from studio.families.patchmatch.vote import CHUNK, vote, weights


def level() -> Level:
    hole = np.zeros((40, 60), np.bool_)
    hole[12:24, 10:24] = True
    return finest(np.random.default_rng(0).random((40, 60, 3), np.float32), hole, ~hole, 3)


def nothing() -> None:
    """Nobody cancels."""


def test_one_shift_for_all_copies_a_piece_as_it_is() -> None:
    here = level()
    field = Field(here.targets + 26, np.ones(len(here.targets), np.float32))
    said = vote(here, field, here.stack, nothing)
    assert np.allclose(said[12:24, 10:24], here.stack[12:24, 36:50], atol=1e-5)


def test_a_patch_that_fits_better_has_more_to_say() -> None:
    here = level()
    cost = np.where(np.arange(len(here.targets)) % 2, 1.0, 4.0).astype(np.float32)
    weight = weights(here, Field(here.targets, cost))
    assert weight[1::2].mean() > 5 * weight[::2].mean()


def test_the_border_has_more_to_say_than_the_middle() -> None:
    here = level()
    weight = weights(here, Field(here.targets, np.ones(len(here.targets), np.float32)))
    depth = here.depth.ravel()[here.targets]
    assert weight[depth == depth.max()].max() < weight[depth == 0].min()


def test_votes_look_up_often_enough_to_be_stopped() -> None:
    hole = np.zeros((200, 200), np.bool_)
    hole[40:150, 40:150] = True
    here = finest(np.zeros((200, 200, 3), np.float32), hole, ~hole, 3)
    calls: list[int] = []
    field = Field(np.full(len(here.targets), 200 * 20 + 20), np.ones(len(here.targets), np.float32))
    vote(here, field, here.stack, lambda: calls.append(1))
    assert len(calls) == -(-int(here.covered.sum()) // CHUNK) > 2


def test_a_pixel_gets_the_weighted_mean_of_all_patches_over_it() -> None:
    """Against the definition, patch by patch."""
    here = level()
    chance = np.random.default_rng(1)
    field = Field(
        chance.choice(np.flatnonzero(here.sources), len(here.targets)), chance.random(len(here.targets), np.float32)
    )
    image = chance.random((40, 60, 2), np.float32)
    total, shares = np.zeros((2400, 2)), np.zeros(2400)
    for place, source, weight in zip(here.targets, field.where, weights(here, field), strict=True):
        total[place + here.offsets] += weight * image.reshape(-1, 2)[source + here.offsets]
        shares[place + here.offsets] += weight
    expected = (total / np.maximum(shares, 1e-30)[:, None]).reshape(40, 60, 2)
    said = vote(here, field, image, nothing)
    assert np.allclose(said[here.covered], expected[here.covered], atol=1e-5)
    assert not said[~here.covered].any()
