"""The studio's mark, two sheets one over the other: what was painted before still shows through."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

_UNDER, _OVER, _THROUGH = QColor("#77777F"), QColor("#E8935A"), QColor("#A8704C")


def draw(painter: QPainter, rect: QRectF) -> None:
    """The same drawing as resources/icon.svg, on its grid of 64."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 64, rect.height() / 64)
    under, over = QPainterPath(), QPainterPath()
    under.addRoundedRect(QRectF(4, 4, 40, 40), 11, 11)
    over.addRoundedRect(QRectF(20, 20, 40, 40), 11, 11)
    painter.fillPath(under, _UNDER)
    painter.fillPath(over, _OVER)
    painter.fillPath(under.intersected(over), _THROUGH)
    painter.restore()


def icon() -> QIcon:
    """For the window's frame and the task bar."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Logo(QWidget):
    def __init__(self, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()))
        painter.end()
