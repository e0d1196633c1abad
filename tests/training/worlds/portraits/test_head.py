"""A head is a solid: what is on it turns, leans and stays where it belongs."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.head import Head


def head(**facts):
    return Head(look_of(sampled(1, {"turn": 0.0, "tilt": 0.0, "face_width": 0.0, "jaw": 0.0, **facts})))


def test_the_front_view_is_symmetric():
    left, right = head().sides(np.linspace(-0.8, 0.9, 9))
    assert np.allclose(left, -right)


@pytest.mark.parametrize("turn", [-1.0, -0.4, 0.0, 0.7])
def test_the_way_back_undoes_the_way_there(turn):
    there = head(turn=turn, tilt=0.6)
    flat = np.array([(-0.4, -0.2), (0.3, 0.7), (0.0, 1.0)])
    spots = there.placed(flat)
    assert np.allclose(np.stack(there.back(spots[:, 0], spots[:, 1]), axis=1), flat)


def test_a_turned_nose_leads_and_the_chin_follows():
    turned = head(turn=1.0)
    nose, chin = turned.seen([(0, 0.3, 0.75), (0, 1.0, 0.38)])[:, 0]
    assert nose > chin > 0.1
    assert head(turn=-1.0).seen([(0, 0.3, 0.75)])[0, 0] == pytest.approx(-nose)


def test_features_stay_inside_the_face_at_three_quarters():
    for turn in (-1.0, 1.0):
        turned = head(turn=turn, eye_size=1.0)
        for y in (0.0, 0.3, 0.6):
            x = np.linspace(-0.52, 0.52, 9)
            seen = turned.seen_on(np.stack([x, np.full(9, y)], axis=1))[:, 0]
            left, right = turned.sides(np.array([y]))
            assert left[0] - 0.01 <= seen.min()
            assert seen.max() <= right[0] + 0.01


def test_the_surface_is_highest_in_the_middle():
    height = head().surface(np.linspace(-0.6, 0.6, 7), np.zeros(7))
    assert np.argmax(height) == 3
    assert np.all(np.diff(height[:4]) > 0)


def test_width_and_jaw_and_years_change_the_outline():
    assert head(face_width=1.0).half(0.0) > head().half(0.0) > head(face_width=-1.0).half(0.0)
    assert head(jaw=1.0).half(0.7) > head().half(0.7)
    assert head(jaw=1.0).half(-0.3) == head().half(-0.3)
    assert head(age=1.0).half(0.75) > head(age=0.4).half(0.75)


def test_the_skull_surrounds_the_crown():
    dome = head().dome(0.1, 0.1, -np.pi, 0.0, 9)
    assert dome[4, 1] < -1.0
    assert np.allclose(dome[0, 0], -dome[-1, 0])
