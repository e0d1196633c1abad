"""A line of one pixel that parts what does not belong together."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colour


class Hairline(QWidget):
    def __init__(self, vertical: bool = False, length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        if length:
            self.setFixedSize(*((1, length) if vertical else (length, 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("line"))
        painter.end()
