"""Dashed lines over the picture, white over black so that they show on anything, drawn in short pieces."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from studio.ui.canvas.contour import Points, thinned
from studio.ui.canvas.transform import ViewTransform

WIDTH = 1.6
DASH, GAP = 5.6, 4.0
"""Screen units of white and of black between."""
PIECE = 48
"""Points in a piece: a dab over a long edge draws only the pieces it touches."""
BLACK, WHITE = QColor(18, 18, 20), QColor(255, 255, 255)


class _Piece(NamedTuple):
    box: QRectF
    line: QPolygonF
    start: float
    """Canvas pixels along its closed line."""


class Dashes:
    """Closed canvas lines, made ready for one zoom."""

    def __init__(self, lines: list[Points], zoom: float) -> None:
        self._pieces = [piece for line in lines for piece in _cut(thinned(line, 1 / zoom))]

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def boxes(self, view: ViewTransform) -> list[QRectF]:
        """Where on screen the pieces lie."""
        boxes = (view.bounds((box.x(), box.y(), box.width(), box.height())) for box, _, _ in self._pieces)
        return [QRectF(*box).adjusted(-2, -2, 2, 2) for box in boxes]

    def draw(self, painter: QPainter, view: ViewTransform, exposed: QRectF, phase: float = 0.0) -> None:
        """`exposed` in screen units; `phase` moves the dashes along, in screen units."""
        seen = QRectF(*view.seen((exposed.x(), exposed.y(), exposed.width(), exposed.height())))
        margin = WIDTH / view.scale
        seen.adjust(-margin, -margin, margin, margin)
        black, white = pens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(QTransform(*view.matrix), True)
        for piece in self._pieces:
            if not piece.box.intersects(seen):
                continue
            painter.setPen(black)
            painter.drawPolyline(piece.line)
            white.setDashOffset((piece.start * view.scale - phase) / WIDTH)
            painter.setPen(white)
            painter.drawPolyline(piece.line)
        painter.restore()


def pens() -> tuple[QPen, QPen]:
    """A black line and white dashes for it, as wide at any zoom."""
    black, white = QPen(BLACK, WIDTH), QPen(WHITE, WIDTH)
    white.setDashPattern([DASH / WIDTH, GAP / WIDTH])
    white.setCapStyle(Qt.PenCapStyle.FlatCap)
    for pen in (black, white):
        pen.setCosmetic(True)
    return black, white


def _cut(line: Points) -> list[_Piece]:
    closed = np.concatenate([line, line[:1]])
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    pieces = []
    for first in range(0, len(closed) - 1, PIECE):
        part = closed[first : first + PIECE + 1]
        low, high = part.min(axis=0), part.max(axis=0)
        box = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist())).adjusted(-0.01, -0.01, 0.01, 0.01)
        polygon = QPolygonF([QPointF(x, y) for x, y in part.tolist()])
        pieces.append(_Piece(box, polygon, float(lengths[first])))
    return pieces
