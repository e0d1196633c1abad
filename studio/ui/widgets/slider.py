"""A thin slider with a round knob that fills from the left, or from the middle where zero stands there."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.fields import Range
from studio.ui.theme import colour, theme

KNOB = 11
_MARGIN = KNOB / 2 + 1


def share_of(range: Range, value: float) -> float:
    """Where `value` stands on the way from low (0) to high (1); a "log" curve gives small values more room."""
    value = min(range.high, max(range.low, value))
    span = range.high - range.low
    if span <= 0:
        return 0.0
    if range.curve == "log":
        return math.log1p((value - range.low) / span * _BEND) / math.log1p(_BEND)
    return (value - range.low) / span


def value_at(range: Range, share: float) -> float:
    """The way back, on the nearest step."""
    share = min(1.0, max(0.0, share))
    span = range.high - range.low
    way = math.expm1(share * math.log1p(_BEND)) / _BEND if range.curve == "log" else share
    value = range.low + span * way
    if range.step:
        value = range.low + round((value - range.low) / range.step) * range.step
    return float(min(range.high, max(range.low, round(value, 6))))


_BEND = 200.0


class Slider(QWidget):
    """`changed` follows every move; arrows take a step, Page keys ten, Home and End the ends."""

    changed = Signal(float)

    def __init__(self, range: Range, centre_zero: bool = False, value: float | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = range
        self.centre_zero = centre_zero
        self._value = range.low if value is None else value
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)
        self.setMinimumWidth(40)

    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Shows `value` without telling anybody."""
        value = min(self.range.high, max(self.range.low, value))
        if value != self._value:
            self._value = value
            self.update()

    def _move_to(self, value: float) -> None:
        before = self._value
        self.set_value(value)
        if self._value != before:
            self.changed.emit(self._value)

    def _way(self) -> tuple[float, float]:
        return _MARGIN, self.width() - _MARGIN

    def _at(self, x: float) -> float:
        left, right = self._way()
        return value_at(self.range, (x - left) / max(1.0, right - left))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = True
            self._move_to(self._at(event.position().x()))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._move_to(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.range.step or (self.range.high - self.range.low) / 100
        key = event.key()
        moves = {
            Qt.Key.Key_Left: -step, Qt.Key.Key_Down: -step, Qt.Key.Key_Right: step, Qt.Key.Key_Up: step,
            Qt.Key.Key_PageDown: -10 * step, Qt.Key.Key_PageUp: 10 * step,
        }
        if key in moves:
            self._move_to(round(self._value + moves[Qt.Key(key)], 6))
        elif key == Qt.Key.Key_Home:
            self._move_to(self.range.low)
        elif key == Qt.Key.Key_End:
            self._move_to(self.range.high)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self._move_to(round(self._value + math.copysign(self.range.step or 1, event.angleDelta().y()), 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._way()
        middle = self.height() / 2
        knob = left + share_of(self.range, self._value) * (right - left)
        start = left + share_of(self.range, 0.0) * (right - left) if self.centre_zero else left
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(QRectF(left, middle - 1.5, right - left, 3), 1.5, 1.5)
        if self.centre_zero:
            painter.drawRect(QRectF(start - 0.5, middle - 5, 1, 10))
        painter.setBrush(colour("accent" if self.isEnabled() else "border"))
        painter.drawRoundedRect(QRectF(min(start, knob), middle - 1.5, abs(knob - start), 3), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawEllipse(QPointF(knob, middle), KNOB / 2 + 2, KNOB / 2 + 2)
        painter.setPen(Qt.PenStyle.NoPen if theme().dark else QPen(colour("text3"), 1))
        painter.setBrush(colour("knob" if self.isEnabled() else "text3"))
        painter.drawEllipse(QPointF(knob, middle), KNOB / 2, KNOB / 2)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(120, 28)
