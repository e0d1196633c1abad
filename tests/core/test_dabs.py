"""Large soft dabs stand in for a sweep where nobody can tell, and only there."""

import numpy as np
import pytest

from studio.core.brush import Stroke, Touch
from studio.core.dabs import prepared
from studio.core.geometry import Rect
from studio.core.ink import Mark
from studio.core.sweep import Sweep, Tip
from studio.core.tiles import Tiles


@pytest.mark.parametrize(("size", "hardness"), [(280, 0.2), (500, 0.5), (500, 0.8), (900, 0.85)])
def test_a_line_of_dabs_is_a_sweep_to_two_steps(size, hardness):
    tip, part = Tip(size, hardness), Rect(0, 0, size + 300, size + 80)
    dabs = prepared(tip)
    assert dabs is not None
    a, b = Touch(size / 2 + 40.37, size / 2 + 31.81), Touch(size / 2 + 251.2, size / 2 + 43.9)
    got = np.maximum(dabs.heights(part, a, a).copy(), dabs.heights(part, a, b))
    want = Sweep(tip).heights(part, a, b)
    assert np.abs(got.astype(int) - want).max() <= 2


@pytest.mark.parametrize("tip", [Tip(40, 0.5), Tip(500, 1.0), Tip(500, 0.95), Tip(500, 0.0),
                                 Tip(500, 0.5, size_pressure=True)])
def test_small_crisp_and_changing_tips_are_swept(tip):
    assert prepared(tip) is None


def test_a_stroke_of_dabs_is_as_even_as_a_swept_one():
    canvas = Rect(0, 0, 1400, 400)
    stroke = Stroke(Tiles(1), Tip(300, 0.5), Mark(255), canvas)
    for x in (150, 330, 350, 620, 1000, 1250):
        stroke.extend([Touch(x, 200.3)])
    stroke.end()
    middle = stroke.tiles.read(canvas)[:, 300:1100].astype(int)
    assert (middle.max(axis=1) - middle.min(axis=1)).max() <= 2


def test_a_hand_that_comes_from_outside_leaves_what_lies_on_the_canvas():
    canvas = Rect(0, 0, 700, 500)
    whole = Stroke(Tiles(1), Tip(300, 0.5), Mark(255), Rect(-900, -300, 2500, 1200))
    stroke = Stroke(Tiles(1), Tip(300, 0.5), Mark(255), canvas)
    for one in (whole, stroke):
        for point in ((-700, 100), (-120, 240), (300, 560), (820, 640), (900, 80)):
            one.extend([Touch(*point)])
        one.end()
    np.testing.assert_array_equal(stroke.tiles.read(canvas), whole.tiles.read(canvas))
    assert canvas.holds(stroke.area)
