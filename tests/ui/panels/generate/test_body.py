"""The form is as high as it needs where there is room, and scrolls where there is not."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.panels.generate.body import ROOM, Body


def part(height: int) -> QWidget:
    made = QWidget()
    made.setFixedHeight(height)
    return made


def test_parts_stand_one_below_the_other_and_hidden_ones_take_no_room(dressed: QApplication, qtbot: QtBot) -> None:
    first, second = part(150), part(300)
    body = Body(first, second)
    qtbot.addWidget(body)
    assert body.sizeHint().height() == 450
    assert body.minimumSizeHint().height() == ROOM
    second.hide()
    assert body.sizeHint().height() == 150
    assert body.minimumSizeHint().height() == 150


def test_the_scroll_bar_stands_in_the_margin(dressed: QApplication, qtbot: QtBot) -> None:
    first = part(400)
    body = Body(first)
    qtbot.addWidget(body)
    body.resize(340, 500)
    body.show()
    wide = first.width()
    body.resize(340, 200)
    qtbot.waitUntil(lambda: body.verticalScrollBar().isVisible())
    assert abs(first.width() - wide) <= 2
