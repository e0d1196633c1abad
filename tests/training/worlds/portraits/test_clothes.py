"""Clothes cover the shoulders in their colour."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.clothes import NECKLINES
from studio.training.worlds.portraits.facts import FACTS
from studio.training.worlds.portraits.palette import CLOTHES

AT = WORLD.labels.index


def test_every_garment_has_its_neckline():
    assert set(NECKLINES) == set(next(fact.values for fact in FACTS if fact.name == "clothes"))


@pytest.mark.parametrize("kind", NECKLINES)
def test_it_reaches_the_lower_edge_without_a_hole(draw, kind):
    row = draw(4, clothes=kind, hair_length=0.2).segmentation[-1]
    worn = np.flatnonzero(row == AT("clothes"))
    assert len(worn) == worn[-1] - worn[0] + 1 > 90


def test_it_has_the_colour_that_is_said(draw):
    for name, hue in CLOTHES.items():
        sample = draw(4, clothes_color=name, clothes="sweater", light=0.0)
        seen = np.median(sample.picture[sample.segmentation == AT("clothes")], axis=0)
        nearest = min(CLOTHES, key=lambda other: float(np.abs(seen - CLOTHES[other]).sum()))
        assert nearest == name, (name, hue, seen)
