"""Ramps go from shade to light, and skins from fair to dark without a jump."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.colours import grey
from studio.training.worlds.portraits.facts import FACTS
from studio.training.worlds.portraits.palette import (
    CLOTHES,
    GROUNDS,
    HAIRS,
    IRISES,
    SKINS,
    along,
    cloth_ramp,
    hair_ramp,
    ramp,
    skin_colours,
    skin_ramp,
)


def test_every_named_colour_has_paint():
    values = {fact.name: set(fact.values) for fact in FACTS}
    assert values["hair_color"] == set(HAIRS)
    assert values["eye_color"] == set(IRISES)
    assert values["clothes_color"] == set(CLOTHES)
    assert values["background"] == set(GROUNDS)


def test_a_ramp_meets_its_stops():
    tones = ramp(((0, (0.0, 10.0, 20.0)), (255, (255.0, 110.0, 20.0))))
    assert tones.shape == (256, 1, 3)
    assert tones[0, 0].tolist() == [0, 10, 20]
    assert tones[255, 0].tolist() == [255, 110, 20]


def test_every_ramp_rises_from_shade_to_light():
    ramps = [skin_ramp(skin, warmth) for skin in (0.0, 0.5, 1.0) for warmth in (-1.0, 1.0)]
    ramps += [hair_ramp(name) for name in HAIRS] + [cloth_ramp(cloth) for cloth in CLOTHES.values()]
    for one in ramps:
        light = one[:, 0].astype(float) @ (0.2126, 0.7152, 0.0722)
        assert np.all(np.diff(light) >= -1.0)
        assert light[-1] > light[0] + 40


def test_skins_darken_step_by_step():
    levels = [grey(skin_colours(skin, 0.0)[2]) for skin in np.linspace(0, 1, 21)]
    assert np.all(np.diff(levels) < 0)
    assert np.max(-np.diff(levels)) < 20


def test_between_two_neighbours():
    assert along(SKINS, 0.0) == SKINS[0]
    assert along(SKINS, 1.0) == SKINS[-1]
    assert along(SKINS, 7.0) == SKINS[-1]
