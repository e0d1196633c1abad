"""A swept tip is what infinitely many dabs would give, and where it goes is known without drawing."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.geometry import Rect
from studio.core.path import Touch
from studio.core.sweep import FULL, Sweep, Tip, reached, step_to

PART = Rect(-20, 10, 90, 70)


@pytest.mark.parametrize("hardness", [0.0, 0.5, 1.0])
def test_a_sweep_is_the_highest_of_many_dabs(hardness):
    a, b = Touch(10, 40), Touch(40, 52)
    sweep = Sweep(Tip(30, hardness))
    dabs = [Touch(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t) for t in np.linspace(0, 1, 400)]
    highest = np.max([sweep.drawn(PART, dab, dab).copy() for dab in dabs], axis=0).astype(int)
    assert np.abs(sweep.drawn(PART, a, b).astype(int) - highest).max() <= FULL * 0.02


def test_parts_fit_together():
    sweep, a, b = Sweep(Tip(40, 0.3)), Touch(5, 30), Touch(45, 60)
    whole = sweep.drawn(PART, a, b).copy()
    for part in (Rect(-20, 10, 33, 70), Rect(13, 10, 57, 41), Rect(13, 51, 57, 29)):
        np.testing.assert_array_equal(sweep.drawn(part, a, b), whole[part.moved((20, -10)).slices])


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.floats(-60, 120)] * 4), st.floats(1, 60), st.floats(0, 1))
def test_what_is_new_is_reached(ends, size, hardness):
    a, b = Touch(*ends[:2]), Touch(*ends[2:])
    sweep, reach = Sweep(Tip(size, hardness)), size / 2 + 1
    drawn = sweep.drawn(PART, a, b).copy()
    before = sweep.drawn(PART, a, a).copy()
    outside = np.ones(drawn.shape, bool)
    inside = PART & reached(a, b, reach)
    if not inside.empty:
        outside[inside.moved((-PART.x, -PART.y)).slices] = False
    assert not (drawn.astype(int) > before.astype(int) + 3)[outside].any()


def test_what_lies_behind_is_reached_only_by_a_tip_that_changes():
    a, b = Touch(100, 100), Touch(105, 101)
    assert reached(a, b, 50).area < 0.75 * reached(a, b, 50, even=False).area
    assert reached(a, b, 50, even=False).holds(reached(b, b, 50))


def test_a_step_rises_smoothly_to_the_strength():
    table = step_to(0.5)
    assert table[0] == 0
    assert table[255] == round(FULL / 2)
    assert (np.diff(table.astype(int)) >= 0).all()


def test_pressure_thins_and_pales_and_a_tip_below_a_pixel_covers_part_of_one():
    assert Tip(40, size_pressure=True).radius(0.5) == 10
    assert Tip(40).radius(0.5) == 20
    assert Tip(40, opacity_pressure=True).strength(0.5) == 0.5
    assert math.isclose(Tip(0.5).strength(1), 0.5)
