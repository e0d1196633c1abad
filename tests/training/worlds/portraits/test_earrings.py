"""Earrings hang where a lobe is in view, whatever the hair does."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.earrings import shown
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.hairstyles import STYLES
from studio.training.worlds.portraits.head import Head

AT = WORLD.labels.index


@pytest.mark.parametrize("style", STYLES)
def test_they_are_seen_with_every_style(draw, style):
    for kind, least in (("studs", 3), ("hoops", 10)):
        assert (draw(4, earrings=kind, hair_style=style, hair_length=0.9).segmentation == AT("earrings")).sum() >= least


def test_only_the_near_one_on_a_turned_head():
    for turn, sides in ((-1.0, (1,)), (0.0, (-1, 1)), (1.0, (-1,))):
        assert shown(Head(look_of(sampled(1, {"turn": turn})))) == sides


def test_they_hang_below_the_ear(draw):
    sample = draw(4, earrings="hoops", turn=0.8)
    assert np.argwhere(sample.segmentation == AT("earrings"))[:, 0].mean() > sample.landmarks["left_ear"][1]
