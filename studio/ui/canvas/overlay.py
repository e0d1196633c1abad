"""What is drawn over the picture to work by: the brush's ring, a tool's lines and handles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.tools.tool import Outline
from studio.ui.canvas.dashes import BLACK, WHITE, pens
from studio.ui.canvas.transform import ViewTransform

HANDLE = 8
"""Side of a handle's square in screen units."""
SMALLEST_RING = 3.0
"""A brush with a smaller radius on screen shows only its cross."""


def ring_box(centre: QPointF, radius: float) -> QRectF:
    """What a brush's ring may touch."""
    reach = max(radius, 8) + 3
    return QRectF(centre.x() - reach, centre.y() - reach, reach * 2, reach * 2)


def draw_ring(painter: QPainter, centre: QPointF, radius: float, hardness: float) -> None:
    """A black ring under a white one, a dotted one for the hardness, and a cross in the middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if radius >= SMALLEST_RING:
        for colour, width in ((BLACK, 3.0), (WHITE, 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(centre, radius, radius)
        if 0 < hardness < 1 and radius * hardness >= 4 and radius * (1 - hardness) >= 3:
            dots = QPen(QColor(255, 255, 255, 230), 1.2)
            dots.setDashPattern([3.2, 3.2])
            dots.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(dots)
            painter.drawEllipse(centre, radius * hardness, radius * hardness)
    arm = 4.5 if radius >= 9 or radius < SMALLEST_RING else 0.0
    if arm:
        for colour, width in ((QColor(18, 18, 20, 110), 3.0), (WHITE, 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
            painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))


def draw_outlines(painter: QPainter, view: ViewTransform, outlines: tuple[Outline, ...], phase: float) -> None:
    """A tool's lines: marching where they are ants, else white on black; and its handles as white squares."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for outline in outlines:
        line = on_screen(view, outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        black, white = pens()
        if outline.ants:
            white.setDashOffset(-phase / white.widthF())
        else:
            black = QPen(QColor(18, 18, 20, 200), 2.6)
            white = QPen(WHITE, 1.2)
        for pen in (black, white):
            painter.setPen(pen)
            if outline.closed:
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
        if outline.handles:
            painter.setPen(QPen(BLACK, 1))
            painter.setBrush(WHITE)
            for spot in line.toList():
                painter.drawRoundedRect(QRectF(spot.x() - HANDLE / 2, spot.y() - HANDLE / 2, HANDLE, HANDLE), 2, 2)


def on_screen(view: ViewTransform, outline: Outline) -> QPolygonF:
    return QPolygonF([QPointF(*view.to_screen(*point)) for point in outline.points])


def outlines_box(view: ViewTransform, outlines: tuple[Outline, ...]) -> QRectF:
    """What they may touch on screen."""
    box = QRectF()
    for outline in outlines:
        if outline.points:
            box |= on_screen(view, outline).boundingRect().adjusted(-HANDLE, -HANDLE, HANDLE, HANDLE)
    return box
