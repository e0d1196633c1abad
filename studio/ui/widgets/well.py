"""The sunken ground that every field to write or choose in stands on, with its border lit while it has the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colour

RADIUS = 6


def draw_well(widget: QWidget, focused: bool) -> None:
    """Over all of `widget`; to be called in its paintEvent."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour("field"))
    painter.setPen(QPen(colour("accent" if focused else "border"), 1))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.end()
