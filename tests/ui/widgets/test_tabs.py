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


@pytest.fixture
def many(dressed: QApplication, qtbot: QtBot) -> Tabs:
    made = Tabs([(word[0].lower(), word) for word in ("Fill", "Create", "Sketch", "Edit", "Translate", "Upscale")])
    qtbot.addWidget(made)
    made.resize(220, 36)
    made.show()
    return made


def test_what_has_no_room_waits_in_a_menu_and_takes_the_last_place_when_chosen(many: Tabs) -> None:
    assert [title for _, title in many.hidden][-2:] == ["Translate", "Upscale"]
    assert "Fill" not in dict(many.hidden).values()
    action = next(action for action in many.menu().actions() if action.text() == "Upscale")
    action.trigger()
    assert many.current == "u"
    assert "Upscale" not in dict(many.hidden).values()
    assert many._places()[-2][0] == "u", "right before the caret"
    many.resize(many.sizeHint())
    assert many.hidden == ()
    assert many.minimumSizeHint().width() < many.sizeHint().width()


def test_the_keyboard_reaches_every_tab_also_those_without_room(many: Tabs, qtbot: QtBot) -> None:
    seen = set()
    for _ in range(6):
        qtbot.keyClick(many, Qt.Key.Key_Right)
        seen.add(many.current)
        assert many.current in [tab for tab, _, _ in many._places()], "the current one is always seen"
    assert seen == {"f", "c", "s", "e", "t", "u"}


def test_down_and_the_caret_open_the_menu(many: Tabs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    monkeypatch.setattr(Tabs, "open_menu", lambda self: opened.append(1))
    qtbot.keyClick(many, Qt.Key.Key_Down)
    caret = many._places()[-1][2]
    qtbot.mouseClick(many, Qt.MouseButton.LeftButton, pos=caret.center().toPoint())
    assert len(opened) == 2
    assert many.current == "f"
