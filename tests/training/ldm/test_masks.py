"""Masks to learn from are of all sizes, never empty."""

from __future__ import annotations

import numpy as np

from studio.training.ldm.masks import mask


def test_masks_are_of_all_sizes() -> None:
    chance = np.random.default_rng(0)
    shares = np.array([(mask(64, chance) == 255).mean() for _ in range(300)])
    assert shares.min() > 0
    assert (shares < 0.1).sum() > 20
    assert (shares > 0.4).sum() > 20
    assert 10 < (shares == 1).sum() < 60


def test_they_hold_nothing_but_in_and_out() -> None:
    assert set(np.unique(mask(32, np.random.default_rng(1)))) <= {0, 255}
