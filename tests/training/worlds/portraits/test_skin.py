"""Light, years and weather show on the skin."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD

AT = WORLD.labels.index
FRONT = {"turn": 0.0, "tilt": 0.0}


def halves(sample):
    skin = sample.segmentation == AT("skin")
    levels = sample.picture.mean(axis=2)
    return levels[:, :64][skin[:, :64]].mean(), levels[:, 64:][skin[:, 64:]].mean()


@pytest.mark.parametrize("skin", [0.1, 0.5, 0.95])
def test_the_side_towards_the_light_is_lighter(draw, skin):
    left, right = halves(draw(4, light=1.0, skin=skin, **FRONT))
    assert right > left + 8
    left, right = halves(draw(4, light=-1.0, skin=skin, **FRONT))
    assert left > right + 8


def test_light_from_the_front_favours_no_side(draw):
    left, right = halves(draw(4, light=0.0, **FRONT))
    assert abs(left - right) < 6


def test_darker_skin_is_darker(draw):
    levels = [sum(halves(draw(4, skin=skin, **FRONT))) for skin in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert levels == sorted(levels, reverse=True)


def test_lines_deepen_with_the_years(draw):
    def lines(age):
        sample = draw(4, age=age, freckles=0.0, **FRONT)
        inner = sample.picture[30:52, 50:78].mean(axis=2)
        return np.abs(np.diff(inner, axis=0)).mean()

    assert lines(0.2) < lines(0.6) < lines(1.0)


@pytest.mark.parametrize("skin", [0.0, 0.5, 1.0])
def test_freckles_and_blush_show_on_every_skin(moved, skin):
    for name in ("freckles", "blush"):
        here, _ = moved(4, {name: 0.0, "skin": skin}, {name: 1.0, "skin": skin}, "skin")
        assert here > 15, name


def test_ears_show_beside_short_hair_and_hide_on_the_far_side(draw):
    front, turned = draw(4, **FRONT), draw(4, turn=1.0, tilt=0.0)
    assert (front.segmentation[:, :64] == AT("ears")).sum() > 10
    assert (front.segmentation[:, 64:] == AT("ears")).sum() > 10
    assert (turned.segmentation[:, 64:] == AT("ears")).sum() <= 12


def test_the_neck_joins_head_and_clothes(draw):
    for tilt in (-1.0, 0.0, 1.0):
        column = draw(4, tilt=tilt, turn=0.0).segmentation[:, 64]
        below = column[np.flatnonzero(column == AT("skin"))[-1] + 1 :]
        assert AT("background") not in below
