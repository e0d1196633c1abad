"""A mask can be painted, and a shape selected, without a mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk

Key = Qt.Key


def marked(document: Document) -> np.ndarray:
    return document.mask.read(document.canvas)


def test_arrows_move_a_brush_of_their_own(qtbot: QtBot, view: CanvasView) -> None:
    qtbot.keyPress(view, Key.Key_Right)
    start = view.hands.cursor
    assert start is not None
    assert view.hands.ring_at == start
    qtbot.keyPress(view, Key.Key_Down)
    qtbot.keyPress(view, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    moved = view.hands.cursor
    assert moved is not None
    assert (moved.x() - start.x(), moved.y() - start.y()) == (-2.0, 8.0)


def test_enter_makes_a_dab_of_the_mask(qtbot: QtBot, view: CanvasView, document: Document) -> None:
    qtbot.keyPress(view, Key.Key_Right)
    at = view.hands.cursor
    assert at is not None
    qtbot.keyPress(view, Key.Key_Return)
    spot = view.transform.to_canvas(at.x(), at.y())
    assert marked(document)[int(spot.y), int(spot.x)] == 255
    assert len(document.history.done) == 1


@pytest.mark.parametrize("key", [Key.Key_P, Key.Key_Insert])
def test_pen_down_arrows_pen_up_is_one_stroke(
    qtbot: QtBot, view: CanvasView, document: Document, key: Qt.Key
) -> None:
    view.tune("size", 10)
    qtbot.keyPress(view, Key.Key_Left)
    qtbot.keyPress(view, key)
    for _ in range(10):
        qtbot.keyPress(view, Key.Key_Right)
    assert document.history.done == []
    qtbot.keyPress(view, key)
    assert len(document.history.done) == 1
    columns = np.flatnonzero((marked(document) > 127).any(axis=0))
    assert len(columns) == pytest.approx(10 * 8 / 2 + 10, abs=2)


def test_escape_takes_the_stroke_back(qtbot: QtBot, view: CanvasView, document: Document) -> None:
    qtbot.keyPress(view, Key.Key_P)
    qtbot.keyPress(view, Key.Key_Right)
    qtbot.keyPress(view, Key.Key_Escape)
    assert view.hands.gesture is None
    assert len(document.mask) == 0


def test_at_the_edge_the_sheet_moves_under_the_brush(qtbot: QtBot, view: CanvasView) -> None:
    before = view.transform.x
    for _ in range(12):
        qtbot.keyPress(view, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.hands.cursor is not None
    assert view.hands.cursor.x() <= view.width() - 24
    assert view.transform.x < before


def test_a_rectangle_can_be_selected_by_keys(qtbot: QtBot, view: CanvasView, document: Document, desk: Desk) -> None:
    desk.choose_tool("rectangle")
    qtbot.keyPress(view, Key.Key_P)
    for _ in range(5):
        qtbot.keyPress(view, Key.Key_Right)
        qtbot.keyPress(view, Key.Key_Down)
    qtbot.keyPress(view, Key.Key_P)
    assert document.selection is not None
    assert document.selection.content.extent == (20, 20)


def test_ctrl_enter_is_left_to_the_generate_button(view: CanvasView) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(view, event)
    assert not event.isAccepted()


def test_shift_tab_leaves_the_canvas_and_tab_does_not(view: CanvasView) -> None:
    assert not view.focusNextPrevChild(True)
