"""Painting without a mouse: arrow keys move a brush of their own, Enter makes a dab, P puts the pen down and up."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from studio.tools.tool import Pointer
from studio.ui.canvas.pointer import held

if TYPE_CHECKING:
    from studio.ui.canvas.hands import Hands
    from studio.ui.canvas.view import CanvasView

STEP = 8
"""Screen units that an arrow key moves the brush; with Alt eight times as far, with Ctrl one canvas pixel."""
EDGE = 24
"""Nearer to the view's border than this the sheet moves under the brush."""
WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
DABS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PENS = (Qt.Key.Key_P, Qt.Key.Key_Insert)


class KeyboardBrush:
    """Space stays the key that pans. Shift and Alt mean to the tool what they mean with the mouse."""

    def __init__(self, view: CanvasView, hands: Hands) -> None:
        self._view = view
        self._hands = hands
        self.on = False
        """The arrow keys moved the brush last, not the mouse."""

    def wants(self, event: QKeyEvent) -> bool:
        """Ctrl+Enter and Ctrl+P belong to others."""
        if event.key() in WAYS:
            return True
        return event.key() in (*DABS, *PENS) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    def press(self, event: QKeyEvent) -> bool:
        if self._view.document is None or not self.wants(event):
            return False
        if event.key() in WAYS:
            self._move(*WAYS[Qt.Key(event.key())], event.modifiers())
        elif not event.isAutoRepeat() and event.key() in PENS:
            self._pen(event.modifiers())
        elif not event.isAutoRepeat():
            self._enter(event.modifiers())
        return True

    def stop(self) -> None:
        """The mouse took over."""
        if self.on:
            self.on = False
            self._hands.drop()
            self._view.frames.ask()

    def _place(self) -> QPointF:
        if self._hands.cursor is None:
            self._hands.cursor = QPointF(*self._view.middle)
        if not self.on:
            self.on = True
            self._view.frames.ask()
        return self._hands.cursor

    def _pointer(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        view = self._view.transform
        spot = view.to_canvas(at.x(), at.y())
        keys = modifiers & ~Qt.KeyboardModifier.ControlModifier
        return Pointer(spot.x, spot.y, held=held(keys), time=monotonic(), scale=view.scale)

    def _move(self, right: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        step = STEP * 8.0 if modifiers & Qt.KeyboardModifier.AltModifier else float(STEP)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            step = self._view.transform.scale
        at = self._place() + QPointF(right * step, down * step)
        inside = QPointF(min(self._view.width() - EDGE, max(EDGE, at.x())),
                         min(self._view.height() - EDGE, max(EDGE, at.y())))
        if inside != at:
            self._view.place(self._view.transform.panned(inside.x() - at.x(), inside.y() - at.y()))
        plain = modifiers & ~Qt.KeyboardModifier.AltModifier
        self._hands.move(inside, self._pointer(inside, plain))

    def _pen(self, modifiers: Qt.KeyboardModifier) -> None:
        """Puts the tool down, or takes it up again."""
        at = self._place()
        if self._hands.gesture is not None:
            self._hands.drop()
        else:
            self._hands.stroke(self._pointer(at, modifiers))

    def _enter(self, modifiers: Qt.KeyboardModifier) -> None:
        """A dab of a brush; any other tool finishes what it has begun, or clicks."""
        if self._hands.gesture is not None:
            self._hands.drop()
            return
        view = self._view
        assert view.document is not None
        if not view.desk.tool.brush_like and (self._hands.finish() or view.desk.tool.outlines(view.document)):
            return
        if self._hands.stroke(self._pointer(self._place(), modifiers)):
            self._hands.drop()
