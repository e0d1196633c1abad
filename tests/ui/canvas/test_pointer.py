"""Tools get canvas places, sane pressure and the keys that are held, from whatever sent them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from studio.tools.tool import Held
from studio.ui.canvas.pointer import erasing, from_pen, held, pen, pointer
from studio.ui.canvas.transform import ViewTransform

Key = Qt.KeyboardModifier
VIEW = ViewTransform(zoom=2.0, x=10, y=20)


def stylus(kind: QPointingDevice.PointerType) -> QPointingDevice:
    return QPointingDevice("pen", 5, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 1)


def tablet(pressure: float, tilt: float, device: QPointingDevice) -> QTabletEvent:
    at = QPointF(30, 60)
    return QTabletEvent(QEvent.Type.TabletMove, device, at, at, pressure, tilt, -tilt, 0, 0, 0, Key.ShiftModifier,
                        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)


def test_a_mouse_is_where_it_points_with_full_pressure() -> None:
    found = pointer(VIEW, QPointF(30, 60), Key.ControlModifier, 1500)
    assert (found.x, found.y, found.pressure, found.held, found.time, found.scale) == (10, 20, 1, Held.CTRL, 1.5, 2)


@pytest.mark.parametrize(("given", "used"), [(0.3, 0.3), (1.7, 1.0), (-0.2, 0.0)])
def test_a_pens_pressure_stays_within_range(qapp: QApplication, given: float, used: float) -> None:
    found = pen(VIEW, tablet(given, 75, stylus(QPointingDevice.PointerType.Pen)))
    assert found.pressure == pytest.approx(used, abs=1e-3)
    assert (found.x, found.y, found.tilt_x, found.tilt_y, found.held) == (10, 20, 60, -60, Held.SHIFT)


def test_the_turned_pen_is_known(qapp: QApplication) -> None:
    assert erasing(tablet(1, 0, stylus(QPointingDevice.PointerType.Eraser)))
    assert not erasing(tablet(1, 0, stylus(QPointingDevice.PointerType.Pen)))


def test_mouse_events_that_repeat_a_pen_are_known(qapp: QApplication) -> None:
    at, left = QPointF(), Qt.MouseButton.LeftButton
    device = stylus(QPointingDevice.PointerType.Pen)
    kind = QEvent.Type.MouseButtonPress
    assert from_pen(QMouseEvent(kind, at, at, left, left, Key.NoModifier, device))
    assert not from_pen(QMouseEvent(kind, at, at, left, left, Key.NoModifier))


def test_keys_are_told_together() -> None:
    assert held(Key.ShiftModifier | Key.AltModifier) == Held.SHIFT | Held.ALT
    assert held(Key.NoModifier) == Held.NONE
