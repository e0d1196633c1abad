"""Tabs that are only words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.tabs import Tabs


@pytest.fixture
def tabs(dressed: QApplication, qtbot: QtBot) -> Tabs:
    made = Tabs([("l", "Layers"), ("h", "History"), ("c", "Channels")])
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_clicks_and_arrows_turn_them(tabs: Tabs, qtbot: QtBot) -> None:
    heard: list[str] = []
    tabs.changed.connect(heard.append)
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=QPoint(90, 18))
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert heard == ["h", "c", "l"]
    assert tabs.current == "l"


def test_the_line_stands_under_the_active_word(tabs: Tabs) -> None:
    image = tabs.grab().toImage()
    assert image.pixelColor(4, 35).name() == theme.DARK.accent.lower()
    assert image.pixelColor(100, 35).name() != theme.DARK.accent.lower()


def test_other_tabs_keep_the_current_one_where_it_is_still_there(tabs: Tabs) -> None:
    tabs.choose("h")
    tabs.set_tabs([("x", "X"), ("h", "History")])
    assert tabs.current == "h"
    tabs.set_tabs([("x", "X")])
    assert tabs.current == "x"
    tabs.set_tabs([])
    assert tabs.current == ""
    tabs.choose("gone")
    assert tabs.current == ""
