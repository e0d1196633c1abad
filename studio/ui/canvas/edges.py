"""The dashed edge of the mask or the selection: followed as it changes, but never more often than it can be drawn."""

from __future__ import annotations

from time import perf_counter

from studio.core.geometry import Rect
from studio.core.tiles import Tiles
from studio.ui.canvas.contour import Contour, Points
from studio.ui.canvas.dashes import Dashes
from studio.ui.canvas.pyramid import level_for

SHARE = 4
"""While it keeps changing, finding the edge takes at most one part in this many of the time."""


class Edge:
    def __init__(self) -> None:
        self._contour = Contour()
        self._lines: list[Points] = []
        self._dashes = Dashes([], 1.0)
        self._level = -1
        self._stale = True
        self._took = 0.0
        self._found_at = 0.0

    def spoil(self) -> None:
        """What is marked has changed."""
        self._stale = True

    def dashes(self, tiles: Tiles, canvas: Rect, zoom: float, patient: bool = False) -> Dashes:
        """The edge as it is now; unless `patient`, it may lag behind a stroke under way."""
        now, level = perf_counter(), level_for(zoom)
        lines = self._lines
        if self._stale and (patient or now - self._found_at >= SHARE * self._took):
            lines = self._contour.lines(tiles, canvas)
            self._stale = False
        if lines is not self._lines or level != self._level:
            self._dashes = Dashes(lines, 1 / (1 << level))
            self._lines, self._level = lines, level
            self._found_at = perf_counter()
            self._took = self._found_at - now
        return self._dashes

    @property
    def shown(self) -> Dashes:
        """What was drawn last."""
        return self._dashes
