"""What is seen on the sheet, from the ground up: picture, veil, grid, edges, the tool's lines and its ring."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from studio.ui.canvas import overlay, painting
from studio.ui.theme import colour

if TYPE_CHECKING:
    from studio.ui.canvas.dashes import Dashes
    from studio.ui.canvas.sight import Sight
    from studio.ui.canvas.view import CanvasView

LEAST = 0.002
"""Seconds that each part of a frame may take to build pictures, however late it is."""


class Scene:
    """Draws the view's sight, part by part."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view

    def settle(self) -> None:
        """Builds all that is in sight, however long it takes."""
        view = self._view
        if view.sight is None:
            return
        exposed = QRectF(view.rect())
        compared = [view.sight.original] if view.original_shown or view.divider.on else []
        for pyramid in (view.sight.picture, view.sight.veil, *compared):
            pyramid.image(*painting.wanted(view.transform, pyramid, exposed))
        self._edges(view.sight, patient=True)

    def paint(self, painter: QPainter, exposed: QRectF, until: float) -> bool:
        """One part; False when something in it was not ready by `until` (perf_counter's seconds)."""
        view, sight = self._view, self._view.sight
        if sight is None:
            painter.fillRect(exposed, colour("canvas"))
            return True
        painting.paint_ground(painter, view.transform, sight.document.size, exposed)
        # On a slow or a very large screen the ground alone may take longer than that: a tile is built all the same.
        until = max(until, perf_counter() + LEAST)
        complete = self._paint_compared(painter, sight, exposed, until)
        painting.paint_grid(painter, view.transform, sight.document.size, exposed)
        if not view.original_shown:
            painter.save()
            if view.divider.on:
                painter.setClipRect(QRectF(view.rect()).adjusted(view.divider.at, 0, 0, 0) & exposed)
            self._paint_marks(painter, sight, exposed)
            painter.restore()
        at = view.hands.ring_at
        if at is not None and view.ring.intersects(exposed):
            overlay.draw_ring(painter, at, view.radius, float(getattr(view.desk.tool.options, "hardness", 1.0)))
        if view.hasFocus() and view.hands.by_keyboard:
            painter.setPen(colour("accent"))
            painter.drawRect(view.rect().adjusted(0, 0, -1, -1))
        return complete

    def _paint_compared(self, painter: QPainter, sight: Sight, exposed: QRectF, until: float) -> bool:
        """Now, or as it was, or each on its side of the divider."""
        view = self._view
        split = exposed.right() if view.original_shown else view.divider.at if view.divider.on else exposed.left()
        before = QRectF(exposed.left(), exposed.top(), split - exposed.left(), exposed.height()) & exposed
        after = QRectF(max(split, exposed.left()), exposed.top(), exposed.right() - split, exposed.height()) & exposed
        complete = True
        if not before.isEmpty():
            painter.save()
            painter.setClipRect(before)
            complete = painting.paint_pixels(painter, view.transform, sight.original, before, until)
            painter.restore()
        if not after.isEmpty():
            painter.save()
            painter.setClipRect(after)
            complete &= painting.paint_pixels(painter, view.transform, sight.picture, after, until)
            if view.veil_shown:
                complete &= painting.paint_pixels(painter, view.transform, sight.veil, after, until)
            painter.restore()
        return complete

    def _paint_marks(self, painter: QPainter, sight: Sight, exposed: QRectF) -> None:
        view = self._view
        mask, selection = self._edges(sight)
        if view.veil_shown:
            mask.draw(painter, view.transform, exposed)
        selection.draw(painter, view.transform, exposed, view.ants.phase)
        overlay.draw_outlines(painter, view.transform, view.outlines, view.ants.phase)

    def _edges(self, sight: Sight, patient: bool = False) -> tuple[Dashes, Dashes]:
        canvas, zoom = sight.document.canvas, self._view.transform.zoom
        return (sight.mask_edge.dashes(sight.marks, canvas, zoom, patient),
                sight.selection_edge.dashes(sight.selected, canvas, zoom, patient))
