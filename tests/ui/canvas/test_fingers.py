"""The wheel and two fingers move the sheet, never the picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.ui.canvas.view import CanvasView

Shift, Ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def wheel(view: CanvasView, at: QPoint, by: int, held: Qt.KeyboardModifier = NONE) -> None:
    QApplication.sendEvent(view, QWheelEvent(QPointF(at), view.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, by),
                                             Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False))


@pytest.mark.parametrize("by", [120, -120])
def test_the_wheel_zooms_at_the_cursor(view: CanvasView, by: int) -> None:
    at = QPoint(333, 222)
    before, zoom = view.transform.to_canvas(at.x(), at.y()), view.zoom
    wheel(view, at, by)
    after = view.transform.to_canvas(at.x(), at.y())
    assert view.zoom == pytest.approx(zoom * 1.25 ** (by / 120))
    assert after == pytest.approx(before, abs=0.3)


def test_shift_and_ctrl_scroll(view: CanvasView) -> None:
    before = view.transform
    wheel(view, QPoint(300, 300), 120, Shift)
    assert view.transform.x == before.x + 60
    wheel(view, QPoint(300, 300), -120, Ctrl)
    assert view.transform.y == before.y - 60
    assert view.zoom == before.zoom


def test_a_track_pad_zooms_and_turns_about_the_fingers(view: CanvasView) -> None:
    at = QPointF(333, 222)
    for kind, by in ((Qt.NativeGestureType.ZoomNativeGesture, 0.25), (Qt.NativeGestureType.RotateNativeGesture, 10.0)):
        before = view.transform.to_canvas(at.x(), at.y())
        gesture = QNativeGestureEvent(kind, QPointingDevice.primaryPointingDevice(), 2, at, at,
                                      view.mapToGlobal(at), by, QPointF())
        assert gesture.type() is QEvent.Type.NativeGesture
        QApplication.sendEvent(view, gesture)
        assert view.transform.to_canvas(at.x(), at.y()) == pytest.approx(before, abs=0.5)
    assert view.zoom == pytest.approx(2.5)
    assert view.transform.angle == pytest.approx(10)
