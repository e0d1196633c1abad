"""Gouache: what makes it what it is."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly import gouache
from studio.families.painterly.view import Look, View, light


def test_a_slope_of_light_becomes_steps(look: Look) -> None:
    slope = np.repeat(np.linspace(0.1, 0.9, 240, dtype=np.float32)[None, :, None].repeat(60, 0), 3, 2)
    view = View(slope, Point(0, 0), Extent(512, 384))
    calm = look._replace(texture=0.0, paper=0.0, lines=0.0, detail=0.0)
    rises = np.abs(np.diff(light(gouache.paint(view, calm))[30, 20:-20]))
    assert np.percentile(rises, 95) > 3 * np.percentile(rises, 10)


def test_there_is_chalk_in_black_and_no_glare_in_white(view: View, look: Look) -> None:
    for value, low, high in ((0.0, 0.04, 0.2), (1.0, 0.8, 0.99)):
        flat = View(np.full_like(view.colours, value), Point(0, 0), Extent(512, 384))
        found = gouache.paint(flat, look._replace(texture=0.0, paper=0.0, lines=0.0))
        assert low < found.min() <= found.max() < high
