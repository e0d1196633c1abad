"""A word in a coloured field: what kind of thing this is, or how it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import colour, font

_ROLES = {"info": ("info", "info_soft"), "ok": ("ok", "ok_soft"), "bad": ("bad", "bad_soft"),
          "plain": ("text2", "raised")}


class Badge(QWidget):
    """`kind` is "info", "ok", "bad" or "plain"; 18 high."""

    def __init__(self, text: str, kind: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.kind = kind
        self.setFont(font(11, 500))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text) + 16, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = _ROLES[self.kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(colour(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
