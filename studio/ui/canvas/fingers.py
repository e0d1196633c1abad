"""The wheel and two fingers: they move, zoom and turn the sheet under the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from studio.ui.canvas.hands import Hands
    from studio.ui.canvas.view import CanvasView

NOTCH = 1.25
"""How much a notch of the wheel zooms."""


class Fingers:
    """Each answers whether the event was for it."""

    def __init__(self, view: CanvasView, hands: Hands) -> None:
        self._view = view
        self._hands = hands

    def wheel(self, event: QWheelEvent) -> bool:
        view, turned = self._view, event.angleDelta()
        held, notches = event.modifiers(), (turned.y() or turned.x()) / 120
        if held & Qt.KeyboardModifier.ShiftModifier:
            view.place(view.transform.panned(notches * 60, 0))
        elif held & Qt.KeyboardModifier.ControlModifier:
            view.place(view.transform.panned(0, notches * 60))
        elif notches:
            view.place(view.transform.zoomed(view.zoom * NOTCH**notches, event.position().toTuple()))
        event.accept()
        self._hands.tell()
        return True

    def native(self, event: QNativeGestureEvent) -> bool:
        view, at = self._view, event.position().toTuple()
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            view.place(view.transform.zoomed(view.zoom * (1 + event.value()), at))
        elif event.gestureType() is Qt.NativeGestureType.RotateNativeGesture:
            view.place(view.transform.turned(event.value(), at))
        else:
            return False
        event.accept()
        return True

    def pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._hands.cancel()
        view = self._view
        at = QPointF(view.mapFromGlobal(pinch.centerPoint().toPoint())).toTuple()
        by = pinch.centerPoint() - pinch.lastCenterPoint()
        turned = view.transform.zoomed(view.zoom * pinch.scaleFactor(), at)
        view.place(turned.turned(pinch.rotationAngle() - pinch.lastRotationAngle(), at).panned(by.x(), by.y()))
        event.accept(pinch)
        return True
