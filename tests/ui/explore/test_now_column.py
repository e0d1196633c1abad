"""The picture of where one is follows, with what can be read there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.families.tasks import Encode
from studio.ui.desk import Desk
from studio.ui.explore.now_column import NowColumn

from .conftest import Hand

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def column(begun: Desk, qtbot: QtBot) -> NowColumn:
    made = NowColumn(begun.explorer, begun.pins)
    qtbot.addWidget(made)
    made.resize(304, 700)
    made.show()
    return made


def rows(column: NowColumn) -> dict[str, str]:
    return {one.name.text(): one.value.text() for one in column.readings if one.name.text()}


def test_picture_and_readings_follow_the_map(column: NowColumn, begun: Desk, rest: Callable[[], None]) -> None:
    begun.explorer.go(1, -1)
    assert rows(column) == {"Warmth": "+1.00", "Light": "0.00", "Seed": "7"}
    rest()
    assert column.frame.image is not None
    assert column.frame.image.pixelColor(0, 0).green() == 168  # warmth is painted as green
    assert "8 × 8 px" in column.line.text()


def test_the_distance_from_the_first_pin_is_told(column: NowColumn, begun: Desk, rest: Callable[[], None]) -> None:
    begun.explorer.go(0, 0)
    rest()
    begun.pins.pin()
    begun.explorer.go(1, 0)
    rest()
    column.refresh()
    assert rows(column)["Distance from A"] == "1.0"


def test_the_picture_is_copied(column: NowColumn, begun: Desk) -> None:
    QTest.mouseClick(column.copy, LEFT)
    assert QGuiApplication.clipboard().image().width() == 8
    QGuiApplication.clipboard().clear()


def test_a_search_shows_how_far_it_is_and_can_be_cancelled(column: NowColumn, begun: Desk, hand: Hand, qtbot: QtBot,
                                                           rest: Callable[[], None]) -> None:
    hand.free.clear()
    task = Encode(model="wash", picture=np.zeros((8, 8, 4), np.uint8))
    begun.explorer.search(task, begun.explorer.arrived, "Find it")
    qtbot.waitUntil(lambda: column.bar.isVisible() and column.bar.fraction == 0.5)
    QTest.mouseClick(column.cancel, LEFT)
    qtbot.waitUntil(lambda: begun.explorer.busy is None)
    assert not column.bar.isVisible()
    hand.free.set()
    rest()
