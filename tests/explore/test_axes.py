"""Ways to move a point: each does what it says, by the amount that it says."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.axes import BetweenAxis, ComponentAxis, DirectionAxis, SliderAxis, components, reach
from studio.explore.direction import Direction
from studio.explore.space import Spot
from studio.families import walks
from studio.families.sliders import Slider

A, B, C = (walks.normal(seed, (40,)) for seed in range(3))
SMILE = SliderAxis(Slider("smile", low=-1, high=1, default=0.25))
HAT = SliderAxis(Slider("hat", default="none", values=("none", "beanie", "straw")))


def test_a_slider_moves_from_where_it_stands_and_stops_at_its_ends() -> None:
    assert SMILE.moved(Spot(A), 0.5).sliders == {"smile": 0.75}
    assert SMILE.moved(Spot(A, {"smile": -0.5, "age": 1.0}), 0.5).sliders == {"smile": 0.0, "age": 1.0}
    assert SMILE.moved(Spot(A), 9).sliders == {"smile": 1.0}
    assert SMILE.moved(Spot(A), -9).sliders == {"smile": -1.0}
    assert SMILE.moved(Spot(A), 0.5).latent is A
    assert (SMILE.title, SMILE.low, SMILE.high, reach(SMILE)) == ("smile", -1, 1, 1)


def test_a_choice_goes_through_its_values() -> None:
    assert HAT.moved(Spot(A), 1).sliders == {"hat": "beanie"}
    assert HAT.moved(Spot(A, {"hat": "beanie"}), 5).sliders == {"hat": "straw"}
    assert HAT.moved(Spot(A, {"hat": "beanie"}), 0.3).sliders == {"hat": "beanie"}
    assert (HAT.low, HAT.high) == (0, 2)


@pytest.mark.parametrize(
    "axis", [SMILE, HAT, BetweenAxis("ab", A, B), DirectionAxis(Direction("d", "m", B)), ComponentAxis(1, B, 2.0)]
)
def test_no_amount_leaves_the_spot_as_it_is(axis: SliderAxis) -> None:
    spot = Spot(A)
    assert axis.moved(spot, 0) is spot
    assert axis.low < axis.high
    assert axis.title


def test_a_direction_adds_its_vector_to_a_style_of_every_layer_too() -> None:
    axis = DirectionAxis(Direction("older", "m", B, low=-2, high=4))
    assert np.allclose(axis.moved(Spot(A), 1.5).latent, A + 1.5 * B)
    assert np.allclose(axis.moved(Spot(np.stack([A, C])), 1).latent, np.stack([A + B, C + B]))
    assert (axis.low, axis.high) == (-2, 4)
    with pytest.raises(BadRequest, match="another model"):
        axis.moved(Spot(A[:5]), 1)


def test_between_two_points_lies_the_walk_and_its_end_is_the_point_itself() -> None:
    axis = BetweenAxis("to b", A, B)
    assert axis.moved(Spot(A), 1).latent is B
    halfway = axis.moved(Spot(A), 0.5).latent
    close = walks.slerp(A, B, 0.5)
    assert np.linalg.norm(halfway - close) < 0.02 * np.linalg.norm(close)
    assert halfway.dtype == np.float32


def test_another_spot_turns_by_the_same_angle_and_can_turn_back() -> None:
    axis = BetweenAxis("to b", A, B)
    there = axis.moved(Spot(C), 0.7)
    assert np.allclose(axis.moved(there, -0.7).latent, C, atol=1e-5)
    even = BetweenAxis("even", A / np.linalg.norm(A), B / np.linalg.norm(B))
    assert np.isclose(np.linalg.norm(even.moved(Spot(C), 0.7).latent), np.linalg.norm(C), rtol=1e-5)


def test_points_in_one_line_with_the_origin_are_walked_straight() -> None:
    assert np.allclose(BetweenAxis("far", A, 2 * A).moved(Spot(A), 0.5).latent, 1.5 * A, atol=1e-5)
    assert np.allclose(BetweenAxis("up", np.zeros_like(A), A).moved(Spot(B), 2).latent, B + 2 * A, atol=1e-5)
    with pytest.raises(BadRequest, match="different models"):
        BetweenAxis("odd", A, B[:9]).moved(Spot(A), 0.5)


def test_components_are_what_varies_most_the_most_first() -> None:
    chance = np.random.default_rng(0)
    table = chance.standard_normal((300, 6)) * [0.1, 5, 0.2, 2, 0.1, 0.1]
    found = components(list(table.astype(np.float32)), 3)
    assert [one.number for one in found] == [1, 2, 3]
    assert found[0].spread > found[1].spread > found[2].spread
    assert np.isclose(found[0].spread, 5, rtol=0.15)
    assert found[0].vector[1] > 0.99
    assert np.isclose(np.linalg.norm(found[1].vector), 1, atol=1e-5)
    moved = found[0].moved(Spot(np.zeros(6, np.float32)), 2).latent
    assert np.isclose(moved[1], 2 * found[0].spread, rtol=0.01)


def test_of_a_normal_prior_components_are_of_what_its_points_look_like() -> None:
    chance = np.random.default_rng(1)
    latents = chance.standard_normal((400, 10)).astype(np.float32)
    way = np.zeros(10)
    way[3:5] = 0.6, -0.8
    look = np.outer(latents @ way, np.ones(50)) * 20 + chance.standard_normal((400, 50))
    first = components(list(latents), 1, look)[0]
    assert abs(float((first.vector * way).sum())) > 0.95


def test_components_need_more_points_than_they_are() -> None:
    with pytest.raises(BadRequest, match="more than 3"):
        components([A, B, C], 3)
    with pytest.raises(BadRequest, match="its picture"):
        components([A, B, C], 1, np.zeros((2, 4)))


def test_points_that_do_not_differ_have_no_components() -> None:
    assert components([A, A, A, A], 2) == ()
