"""Lips smile, sulk, part and take colour."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.head import Head
from studio.training.worlds.portraits.mouth import Mouth, lip_colour

AT = WORLD.labels.index


def mouth(**facts):
    return Mouth(Head(look_of(sampled(1, {"mouth_open": 0.0, "smile": 0.0, **facts}))))


def test_a_smile_lifts_the_corners_and_widens():
    happy, sad = mouth(smile=1.0), mouth(smile=-1.0)
    assert happy.between[0] < happy.between[8] - 0.08
    assert sad.between[0] > sad.between[8] + 0.08
    assert happy.half > sad.half


def test_an_open_mouth_shows_its_inside(draw):
    within = AT("mouth"), AT("teeth")
    inside = [np.isin(draw(4, mouth_open=much).segmentation, within).sum() for much in (0.0, 0.3, 1.0)]
    assert inside[0] == 0
    assert inside[0] < inside[1] < inside[2]
    assert (draw(4, mouth_open=0.6).segmentation == AT("teeth")).sum() > 8


def test_the_lips_never_cross():
    for smile in (-1.0, 0.0, 1.0):
        for much in (0.0, 0.5, 1.0):
            for full in (-1.0, 1.0):
                one = mouth(smile=smile, mouth_open=much, lips=full, age=1.0)
                edges = [one.outer_upper, one.inner_upper, one.inner_lower, one.outer_lower]
                assert all(np.all(low[:, 1] >= high[:, 1] - 1e-9) for high, low in pairwise(edges))


def test_full_lips_are_thicker():
    thin, full = (one.outer_lower[8, 1] - one.outer_upper[8, 1] for one in (mouth(lips=-1.0), mouth(lips=1.0)))
    assert full > 1.5 * thin


def test_lipstick_reddens():
    bare, painted = (lip_colour(mouth(lipstick=much, skin=0.3).head, 5) for much in (0.0, 1.0))
    assert painted[0] - painted[1] > bare[0] - bare[1] + 20
