"""Curves go through what the hand touched, and chords stay close to them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.path import Touch, between, flattened


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=4, max_size=4, unique=True))
def test_curves_pass_through_what_the_hand_touched(points):
    before, start, stop, after = (Touch(*p) for p in points)
    chords = list(flattened(before, start, stop, after))
    assert chords[0][:2] == pytest.approx(start[:2])
    assert chords[-1][:2] == pytest.approx(stop[:2])


def test_a_straight_way_is_one_chord():
    a, b, c, d = (Touch(x, 2 * x) for x in (0, 10, 40, 45))
    assert len(list(flattened(a, b, c, d))) == 2


def test_a_bend_is_cut_into_chords_no_further_off_than_asked():
    way = [Touch(50 * math.cos(t), 50 * math.sin(t)) for t in (0, 0.7, 1.4, 2.1)]
    fine, coarse = (list(flattened(*way, flat)) for flat in (0.01, 1.0))
    assert len(fine) > len(coarse)
    assert all(abs(math.hypot(x, y) - 50) < 0.5 for x, y, _ in fine)


def test_pressure_goes_evenly_along():
    way = Touch(0, 0, 1), Touch(0, 9, 1), Touch(30, 9, 0), Touch(30, 0, 0)
    pressures = [touch.pressure for touch in flattened(*way, 0.01)]
    assert pressures[0] == 1
    assert pressures[-1] == 0
    assert pressures == sorted(pressures, reverse=True)
    assert between(Touch(0, 0, 0), Touch(10, 20, 1), 0.5) == Touch(5, 10, 0.5)
