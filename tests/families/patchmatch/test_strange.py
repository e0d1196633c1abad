"""What is like the surround of the hole costs nothing more; what is foreign to it does."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.pyramid import finest
from studio.families.patchmatch.strange import strangeness


def test_a_red_thing_far_away_is_strange_to_a_grey_wall() -> None:
    rgb = np.random.default_rng(0).normal(0.5, 0.02, (90, 120, 3)).astype(np.float32)
    rgb[20:50, 80:110] = (0.9, 0.1, 0.1)
    hole = np.zeros((90, 120), np.bool_)
    hole[30:60, 15:45] = True
    rgb[hole] = 1
    odd = strangeness([finest(rgb, hole, ~hole, 3)], np.random.default_rng(1))
    wall, thing = odd[70:85, 20:100], odd[26:44, 86:104]
    assert thing.min() > 20 * wall.max()


def test_nothing_is_strange_where_the_hole_has_no_surround() -> None:
    hole = np.ones((20, 30), np.bool_)
    level = finest(np.zeros((20, 30, 3), np.float32), hole, np.zeros_like(hole), 3)
    assert not strangeness([level], np.random.default_rng(1)).any()
