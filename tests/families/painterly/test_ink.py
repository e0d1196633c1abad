"""Ink: what makes it what it is."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly import ink
from studio.families.painterly.view import Look, View, light


def even(value: float) -> View:
    return View(np.full((80, 80, 3), value, np.float32), Point(0, 0), Extent(768, 512))


def test_it_is_ink_or_paper_and_little_between(view: View, look: Look) -> None:
    found = light(ink.paint(view, look._replace(paper=0.0)))
    between = ((found > 0.25) & (found < 0.75)).mean()
    assert between < 0.15
    assert (found < 0.2).any()
    assert (found > 0.9).any()


def test_hatching_thickens_as_it_gets_darker(look: Look) -> None:
    fine = look._replace(paper=0.0, lines=0.0, texture=1.0)
    tones = [float(light(ink.paint(even(value), fine))[10:-10, 10:-10].mean()) for value in (1.0, 0.7, 0.45, 0.3)]
    assert tones == sorted(tones, reverse=True)
    assert tones[0] > 0.93
    assert tones[1] > tones[2] + 0.05


def test_washes_of_colour_come_from_the_middle_on(view: View, look: Look) -> None:
    plain, tinted = (ink.paint(view, look._replace(colour=share)) for share in (0.5, 1.0))
    assert np.ptp(plain, axis=2).max() < 0.08
    assert np.ptp(tinted, axis=2).max() > 0.15
