"""A list to choose from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.combo import Combo


@pytest.fixture
def combo(dressed: QApplication, qtbot: QtBot) -> Combo:
    made = Combo([("n", "Normal"), ("m", "Multiply", "drop"), ("s", "Screen")], "m")
    qtbot.addWidget(made)
    made.show()
    return made


def test_keys_choose_and_tell_the_id(combo: Combo, qtbot: QtBot) -> None:
    heard: list[str] = []
    combo.changed.connect(heard.append)
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert heard == ["s"]
    assert combo.value() == "s"


def test_new_items_keep_what_is_chosen_where_it_is_still_there(combo: Combo) -> None:
    heard: list[str] = []
    combo.changed.connect(heard.append)
    combo.set_items([("x", "X"), ("m", "Multiply")])
    assert combo.value() == "m"
    combo.set_items([("x", "X")])
    assert combo.value() == "x"
    combo.set_items([])
    assert combo.value() is None
    assert heard == []


def test_an_impossible_item_says_why(combo: Combo, qtbot: QtBot) -> None:
    combo.set_possible("s", False, "Its decoder is missing.")
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.value() == "m"
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole) == "Its decoder is missing."


def test_an_unknown_value_changes_nothing(combo: Combo) -> None:
    combo.set_value("gone")
    assert combo.value() == "m"
    assert combo.height() == 28
