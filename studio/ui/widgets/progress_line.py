"""How far something is, as a bar four pixels high."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colour


class ProgressLine(QWidget):
    """`fraction` 0 … 1."""

    def __init__(self, fraction: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(4)
        self.setMinimumWidth(24)
        self.set_fraction(fraction)

    def set_fraction(self, fraction: float) -> None:
        self.fraction = min(1.0, max(0.0, fraction))
        self.setAccessibleName(f"{round(self.fraction * 100)} % done")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self.fraction, 4), 2, 2)
        painter.end()
