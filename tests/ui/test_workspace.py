"""The Paint workspace: the picture, and docks of the right width beside it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.window import Window


def test_docks_are_340_wide_and_320_in_a_narrow_window(window: Window, opened: Document, qtbot: QtBot) -> None:
    assert window.paint.dock.width() == 320
    window.resize(1600, 1000)
    qtbot.waitUntil(lambda: window.paint.dock.width() == 340)
    assert sum(window.paint.dock.sizes()) > 900


def test_a_panel_is_brought_to_the_front_by_its_id(window: Window, opened: Document) -> None:
    dock = window.paint.dock
    window.paint.show_panel("history")
    top = dock.areas["right-top"]
    assert top.head.tabs.current == "history"
    assert top.stack.currentWidget() is top.panel("history")
    window.paint.show_panel("layers")
    assert top.head.tabs.current == "layers"


def test_docks_can_be_hidden(window: Window, opened: Document) -> None:
    wide = window.paint.page.width()
    window.paint.show_docks(False)
    window.paint.layout().activate()
    assert window.paint.page.width() > wide + 300
    window.paint.show_docks(True)
