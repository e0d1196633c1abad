"""The picture itself on screen: ground, shadow, checkerboard, pixels and veil, for just the part that is asked for."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF, QTransform

from studio.core.geometry import Extent, Rect
from studio.ui.canvas.pyramid import Pyramid, level_for
from studio.ui.canvas.transform import ViewTransform
from studio.ui.theme import theme

NEAREST_FROM = 2.0
"""From this zoom on pixels are shown as squares; below it they are smoothed."""
GRID_FROM = 8.0
"""Above this zoom the borders of pixels are drawn."""
SHADOW = 12
SQUARE = 8
"""Side of the checkerboard's squares in screen units."""


def outline(view: ViewTransform, size: Extent) -> QPolygonF:
    """The canvas's four corners on screen."""
    corners = ((0, 0), (size.width, 0), (size.width, size.height), (0, size.height))
    return QPolygonF([QPointF(*view.to_screen(*corner)) for corner in corners])


def paint_ground(painter: QPainter, view: ViewTransform, size: Extent, exposed: QRectF) -> None:
    """What lies around the picture, its soft shadow and a hairline; and the checkerboard under it."""
    wears = theme()
    painter.fillRect(exposed, wears.colour("canvas"))
    frame = outline(view, size)
    inside = view.upright and frame.boundingRect().contains(exposed)
    if not inside:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for reach in range(SHADOW, 0, -2):
            painter.setPen(QPen(QColor(0, 0, 0, 14 if wears.dark else 9), reach * 2, Qt.PenStyle.SolidLine,
                                Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPolygon(frame)
        painter.setPen(QPen(QColor(0, 0, 0, 150 if wears.dark else 90), 2))
        painter.drawPolygon(frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not view.upright)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(_checks(wears.dark)))
    painter.setBrushOrigin(QPointF(view.x, view.y) if view.upright else QPointF())
    if view.upright:
        painter.fillRect(_snapped(frame.boundingRect(), view.dpr) & exposed, painter.brush())
    else:
        painter.drawPolygon(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _snapped(rect: QRectF, dpr: float) -> QRectF:
    """The device pixels that the picture's image covers, so that no line of checkerboard peeps out."""
    left, top = (math.floor(edge * dpr + 0.5) / dpr for edge in (rect.left(), rect.top()))
    right, bottom = (math.floor(edge * dpr + 0.5) / dpr for edge in (rect.right(), rect.bottom()))
    return QRectF(left, top, right - left, bottom - top)


@lru_cache(2)
def _checks(dark: bool) -> QPixmap:
    light, deep = ("#3A3A3E", "#2C2C30") if dark else ("#FFFFFF", "#E1E1E5")
    squares = QPixmap(SQUARE * 2, SQUARE * 2)
    squares.fill(QColor(light))
    painter = QPainter(squares)
    painter.fillRect(0, 0, SQUARE, SQUARE, QColor(deep))
    painter.fillRect(SQUARE, SQUARE, SQUARE, SQUARE, QColor(deep))
    painter.end()
    return squares


def paint_pixels(painter: QPainter, view: ViewTransform, pyramid: Pyramid, exposed: QRectF,
                 until: float | None = None) -> bool:
    """One picture on screen; False when time ran out before all of it was there."""
    level, rect = wanted(view, pyramid, exposed)
    if rect.empty:
        return True
    image, complete = pyramid.image(level, rect, until)
    if image is None:
        return complete
    size = 1 << level
    a, b, c, d, x, y = view.matrix
    painter.save()
    painter.setTransform(QTransform(a * size, b * size, c * size, d * size, x, y), True)
    plain = view.zoom * size == 1 and view.upright
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < NEAREST_FROM and not plain)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not view.upright)
    painter.drawImage(QPointF(rect.x, rect.y), image)
    painter.restore()
    return complete


def wanted(view: ViewTransform, pyramid: Pyramid, exposed: QRectF) -> tuple[int, Rect]:
    """The level for the zoom, and what of it (its pixels) shows inside `exposed`, with a margin for smoothing."""
    level = level_for(view.zoom)
    area = view.seen((exposed.x(), exposed.y(), exposed.width(), exposed.height()))
    size = 1 << level
    left, top = math.floor(area.x / size) - 2, math.floor(area.y / size) - 2
    right, bottom = math.ceil((area.x + area.width) / size) + 2, math.ceil((area.y + area.height) / size) + 2
    return level, Rect.between(left, top, right, bottom) & pyramid.area(level)


def paint_grid(painter: QPainter, view: ViewTransform, size: Extent, exposed: QRectF) -> None:
    """Hairlines between the pixels, above 800 %."""
    if view.zoom <= GRID_FROM:
        return
    area = view.seen((exposed.x(), exposed.y(), exposed.width(), exposed.height()))
    seen = Rect.between(math.floor(area.x), math.floor(area.y), math.ceil(area.x + area.width) + 1,
                        math.ceil(area.y + area.height) + 1) & Rect(0, 0, size.width + 1, size.height + 1)
    painter.setPen(QPen(QColor(128, 128, 128, 90), 0))
    end_u, end_v = min(seen.right, size.width), min(seen.bottom, size.height)
    for u in range(seen.x, seen.right):
        painter.drawLine(QPointF(*view.to_screen(u, seen.y)), QPointF(*view.to_screen(u, end_v)))
    for v in range(seen.y, seen.bottom):
        painter.drawLine(QPointF(*view.to_screen(seen.x, v)), QPointF(*view.to_screen(end_u, v)))
