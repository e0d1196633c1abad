"""Moving on the map, by sliders and directions: the point changes as it is told, and the map only when it must."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.explore.direction import Direction
from studio.explore.space import Spot, space_of
from studio.ui.desk import Desk
from studio.ui.explore.moves import NARROWEST, Moves

from .conftest import WASH

EAST = Direction("east", "wash", np.array([1, 0, 0, 0, 0, 0], np.float32))


@pytest.fixture
def moves(desk: Desk) -> Moves:
    made = Moves(desk.engine)
    made.enter(space_of(WASH), (EAST,))
    made.go_to(Spot(np.array([0.5, 0, 0, 0, 0, 0.5], np.float32)))
    return made


@pytest.fixture
def maps(moves: Moves) -> list[int]:
    found: list[int] = []
    moves.mapped.connect(lambda: found.append(1))
    return found


@pytest.fixture
def rest(moves: Moves, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: moves.showing.decoder.idle)


def first(moves: Moves) -> float:
    assert moves.stand is not None
    return float(moves.stand.spot.latent[0])


def test_going_on_the_map_changes_the_point_alone(moves: Moves, maps: list[int], rest: Callable[[], None]) -> None:
    moves.go(0.5, 1)
    assert (moves.value_of("warmth"), moves.value_of("light")) == (0.5, 1.0)
    moves.step(1, -0.5)
    assert (moves.value_of("warmth"), moves.value_of("light")) == (1.0, 0.875)
    moves.step(1, 0)  # there is no picture beyond
    assert moves.value_of("warmth") == 1.0
    assert maps == []
    rest()
    assert moves.showing.now is not None
    assert moves.showing.now.latent is not None
    assert moves.showing.now.latent[4] == 1.0


def test_sliders_of_the_axes_move_on_the_map_and_others_make_another(moves: Moves, maps: list[int]) -> None:
    moves.set_slider("warmth", 0.5)
    assert maps == []
    assert moves.stand is not None
    assert moves.stand.x == pytest.approx(0.5)
    moves.set_slider("frame", "gold")
    assert maps == [1]
    assert moves.is_set("frame")
    moves.set_slider("frame", None)
    assert not moves.is_set("frame")
    assert moves.value_of("frame") == "none"


def test_directions_are_sliders_too_and_add_up(moves: Moves) -> None:
    moves.set_shift(EAST, 1.5)
    assert first(moves) == pytest.approx(2.0)
    moves.set_axes("direction:east", "slider:light")
    moves.go(0.5, 0)  # half of 3
    assert moves.shift_of(EAST) == pytest.approx(3.0)
    assert first(moves) == pytest.approx(3.5)
    moves.recentre()
    assert moves.shift_of(EAST) == pytest.approx(3.0)
    moves.set_shift(EAST, 0.0)
    assert first(moves) == pytest.approx(0.5)


def test_axes_are_chosen_and_swapped_and_the_point_stays(moves: Moves) -> None:
    moves.go(0.5, 0.5)
    before = moves.stand.spot.sliders if moves.stand else {}
    moves.swap()
    assert moves.axes == ("slider:light", "slider:warmth")
    assert moves.stand is not None
    assert moves.stand.spot.sliders == before
    moves.set_axes("slider:warmth", "slider:warmth")  # one takes the other's place
    assert moves.axes == ("slider:warmth", "slider:light")
    moves.set_axes("chance:1", "slider:light")
    assert moves.value_of("warmth") == before["warmth"]
    moves.set_axes("nothing", "slider:light")
    assert moves.axes == ("chance:1", "slider:light")


def test_the_wheel_changes_the_range_around_the_point(moves: Moves, maps: list[int]) -> None:
    moves.go(0.5, 0.5)
    moves.turn(3)
    assert moves.stand is not None
    assert moves.stand.span == pytest.approx(1 / 1.25**3)
    assert moves.value_of("warmth") == pytest.approx(0.5)
    moves.turn(99)
    assert moves.stand.span == NARROWEST
    assert len(maps) == 2
    moves.set_side(7)
    assert len(moves.showing.lacking) == 49


def test_a_neighbour_becomes_the_middle_of_new_neighbours(moves: Moves, rest: Callable[[], None]) -> None:
    moves.set_neighbours(True)
    rest()
    assert len(moves.showing.images) == 25
    here = first(moves)
    moves.go(0, 0)
    assert first(moves) == here
    moves.go(0.5, 0)
    assert first(moves) != here
    moves.set_neighbours(False)
    moves.back()
    assert first(moves) == here


def test_neighbours_differ_in_what_sliders_say_but_for_locked_ones(moves: Moves, rest: Callable[[], None]) -> None:
    rest()
    moves.locked.add("light")
    light = moves.value_of("light")
    moves.set_neighbours(True)
    spots = list(moves._around.values())
    assert len({spot.sliders.get("warmth") for spot in spots}) > 10
    assert {spot.sliders.get("light", light) for spot in spots} == {light}
    assert {spot.sliders.get("frame", "none") for spot in spots} > {"none"}


def test_sliders_are_shuffled_and_reset_but_for_those_that_are_locked(moves: Moves) -> None:
    moves.set_slider("light", 0.25)
    moves.locked.add("light")
    moves.shuffle()
    assert moves.value_of("light") == pytest.approx(0.25)
    assert moves.value_of("warmth") != 0
    moves.set_shift(EAST, 1)
    moves.reset()
    assert moves.value_of("light") == pytest.approx(0.25)
    assert moves.value_of("warmth") == 0.0
    assert moves.shift_of(EAST) == 0
    moves.back()
    assert moves.value_of("warmth") != 0
