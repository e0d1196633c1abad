"""Pencil: what makes it what it is."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly import pencil
from studio.families.painterly.view import Look, View, light


def even(value: float) -> View:
    return View(np.full((80, 80, 3), value, np.float32), Point(0, 0), Extent(768, 512))


def test_darker_places_get_more_lead(look: Look) -> None:
    tones = [float(light(pencil.paint(even(value), look))[20:-20, 20:-20].mean()) for value in (1.0, 0.7, 0.4, 0.1)]
    assert tones == sorted(tones, reverse=True)
    assert tones[0] > 0.93
    assert tones[-1] < 0.5


def test_graphite_has_no_colour_and_crayons_have(view: View, look: Look) -> None:
    grey, coloured = (pencil.paint(view, look._replace(colour=share)) for share in (0.0, 1.0))
    assert np.ptp(grey, axis=2).max() < 0.04
    assert np.ptp(coloured, axis=2).max() > 0.2


def test_tone_is_made_of_strokes(look: Look) -> None:
    found = light(pencil.paint(even(0.5), look._replace(texture=1.0, paper=0.0)))
    assert np.std(found[20:-20, 20:-20]) > 0.05
