"""A set of pins shows its average and is chosen from a menu."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.explore.pins import Pins
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore.pin_set import PinSet


@pytest.fixture
def chosen(begun: Desk, qtbot: QtBot) -> PinSet:
    made = PinSet(begun.explorer, begun.pins, "Shows it")
    qtbot.addWidget(made)
    points = (np.array([first, 0, 0, 0, 0, 0], np.float32) for first in (1, 2, 3))
    pins = Pins("wash")
    for point in points:
        pins = pins.add(Spot(point), np.full((8, 8, 4), 50, np.uint8))
    begun.pins.restore(pins)
    made.refresh()
    return made


def test_pins_are_ticked_in_the_menu_and_their_average_is_shown(chosen: PinSet, rest: Callable[[], None]) -> None:
    told: list[int] = []
    chosen.chosen.connect(lambda: told.append(1))
    menu = chosen.menu()
    assert [action.text() for action in menu.actions()] == ["A", "B", "C"]
    menu.actions()[2].setChecked(True)
    menu.actions()[0].setChecked(True)
    assert chosen.letters == ["A", "C"]
    assert told == [1, 1]
    rest()
    assert chosen._picture is not None
    assert chosen._picture[0, 0, 0] == 208  # the mean of 1 and 3
    menu.actions()[0].setChecked(False)
    assert chosen.letters == ["C"]
    assert chosen.accessibleName() == "Shows it: C"


def test_pins_that_go_leave_the_set(chosen: PinSet, begun: Desk) -> None:
    chosen.choose(["A", "B"])
    begun.pins.remove("A")
    chosen.refresh()
    assert chosen.letters == ["B"]
    begun.pins.clear()
    chosen.refresh()
    assert chosen.empty
    assert not chosen.isEnabled()
