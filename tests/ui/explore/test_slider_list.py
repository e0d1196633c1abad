"""Sliders show where the point is, move it, go back by a double click, and stay when they are locked."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.explore.direction import Direction
from studio.families.sliders import Slider
from studio.ui.desk import Desk
from studio.ui.explore.slider_list import DIRECTION, SliderList, by_group
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow

LEFT = Qt.MouseButton.LeftButton
EAST = Direction("east", "wash", np.array([1, 0, 0, 0, 0, 0], np.float32))


@pytest.fixture
def rows(begun: Desk, qtbot: QtBot) -> SliderList:
    begun.explorer.directions = (EAST,)
    made = SliderList(begun.explorer)
    qtbot.addWidget(made)
    made.resize(316, 400)
    made.show()
    return made


def row(rows: SliderList, name: str) -> SliderRow:
    found = rows.controls[name]
    assert isinstance(found, SliderRow)
    return found


def test_they_show_what_the_model_says_of_the_point(rows: SliderList) -> None:
    assert list(rows.controls) == ["warmth", "light", "frame", "direction:east"]
    assert row(rows, "warmth").value() == pytest.approx(0.25)
    assert row(rows, "light").value() == pytest.approx(0.75)


def test_a_slider_moves_the_point_and_the_map_moves_sliders(rows: SliderList, begun: Desk) -> None:
    slider = row(rows, "warmth").slider
    QTest.mouseClick(slider, LEFT, pos=QPoint(slider.width() - 7, 14))
    assert begun.explorer.value_of("warmth") == 1.0
    begun.explorer.go(-1, 0)
    assert row(rows, "warmth").value() == -1.0
    frame = rows.controls["frame"]
    assert isinstance(frame, Combo)
    QTest.keyClicks(frame, "Gold")
    assert begun.explorer.value_of("frame") == "gold"


def test_directions_are_sliders_of_their_own(rows: SliderList, begun: Desk) -> None:
    assert begun.explorer.stand is not None
    before = begun.explorer.stand.spot.latent[0]
    QTest.keyClick(row(rows, DIRECTION + "east").slider, Qt.Key.Key_End)
    assert begun.explorer.stand.spot.latent[0] == pytest.approx(before + 3)
    assert begun.explorer.shift_of(EAST) == pytest.approx(3)
    label = row(rows, DIRECTION + "east").label
    QTest.mouseDClick(label, LEFT)
    assert begun.explorer.shift_of(EAST) == pytest.approx(0)


def test_a_double_click_on_a_name_leaves_it_to_the_model(rows: SliderList, begun: Desk) -> None:
    begun.explorer.set_slider("frame", "gold")
    rows.leave("frame")
    assert not begun.explorer.is_set("frame")


def test_locked_sliders_stay(rows: SliderList, begun: Desk) -> None:
    QTest.mouseClick(rows.locks["warmth"], LEFT)
    QTest.mouseClick(rows.locks[DIRECTION + "east"], LEFT)
    assert begun.explorer.locked == {"warmth", "east"}
    before = begun.explorer.value_of("warmth")
    begun.explorer.shuffle()
    assert begun.explorer.value_of("warmth") == pytest.approx(float(before))
    QTest.mouseClick(rows.locks["warmth"], LEFT)
    assert begun.explorer.locked == {"east"}


def test_those_of_one_group_stand_together() -> None:
    given = [Slider("a", "x"), Slider("b", "y"), Slider("c", "x")]
    assert [one.name for one in by_group(given)] == ["a", "c", "b"]
