"""Brows rise, tilt and thicken."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.brows import brow_curve
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.head import Head


def curve(side=1, **facts):
    return brow_curve(Head(look_of(sampled(1, {"brow_tilt": 0.0, "brow_height": 0.0, **facts}))), side)


def test_raised_brows_are_higher():
    assert np.all(curve(brow_height=1.0)[:, 1] < curve(brow_height=-1.0)[:, 1] - 0.1)


def test_worried_brows_rise_inside_and_fall_outside():
    worried, stern = curve(brow_tilt=1.0), curve(brow_tilt=-1.0)
    assert worried[0, 1] < stern[0, 1]
    assert worried[-1, 1] > stern[-1, 1]


def test_both_brows_are_alike():
    assert np.allclose(curve(-1) * (-1, 1), curve(1))


def test_heavy_brows_cover_more(draw):
    at = WORLD.labels.index("brows")
    covered = [(draw(4, brow_weight=weight).segmentation == at).sum() for weight in (0.0, 0.5, 1.0)]
    assert covered[0] < covered[1] < covered[2]
