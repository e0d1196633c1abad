"""The strip over the map changes it, and follows it when it is changed elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.desk import Desk
from studio.ui.explore.strip import MapStrip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def strip(begun: Desk, qtbot: QtBot) -> MapStrip:
    made = MapStrip(begun.explorer, [])
    qtbot.addWidget(made)
    made.resize(1200, 44)
    made.show()
    return made


def test_axes_are_chosen_and_swapped(strip: MapStrip, begun: Desk) -> None:
    explorer = begun.explorer
    assert (strip.across.currentText(), strip.up.currentText()) == ("Warmth", "Light")
    QTest.keyClick(strip.across, Qt.Key.Key_End)
    assert explorer.axes == ("chance:4", "slider:light")
    QTest.mouseClick(strip.swap, LEFT)
    assert explorer.axes == ("slider:light", "chance:4")
    assert (strip.across.currentText(), strip.up.currentText()) == ("Light", "Chance 4")


def test_range_and_number_of_pictures(strip: MapStrip, begun: Desk) -> None:
    explorer = begun.explorer
    strip.amount.setValue(50)
    assert explorer.stand is not None
    assert explorer.stand.span == pytest.approx(0.5)
    assert strip.span.value() == 50
    explorer.turn(2)
    assert strip.amount.value() == pytest.approx(32)
    QTest.mouseClick(strip.sides.part("3"), LEFT)
    assert explorer.stand.side == 3


def test_it_counts_the_pictures_that_are_there(strip: MapStrip, begun: Desk, qtbot: QtBot) -> None:
    assert strip.ready.text() == "25 of 25 ready"
    begun.explorer.set_side(7)
    assert strip.ready.text() == "0 of 49 ready"
    qtbot.waitUntil(lambda: strip.ready.text() == "49 of 49 ready")


def test_neighbours_in_place_of_axes(strip: MapStrip, begun: Desk) -> None:
    QTest.mouseClick(strip.near, LEFT)
    assert begun.explorer.neighbours
    assert not strip.across.isEnabled()
    begun.explorer.set_neighbours(False)
    assert not strip.near.isChecked()
    assert strip.across.isEnabled()


def test_recentre(strip: MapStrip, begun: Desk) -> None:
    explorer = begun.explorer
    explorer.turn(5)
    explorer.go(1, 1)
    before = explorer.stand.spot.sliders if explorer.stand else {}
    QTest.mouseClick(strip.centre, LEFT)
    assert explorer.stand is not None
    assert explorer.stand.spot.sliders == pytest.approx(before)
    assert explorer.stand.x == pytest.approx(0)


def test_with_less_room_what_matters_stays(strip: MapStrip) -> None:
    assert strip.span.isVisible()
    strip.resize(900, 44)
    assert not strip.span.isVisible()
    assert not strip.ready.isVisible()
    for part in (strip.across, strip.up, strip.amount, strip.sides, strip.near, strip.centre):
        assert part.isVisible()
        assert part.accessibleName() or part.text()  # type: ignore[attr-defined]
