"""The ants that march round a selection, for as long as there is one to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QRegion

from studio.ui.canvas import overlay

if TYPE_CHECKING:
    from studio.ui.canvas.view import CanvasView

MARCH = 90
"""Milliseconds between their steps."""
FAR = 1.2
"""Screen units they go in one."""
MANY = 64
"""More separate lines than this are repainted as one."""


class Ants(QObject):
    """`phase` is how far they have come, in screen units."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.phase = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(MARCH)
        self._timer.timeout.connect(self.march)

    @property
    def on(self) -> bool:
        return self._timer.isActive()

    def march_if_needed(self) -> None:
        """The timer runs only while there is something to march and it can be seen."""
        view = self._view
        wanted = view.sight is not None and view.isVisible() and (
            len(view.sight.selected) > 0 or any(outline.ants for outline in view.outlines))
        if wanted != self.on:
            self._timer.start() if wanted else self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def march(self) -> None:
        view = self._view
        if view.sight is None:
            return
        self.phase += FAR
        boxes = view.sight.selection_edge.shown.boxes(view.transform)
        region = QRegion()
        for box in boxes if len(boxes) <= MANY else []:
            region |= box.toAlignedRect()
        if not boxes or region.isEmpty():
            region = QRegion(view.rect())
        view.frames.ask(region | overlay.outlines_box(view.transform, view.outlines).toAlignedRect())
