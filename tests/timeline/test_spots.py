"""Points go along the sphere, conditions and sliders straight."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.families import walks
from studio.timeline.spots import between, spot_of, told

A, B = walks.normal(1, (64,)), walks.normal(2, (64,))


def test_the_ends_are_the_points_themselves() -> None:
    a, b = Spot(A), Spot(B)
    assert between(a, b, 0) is a
    assert between(a, b, 1) is b


def test_chance_keeps_its_length_on_the_way() -> None:
    halfway = between(Spot(A), Spot(B), 0.5).latent
    middle = (np.linalg.norm(A) + np.linalg.norm(B)) / 2
    assert np.linalg.norm(halfway) == pytest.approx(middle, rel=0.01)
    assert np.linalg.norm(between(Spot(A), Spot(B), 0.5, straight=True).latent) < 0.85 * middle


def test_conditions_beside_the_chance_go_straight() -> None:
    a, b = np.append(A, [0, 1]).astype(np.float32), np.append(B, [1, 0]).astype(np.float32)
    found = between(Spot(a), Spot(b), 0.25, noise=(0, 64)).latent
    assert found[64:] == pytest.approx([0.25, 0.75])
    assert (found[:64] == walks.slerp(A, B, 0.25)).all()


def test_sliders_go_evenly_and_choices_stay() -> None:
    found = between(Spot(A, {"smile": 0.0, "hat": "none", "age": 1.0}), Spot(B, {"smile": 1.0, "hat": "beanie"}), 0.5)
    assert found.sliders == {"smile": 0.5, "hat": "none", "age": 1.0}


def test_points_of_different_models_do_not_mix() -> None:
    with pytest.raises(BadRequest, match="different models"):
        between(Spot(A), Spot(A[:5]), 0.5)


def test_a_point_is_the_same_after_being_written_down() -> None:
    again = spot_of(told(Spot(A, {"smile": 0.5, "hat": "none"})))
    assert (again.latent == A).all()
    assert again.sliders == {"smile": 0.5, "hat": "none"}
    assert (spot_of(told(Spot(A))["latent"]).latent == A).all(), "a latent alone will do"


@pytest.mark.parametrize("wrong", [7, {}, {"latent": {"shape": [3]}}, told(Spot(np.array([np.nan], np.float32)))])
def test_what_is_no_point_is_refused(wrong: object) -> None:
    with pytest.raises(BadRequest):
        spot_of(wrong)
