"""What a mouse, a pen or a finger did, in the one form tools understand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointerEvent, QPointingDevice, QTabletEvent

from studio.tools.tool import Held, Pointer
from studio.ui.canvas.transform import ViewTransform

_KEYS = (
    (Qt.KeyboardModifier.ShiftModifier, Held.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Held.CTRL),
    (Qt.KeyboardModifier.AltModifier, Held.ALT),
)


def held(modifiers: Qt.KeyboardModifier) -> Held:
    result = Held.NONE
    for key, meaning in _KEYS:
        if modifiers & key:
            result |= meaning
    return result


def from_pen(event: QPointerEvent) -> bool:
    """A mouse event that only repeats what a pen already said."""
    return isinstance(event, QMouseEvent) and event.device().type() in (
        QInputDevice.DeviceType.Stylus, QInputDevice.DeviceType.Airbrush, QInputDevice.DeviceType.Puck)


def erasing(event: QTabletEvent) -> bool:
    """The pen is turned round."""
    return event.pointerType() is QPointingDevice.PointerType.Eraser


def pointer(view: ViewTransform, at: QPointF, modifiers: Qt.KeyboardModifier, time_ms: int) -> Pointer:
    """For the mouse and the keyboard: full pressure, no tilt."""
    spot = view.to_canvas(at.x(), at.y())
    return Pointer(spot.x, spot.y, held=held(modifiers), time=time_ms / 1000, scale=view.scale)


def pen(view: ViewTransform, event: QTabletEvent) -> Pointer:
    """A pen's pressure and tilt; out-of-range values of odd drivers are brought back into range."""
    spot = view.to_canvas(event.position().x(), event.position().y())
    return Pointer(
        spot.x, spot.y, min(1.0, max(0.0, event.pressure())), min(60.0, max(-60.0, event.xTilt())),
        min(60.0, max(-60.0, event.yTilt())), held(event.modifiers()), event.timestamp() / 1000, view.scale,
    )
