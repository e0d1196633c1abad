"""The line of time is dragged to look at another time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.timeline.reel import Reel
from studio.ui.timeline.ruler import Ruler

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(name="ruler")
def _ruler(reel: Reel, qtbot: QtBot) -> Ruler:
    made = Ruler(reel)
    qtbot.addWidget(made)
    made.resize(1160, made.height())
    made.show()
    return made


def test_a_click_and_a_drag_go_there(ruler: Ruler, reel: Reel) -> None:
    def at(frame: int) -> QPoint:
        return QPoint(round(ruler.scale.x(frame)), 12)

    QTest.mousePress(ruler, LEFT, NONE, at(30))
    assert reel.frame == 30
    QTest.mouseMove(ruler, at(60))
    assert reel.frame == 60
    QTest.mouseRelease(ruler, LEFT, NONE, at(60))
    QTest.mouseClick(ruler, LEFT, NONE, QPoint(20, 12))
    assert reel.frame == 60, "over the names there is no time"


def test_it_shows_what_is_ready(ruler: Ruler, chosen: Reel, qtbot: QtBot) -> None:
    before = ruler.grab().toImage()
    chosen.projector.look([50])
    qtbot.waitUntil(lambda: chosen.projector.ready() == [50], timeout=20_000)
    after = ruler.grab().toImage()
    at = QPoint(round(ruler.scale.x(50)) + 3, ruler.height() - 1)
    assert before.pixelColor(at) != after.pixelColor(at)
