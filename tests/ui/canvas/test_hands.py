"""Mouse, pen, wheel and keys do on a real document what they promise, and every gesture ends cleanly."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QInputDevice, QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import SetProperty
from studio.core.commands.selection import SetMask
from studio.core.composite import composite
from studio.core.document import Document
from studio.session import Session
from studio.tools.tool import Pointer
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk

Left, Right, Middle = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
Alt, Shift, Ctrl = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
NONE = Qt.KeyboardModifier.NoModifier
PEN = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
                      QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1)
TURNED = QPointingDevice("pen", 8, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Eraser,
                         QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1)


def on(view: CanvasView, u: float, v: float) -> QPoint:
    spot = view.transform.to_screen(u, v)
    return QPoint(round(spot.x), round(spot.y))


def drag(qtbot: QtBot, view: CanvasView, *places: tuple[float, float], button: Qt.MouseButton = Left,
         modifier: Qt.KeyboardModifier = NONE, release: bool = True) -> None:
    """Presses, moves and releases at canvas places, as a window system would send it."""
    qtbot.mousePress(view, button, modifier, on(view, *places[0]))
    for place in places[1:]:
        at = QPointF(on(view, *place))
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at),
                                                 Qt.MouseButton.NoButton, button, modifier))
    if release:
        qtbot.mouseRelease(view, button, modifier, on(view, *places[-1]))


def pen(view: CanvasView, kind: QEvent.Type, u: float, v: float, pressure: float,
        device: QPointingDevice = PEN) -> None:
    at = QPointF(on(view, u, v))
    up = kind is QEvent.Type.TabletRelease
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletMove else Left
    QApplication.sendEvent(view, QTabletEvent(kind, device, at, view.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, NONE,
                                              button, Qt.MouseButton.NoButton if up else Left))


def marked(document: Document) -> np.ndarray:
    return document.mask.read(document.canvas)


def test_a_mask_stroke_marks_the_tiles_under_it_and_undo_restores(
    qtbot: QtBot, view: CanvasView, document: Document
) -> None:
    picture = composite(document, document.canvas)
    drag(qtbot, view, (40, 50), (80, 60), (120, 50))
    mask = marked(document)
    assert set(document.mask.keys()) == {(0, 0)}
    assert mask[60, 80] == 255
    assert mask[50, 42] > 0
    assert mask[150:].max() == 0
    assert mask[:, 180:].max() == 0
    drag(qtbot, view, (250, 50), (262, 50))
    assert set(document.mask.keys()) == {(0, 0), (1, 0)}
    assert len(document.history.done) == 2
    assert (composite(document, document.canvas) == picture).all()
    document.undo()
    assert (marked(document) == mask).all()
    document.undo()
    assert len(document.mask) == 0


def test_a_stroke_in_a_turned_mirrored_view_lands_where_the_pointer_is(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    view.mirror()
    view.rotate(90)
    view.tune("size", 10)
    drag(qtbot, view, (100, 100))
    rows, columns = np.nonzero(marked(document) > 127)
    assert abs(rows.mean() + 0.5 - 100) < 0.6
    assert abs(columns.mean() + 0.5 - 100) < 0.6


def test_alt_erases_with_the_mask_brush(qtbot: QtBot, view: CanvasView, document: Document) -> None:
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    drag(qtbot, view, (100, 100), modifier=Alt)
    assert marked(document)[100, 100] == 0


def test_alt_picks_a_colour_while_a_brush_is_in_hand(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    desk.choose_tool("brush")
    told: list[None] = []
    desk.colours_changed.connect(lambda: told.append(None))
    drag(qtbot, view, (60, 70), modifier=Alt)
    assert desk.setting.foreground[:3] == tuple(composite(document, document.canvas)[70, 60, :3])
    assert told
    assert document.history.done == []


def test_escape_cancels_the_stroke(qtbot: QtBot, view: CanvasView, document: Document) -> None:
    drag(qtbot, view, (40, 50), (80, 60), release=False)
    qtbot.keyPress(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, Left, NONE, on(view, 80, 60))
    assert document.history.done == []
    assert len(document.mask) == 0


def test_losing_the_focus_ends_the_stroke_and_keeps_it(qtbot: QtBot, view: CanvasView, document: Document) -> None:
    drag(qtbot, view, (40, 50), (80, 60), release=False)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut))
    assert view.hands.gesture is None
    assert len(document.history.done) == 1
    qtbot.mouseRelease(view, Left, NONE, on(view, 80, 60))
    assert len(document.history.done) == 1


def test_a_missed_release_ends_the_stroke_with_the_next_move(
    qtbot: QtBot, view: CanvasView, document: Document
) -> None:
    drag(qtbot, view, (40, 50), (80, 60), release=False)
    at = QPointF(on(view, 150, 150))
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton,
                                             Qt.MouseButton.NoButton, NONE))
    assert len(document.history.done) == 1
    assert marked(document)[150, 150] == 0


def test_a_refusal_is_said_and_the_canvas_goes_on(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    said: list[tuple[str, str, str]] = []
    desk.said.connect(lambda *words: said.append(words))
    desk.choose_tool("brush")
    document.do(SetProperty(document.active, "locked", True))
    drag(qtbot, view, (40, 50), (80, 60))
    assert [words[2] for words in said] == ["error"]
    assert "locked" in said[0][0]
    assert view.hands.gesture is None
    document.undo()
    drag(qtbot, view, (40, 50), (80, 60))
    assert len(document.history.done) == 1


def test_a_pen_paints_with_its_pressure_and_the_mouse_echo_is_ignored(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    desk.choose_tool("brush")
    seen: list[Pointer] = []
    press = desk.tool.press
    desk.tool.press = lambda document, at, setting: (seen.append(at), press(document, at, setting))[1]  # type: ignore[method-assign]
    pen(view, QEvent.Type.TabletPress, 50, 50, 0.25)
    at = QPointF(on(view, 50, 50))
    echo = QMouseEvent(QEvent.Type.MouseButtonPress, at, view.mapToGlobal(at), Left, Left, NONE, PEN)
    QApplication.sendEvent(view, echo)
    pen(view, QEvent.Type.TabletMove, 90, 50, 0.75)
    pen(view, QEvent.Type.TabletRelease, 90, 50, 0.0)
    assert [round(pointer.pressure, 2) for pointer in seen] == [0.25]
    assert len(document.history.done) == 1


def test_without_pen_pressure_every_stroke_is_a_firm_one(view: CanvasView, document: Document, desk: Desk) -> None:
    desk.settings.change(tablet=False)
    desk.choose_tool("brush")
    desk.tool.options.size_pressure = True
    seen: list[Pointer] = []
    move = desk.tool.drag
    desk.tool.drag = lambda document, at: (seen.append(at), move(document, at))[1]  # type: ignore[method-assign]
    pen(view, QEvent.Type.TabletPress, 50, 50, 0.25)
    pen(view, QEvent.Type.TabletMove, 90, 50, 0.5)
    pen(view, QEvent.Type.TabletMove, 92, 50, 0.0)
    pen(view, QEvent.Type.TabletRelease, 92, 50, 0.0)
    assert [pointer.pressure for pointer in seen] == [1.0, 0.0], "a lifted pen is lifted all the same"


def test_the_turned_pen_erases_the_mask(view: CanvasView, document: Document) -> None:
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    pen(view, QEvent.Type.TabletPress, 100, 100, 1.0, TURNED)
    pen(view, QEvent.Type.TabletRelease, 100, 100, 0.0, TURNED)
    assert marked(document)[100, 100] == 0


def test_a_pen_that_vanishes_ends_its_stroke(view: CanvasView, document: Document, qapp: QApplication) -> None:
    pen(view, QEvent.Type.TabletPress, 50, 50, 1.0)
    pen(view, QEvent.Type.TabletMove, 70, 50, 1.0)
    at = QPointF()
    QApplication.sendEvent(qapp, QTabletEvent(QEvent.Type.TabletLeaveProximity, PEN, at, at, 0, 0, 0, 0, 0, 0, NONE,
                                              Qt.MouseButton.NoButton, Qt.MouseButton.NoButton))
    assert view.hands.gesture is None
    assert len(document.history.done) == 1


@pytest.mark.parametrize("way", ["middle", "space"])
def test_middle_button_and_space_pan(qtbot: QtBot, view: CanvasView, document: Document, way: str) -> None:
    before = view.transform
    if way == "space":
        qtbot.keyPress(view, Qt.Key.Key_Space)
        assert view.cursor().shape() is Qt.CursorShape.OpenHandCursor
    button = Middle if way == "middle" else Left
    qtbot.mousePress(view, button, NONE, QPoint(300, 300))
    at = QPointF(340, 280)
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton,
                                             button, NONE))
    qtbot.mouseRelease(view, button, NONE, QPoint(340, 280))
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert (view.transform.x - before.x, view.transform.y - before.y) == (40, -20)
    assert document.history.done == []


def test_alt_right_drag_sizes_and_hardens_the_brush(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    view.tune("size", 40)
    view.tune("hardness", 0.5)
    at = on(view, 100, 100)
    qtbot.mousePress(view, Right, Alt, at)
    to = QPointF(at.x() + 30, at.y() - 40)
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, to, view.mapToGlobal(to), Qt.MouseButton.NoButton,
                                             Right, Alt))
    assert view.hands.ring_at == QPointF(at)
    qtbot.mouseRelease(view, Right, Alt, to.toPoint())
    assert desk.tool.options.size == 70
    assert desk.tool.options.hardness == pytest.approx(0.7)
    assert document.history.done == []


def test_another_document_in_front_ends_the_stroke_in_its_own(
    qtbot: QtBot, view: CanvasView, document: Document, other: Document, opened: Callable[[Document], Session]
) -> None:
    drag(qtbot, view, (40, 50), (80, 60), release=False)
    opened(other)
    assert len(document.history.done) == 1
    assert other.history.done == []


def test_enter_finishes_what_takes_several_gestures(
    qtbot: QtBot, view: CanvasView, document: Document, desk: Desk
) -> None:
    desk.choose_tool("polygon")
    for place in ((20, 20), (120, 20), (120, 100)):
        drag(qtbot, view, place)
    assert view.begun
    assert document.selection is None
    qtbot.keyPress(view, Qt.Key.Key_Return)
    assert document.selection is not None
    assert document.selection.read(document.canvas)[40, 110] == 255
    assert not view.begun


def test_escape_forgets_what_a_tool_has_begun(qtbot: QtBot, view: CanvasView, document: Document, desk: Desk) -> None:
    desk.choose_tool("polygon")
    drag(qtbot, view, (20, 20))
    drag(qtbot, view, (120, 20))
    qtbot.keyPress(view, Qt.Key.Key_Escape)
    assert not view.begun
    assert document.history.done == []


def test_where_the_pointer_is_gets_told(qtbot: QtBot, view: CanvasView) -> None:
    told: list[object] = []
    view.pointed.connect(told.append)
    at = QPointF(on(view, 33, 44)) + QPointF(1, 1)
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton,
                                             Qt.MouseButton.NoButton, NONE))
    assert told[-1] == (33, 44)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert told[-1] is None


def test_while_painting_no_shortcut_is_taken(qtbot: QtBot, view: CanvasView) -> None:
    drag(qtbot, view, (40, 50), release=False)
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Ctrl)
    undo.ignore()
    QApplication.sendEvent(view, undo)
    assert undo.isAccepted()
    view.hands.drop()
    undo.ignore()
    QApplication.sendEvent(view, undo)
    assert not undo.isAccepted()
