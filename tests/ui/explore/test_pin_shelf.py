"""Pins stand on their shelf, are clicked, named and deleted there, and go to files and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from studio.core.errors import PentimentoError
from studio.ui.desk import Desk
from studio.ui.explore.pin_shelf import PinShelf

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shelf(begun: Desk, qtbot: QtBot, rest: Callable[[], None]) -> PinShelf:
    made = PinShelf(begun.explorer, begun.pins)
    for widget in (made, *made.trailing):
        qtbot.addWidget(widget)
    made.resize(316, 300)
    made.show()
    for place in (-1, 1):
        begun.explorer.go(place, 0)
        rest()
        begun.pins.pin()
    return made


def letters(shelf: PinShelf) -> list[str]:
    return [thumb.text() for thumb in shelf.thumbs]


def test_there_is_a_picture_for_every_pin_and_a_click_goes_there(shelf: PinShelf, begun: Desk) -> None:
    assert letters(shelf) == ["A", "B"]
    assert shelf.count.text() == "2 of 12"
    assert not shelf.empty.isVisible()
    QTest.mouseClick(shelf.thumbs[0], LEFT)
    assert begun.explorer.value_of("warmth") == pytest.approx(-1)


def test_the_plus_pins_where_one_is(shelf: PinShelf, begun: Desk) -> None:
    QTest.mouseClick(shelf.more_pins, LEFT)
    assert letters(shelf) == ["A", "B", "C"]


def test_delete_and_f2_on_a_pin(shelf: PinShelf, begun: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(shelf.thumbs[1], Qt.Key.Key_F2)
    dialog = shelf.findChild(QInputDialog)
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.clear()
    QTest.keyClicks(field, "Gran")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: letters(shelf) == ["A", "Gran"])
    QTest.keyClick(shelf.thumbs[0], Qt.Key.Key_Delete)
    assert letters(shelf) == ["Gran"]
    begun.pins.clear()
    assert shelf.empty.isVisible()


def test_pins_go_to_a_file_and_come_back(shelf: PinShelf, begun: Desk, tmp_path: Path) -> None:
    shelf.save_file(tmp_path / "two")
    begun.pins.clear()
    shelf.open_file(tmp_path / "two.safetensors")
    assert letters(shelf) == ["A", "B"]
    told: list[PentimentoError] = []
    begun.explorer.failed.connect(told.append)
    (tmp_path / "bad.safetensors").write_bytes(b"nothing")
    shelf.open_file(tmp_path / "bad.safetensors")
    assert len(told) == 1
    assert letters(shelf) == ["A", "B"]
