"""Lines where a pen would go."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly.flow import flow
from studio.families.painterly.lines import lines
from studio.families.painterly.view import Floats, View


def seen(colours: Floats) -> View:
    return View(colours, Point(0, 0), Extent(colours.shape[1], colours.shape[0]))


def test_the_dark_side_of_an_edge_gets_ink_and_light_areas_stay_bare() -> None:
    picture = np.full((50, 60, 3), 0.9, np.float32)
    picture[:, :30] = 0.6
    found = lines(picture, flow(seen(picture), 2), 1.0, 15, 0.5, 0.1)
    assert found[10:40, 27:30].min() < 0.1
    assert found[10:40, 40:].min() == 1
    assert found[10:40, 5:15].min() == 1, "an even grey is no line"


def test_shadows_close_to_black() -> None:
    picture = np.full((40, 40, 3), 0.15, np.float32)
    assert lines(picture, flow(seen(picture), 2), 1.0, 15, 0.5, 0.1).max() < 0.01
