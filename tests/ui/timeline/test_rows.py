"""Keys are chosen, dragged and deleted by hand, on the rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.timeline.track import Key, Track
from studio.ui.timeline.reel import Reel
from studio.ui.timeline.rows import Rows
from studio.ui.timeline.scale import NAMES, ROW

LEFT, SHIFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
FADE = Track("opacity", "Face", (Key(0, 0.0), Key(20, 1.0), Key(40, 0.5)))
CAMERA = Track("camera")


@pytest.fixture(name="rows")
def _rows(reel: Reel, document: Document, qtbot: QtBot) -> Rows:
    reel.do(reel.timeline.with_track(FADE).with_track(CAMERA), "Film")
    rows = Rows(reel)
    qtbot.addWidget(rows)
    rows.resize(1160, 2 * ROW)
    rows.show()
    return rows


def diamond(rows: Rows, frame: int) -> QPoint:
    return rows.place((FADE.id, frame)).toPoint()


def row(rows: Rows, number: int, frame: int) -> QPoint:
    return QPoint(round(rows.scale.x(frame)), number * ROW + ROW // 2)


def frames(reel: Reel) -> list[int]:
    return [key.frame for key in reel.timeline.tracks[0].keys]


def drag(rows: Rows, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(rows, LEFT, NONE, start)
    QTest.mouseMove(rows, (start + end) / 2)
    QTest.mouseMove(rows, end)
    QTest.mouseRelease(rows, LEFT, NONE, end)


def test_a_click_on_a_diamond_chooses_it_and_goes_there(rows: Rows, reel: Reel) -> None:
    QTest.mouseClick(rows, LEFT, NONE, diamond(rows, 20))
    assert (reel.track, reel.keys, reel.frame) == (FADE.id, {(FADE.id, 20)}, 20)
    QTest.mouseClick(rows, LEFT, SHIFT, diamond(rows, 40))
    assert reel.keys == {(FADE.id, 20), (FADE.id, 40)}
    QTest.mouseClick(rows, LEFT, NONE, row(rows, 1, 60))
    assert (reel.track, reel.keys, reel.frame) == (CAMERA.id, frozenset(), 60)


def test_a_drag_moves_the_key_to_a_frame_in_one_step_of_undo(rows: Rows, reel: Reel, document: Document) -> None:
    steps = len(document.history.done)
    drag(rows, diamond(rows, 20), row(rows, 0, 33) + QPoint(2, 4))
    assert frames(reel) == [0, 33, 40]
    assert len(document.history.done) == steps + 1
    document.undo()
    assert frames(reel) == [0, 20, 40]


def test_chosen_keys_move_together(rows: Rows, reel: Reel) -> None:
    QTest.mouseClick(rows, LEFT, NONE, diamond(rows, 20))
    QTest.mouseClick(rows, LEFT, SHIFT, diamond(rows, 40))
    drag(rows, diamond(rows, 20), row(rows, 0, 30))
    assert frames(reel) == [0, 30, 50]


def test_a_double_click_adds_a_key(rows: Rows, reel: Reel) -> None:
    QTest.mouseDClick(rows, LEFT, NONE, row(rows, 1, 50))
    assert [key.frame for key in reel.timeline.tracks[1].keys] == [50]


def test_a_drag_beside_the_keys_goes_through_time(rows: Rows, reel: Reel) -> None:
    drag(rows, row(rows, 1, 10), row(rows, 1, 70))
    assert reel.frame == 70
    assert frames(reel) == [0, 20, 40]
    reel.go(5)
    QTest.mouseClick(rows, LEFT, NONE, QPoint(NAMES // 2, ROW // 2))
    assert (reel.frame, reel.track) == (5, FADE.id), "a name only chooses its row"


def test_everything_can_be_done_with_the_keyboard(rows: Rows, reel: Reel, qtbot: QtBot) -> None:
    rows.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Period):
        QTest.keyClick(rows, key)
    assert (reel.track, reel.frame) == (FADE.id, 20)
    for key, by in ((Qt.Key.Key_Right, NONE), (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Left, NONE)):
        QTest.keyClick(rows, key, by)
    assert reel.frame == 30
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert frames(reel) == [0, 20, 30, 40]
    QTest.keyClick(rows, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert frames(reel) == [0, 20, 31, 40]
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert frames(reel) == [0, 20, 40]
    QTest.keyClick(rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(reel.keys) == 3
    QTest.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(rows, Qt.Key.Key_End)
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert reel.frame == 0
    reel.go(50)
    QTest.keyClick(rows, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert frames(reel) == [0, 20, 40, 50, 70, 90]
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert reel.player.playing
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert not reel.player.playing


def test_what_cannot_be_done_is_said(rows: Rows, reel: Reel, said: list[str]) -> None:
    reel.pick(None)
    QTest.keyClick(rows, Qt.Key.Key_K)
    assert said == ["No row is chosen."]


def test_the_menu_is_asked_for_where_the_pointer_is(rows: Rows, reel: Reel) -> None:
    heard: list[object] = []
    rows.asked.connect(heard.append)
    at = diamond(rows, 40)
    QApplication.sendEvent(rows, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, rows.mapToGlobal(at)))
    assert len(heard) == 1
    assert reel.keys == {(FADE.id, 40)}


def test_a_screen_reader_hears_the_row(rows: Rows, reel: Reel) -> None:
    reel.pick(FADE.id)
    assert rows.accessibleDescription().startswith("Opacity · Face, 3 keys.")
    assert rows.accessibleName() == "Tracks"
    assert not rows.grab().isNull()
