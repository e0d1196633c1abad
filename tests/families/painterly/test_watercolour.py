"""Watercolour: what makes it what it is."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly import watercolour
from studio.families.painterly.view import Look, View, light


def test_nothing_is_darker_than_water_lets_it(view: View, look: Look) -> None:
    black = View(np.zeros_like(view.colours), Point(0, 0), Extent(512, 384))
    assert light(watercolour.paint(black, look)).min() > 0.04


def test_white_stays_paper(view: View, look: Look) -> None:
    white = View(np.ones_like(view.colours), Point(0, 0), Extent(512, 384))
    found = watercolour.paint(white, look._replace(paper=0.0))
    assert np.abs(found - watercolour.PAPER).max() < 0.02


def test_a_wash_is_darker_at_its_rim(view: View, look: Look) -> None:
    calm = look._replace(texture=0.0, paper=0.0, detail=0.0)
    none, rims = (light(watercolour.paint(view, calm._replace(lines=share))) for share in (0.0, 0.5))
    changed = none - rims
    assert changed.max() > 0.03
    assert changed[2:8, 2:8].max() < 0.25 * changed.max(), "far from any border it is as light as before"
