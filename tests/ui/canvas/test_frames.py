"""Many requests within a frame are one repaint of all they asked for."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.canvas.frames import Frames


class Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.painted: list[QRegion] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(QRegion(event.region()))


def test_requests_are_gathered(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(300, 300)
    with qtbot.waitExposed(sheet):
        sheet.show()
    qtbot.waitUntil(lambda: bool(sheet.painted))
    frames = Frames(sheet)
    sheet.painted.clear()
    for x in range(0, 200, 10):
        frames.ask(QRectF(x, 5, 4, 4))
    qtbot.waitUntil(lambda: bool(sheet.painted))
    assert len(sheet.painted) == 1
    assert sheet.painted[0].boundingRect().getRect() == (0, 5, 194, 4)
    frames.ask()
    qtbot.waitUntil(lambda: len(sheet.painted) == 2)
    assert sheet.painted[1].boundingRect() == sheet.rect()
