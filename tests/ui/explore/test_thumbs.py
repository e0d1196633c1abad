"""Small pictures are clicked, typed at and asked for their menu."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.explore.thumbs import Thumb
from studio.ui.theme import colour


def test_a_thumb_shows_its_picture_and_is_worked_by_mouse_and_keys(dressed: QApplication, qtbot: QtBot) -> None:
    thumb = Thumb("A")
    qtbot.addWidget(thumb)
    thumb.show()
    assert thumb.empty
    thumb.show_picture(np.full((8, 8, 4), (10, 200, 30, 255), np.uint8))
    assert not thumb.empty
    assert thumb.grab().toImage().pixelColor(34, 34).name() == "#0ac81e"
    said: list[object] = []
    thumb.clicked.connect(lambda: said.append("click"))
    thumb.typed.connect(said.append)
    thumb.asked.connect(said.append)
    QTest.mouseClick(thumb, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        QTest.keyClick(thumb, key)
    QApplication.sendEvent(thumb, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(70, 80)))
    assert said == ["click", "click", "delete", "rename", QPoint(70, 80)]


def test_the_current_one_wears_the_ring(dressed: QApplication, qtbot: QtBot) -> None:
    thumb = Thumb("A")
    qtbot.addWidget(thumb)
    thumb.show_picture(np.full((8, 8, 4), 255, np.uint8))
    thumb.set_current(True)
    assert thumb.grab().toImage().pixelColor(34, 1).name() == colour("accent").name()
    assert thumb.accessibleName() == "A"
