"""Where one stands on the map: the spot, the pictures around it, what is written beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.explore.axes import BetweenAxis, ComponentAxis, DirectionAxis, SliderAxis
from studio.explore.direction import Direction
from studio.explore.space import Spot
from studio.families.sliders import Slider
from studio.ui.explore.stand import Stand, signed

SMILE, AGE = SliderAxis(Slider("smile")), SliderAxis(Slider("age", low=0.0, high=1.0, default=0.5))
HAT = SliderAxis(Slider("hat", default="none", values=("none", "beanie", "straw")))
POINT = np.array([1.0, 2.0, 0.0], np.float32)
EAST = DirectionAxis(Direction("east", "m", np.array([1, 0, 0], np.float32)))
NORTH = ComponentAxis(1, np.array([0, 1, 0], np.float32), 0.5)


def stand(across: object = SMILE, up: object = AGE, **values: object) -> Stand:
    values.setdefault("told", {"smile": 0.0, "age": 0.5, "hat": "none"})
    return Stand(Spot(POINT), across, up, **values)  # type: ignore[arg-type]


def test_the_middle_of_the_map_is_the_centre_and_its_corners_the_ends_of_the_axes() -> None:
    here = stand().homed()
    assert here.spot.sliders == {"smile": 0.0, "age": 0.5}
    spots = here.spots()
    assert next(iter(spots)) == here.cell == (2, 2)  # one looks there first
    assert spots[0, 4].sliders == {"smile": 1.0, "age": 1.0}
    assert spots[4, 0].sliders == {"smile": -1.0, "age": 0.0}
    assert here.ticks(SMILE) == ["−1.0", "−0.5", "0", "+0.5", "+1.0"]
    assert here.ticks(AGE) == ["0.00", "0.25", "0.50", "0.75", "1.00"]


def test_going_somewhere_moves_the_spot_and_not_the_map() -> None:
    here = stand().homed()
    gone = here.at(0.5, -1)
    assert gone.spot.sliders == {"smile": 0.5, "age": 0.0}
    assert gone.cell == (4, 3)
    assert (gone.x, gone.y) == pytest.approx((0.5, -1))
    assert gone.centre is here.centre
    assert gone.reading(SMILE) == "+0.50"
    assert here.at(9, 9).x == pytest.approx(1.25)  # the map's edge, half a picture beyond


def test_every_picture_is_where_its_place_says() -> None:
    here = stand().homed()
    for cell in here.spots():
        assert here.at(*here.cell_at(cell)).cell == cell


def test_a_new_centre_keeps_the_spot_and_does_not_reach_beyond_the_sliders() -> None:
    told = {"smile": 0.9, "age": 0.2}
    here = stand(told=told, span=0.5).homed()
    assert here.spot.sliders == {"smile": pytest.approx(0.9), "age": pytest.approx(0.2)}
    assert here.centre.sliders == {"smile": 0.5, "age": 0.25}
    assert here.ticks(SMILE)[-1] == "+1.00"
    again = here.homed()
    assert again.spot.sliders == here.spot.sliders


def test_a_slider_that_is_an_axis_moves_along_it_and_others_change_the_map() -> None:
    here = stand().homed()
    gone = here.with_slider("smile", 0.5)
    assert gone.u == pytest.approx(0.5)
    assert gone.centre is here.centre
    other = here.with_slider("hat", "beanie")
    assert other.spot.sliders["hat"] == "beanie"
    assert other.centre is not here.centre
    near = replace(here, span=0.1).homed()
    assert near.with_slider("smile", 1.0).spot.sliders["smile"] == pytest.approx(1.0)
    assert "hat" not in other.without_slider("hat").spot.sliders


def test_a_choice_goes_through_its_values() -> None:
    here = stand(HAT, SMILE, side=3).homed()
    assert here.ticks(HAT) == ["none", "beanie", "straw"]
    assert here.spot.sliders["hat"] == "none"
    assert here.cell == (1, 0)


def test_other_points_are_found_on_the_map_where_its_axes_tell() -> None:
    here = stand(EAST, NORTH)
    there = POINT + np.array([1.5, 0.75, 7], np.float32)
    assert here.place_of(there, {}) == pytest.approx((0.5, 0.5))
    assert stand().homed().place_of(there, {}) is None
    assert stand().homed().place_of(there, {"smile": -1.0, "age": 1.0}) == pytest.approx((-1, 1))
    way = BetweenAxis("A to B", POINT, there)
    assert Stand(Spot(POINT), way, NORTH).place_of(there, {}) == pytest.approx((1, 0), abs=1e-6)
    assert here.place_of(np.zeros(9, np.float32), {}) is None
    slanted = DirectionAxis(Direction("north-east", "m", np.array([1, 1, 0], np.float32)))
    leaning = stand(EAST, slanted)
    for x, y in ((0.5, 0.5), (-1, 0.25)):  # though neither way is at right angles to the other
        assert leaning.place_of(leaning.at(x, y).spot.latent, {}) == pytest.approx((x, y), abs=1e-6)


def test_numbers_have_a_real_minus_sign() -> None:
    assert (signed(-0.5), signed(0.5), signed(0.5, sign=False), signed(0.001)) == ("−0.5", "+0.5", "0.5", "0")
    assert signed(0.0, True, 2) == "0.00"


def test_a_slider_that_the_model_does_not_tell_is_left_to_it_in_the_middle_of_the_map() -> None:
    here = stand(told={}).homed()
    assert here.spot.sliders == {}
    assert here.spots()[2, 2].sliders == {}
    assert here.spots()[2, 4].sliders == {"smile": 1.0}
