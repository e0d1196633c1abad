"""The brush: a round tip drawn along the hand's path, one even wash that never exceeds the stroke's opacity.

A stroke gathers coverage (how much of it lies on each pixel) in 16 bit and lays its ink on what was there before it
began, so that going over the same place twice in one stroke changes nothing. Where dabs stand close the tip is swept
from one to the next, which is what infinitely many dabs would give: no beads, whatever the speed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.buffers import Buffers
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.ink import Ink
from studio.core.opencv import opencv
from studio.core.path import FLAT, Touch, between, flattened
from studio.core.sweep import Sweep, Tip, misses, reached
from studio.core.tiles import TILE, Changes, Key, Tiles, area_of

Array: TypeAlias = NDArray[Any]

__all__ = ["Stroke", "Tip", "Touch"]

CLOSED = 0.25
"""Up to this spacing a stroke is a closed line; above it single dabs show."""


class Stroke:
    """One stroke on `tiles`, which stay as they are: `tiles` of the stroke show it, `changes()` is what it painted.

    `offset` is where the tiles' (0, 0) lies on the canvas; nothing is painted outside `canvas`.
    """

    def __init__(self, tiles: Tiles, tip: Tip, ink: Ink, canvas: Rect, offset: tuple[int, int] = (0, 0)) -> None:
        self.tiles = tiles.copy()
        self.area = NOWHERE
        """Everything touched so far, in canvas coordinates."""
        self._base = tiles.copy()
        self._tip = tip
        self._ink = ink
        self._offset = Point(*offset)
        self._limits = canvas.moved(-self._offset)
        self._coverage: dict[Key, Array] = {}
        self._pending: dict[Key, list[tuple[Rect, Touch, Touch]]] = {}
        """What of each tile the tip is yet to be swept over, from where to where."""
        self._path: list[Touch] = []
        self._travelled = 0.0
        """Way since the last dab, in pixels."""
        self._sweep = Sweep(tip)
        self._buffers = Buffers()
        self._work: dict[Key, Array] = {}
        """Memory of the tiles that this stroke has made."""

    @property
    def last(self) -> Touch | None:
        """Where the hand was last, in canvas coordinates."""
        if not self._path:
            return None
        end = self._path[-1]
        return end._replace(x=end.x + self._offset.x, y=end.y + self._offset.y)

    def extend(self, touches: Iterable[Touch]) -> Rect:
        """The hand goes on; returns what is to be drawn again. The newest span waits for the touch after it, whose
        place shapes the curve: `end` draws it."""
        for touch in touches:
            here = Touch(touch.x - self._offset.x, touch.y - self._offset.y, min(max(touch.pressure, 0.0), 1.0))
            if not self._path:
                self._lay(here, here)
                self._path = [here, here]
                continue
            before = self._path[-1]
            if math.hypot(here.x - before.x, here.y - before.y) < 0.01:
                if here.pressure > before.pressure:
                    self._lay(here, here)
                    self._path[-1] = here
                continue
            self._path.append(here)
            if len(self._path) >= 4:
                self._draw(*self._path[-4:])
                self._path = self._path[-3:]
        return self._shown()

    def end(self) -> Rect:
        """The hand lifts: draws the last span."""
        if len(self._path) < 3:
            return NOWHERE
        before, start, stop = self._path[-3:]
        self._draw(before, start, stop, stop)
        self._path = [stop, stop]
        return self._shown()

    def changes(self) -> Changes:
        """The tiles that differ from what was there: what a Paint command swaps in."""
        found: Changes = {}
        for key in self._coverage:
            before, tile = self._base.get(key), self.tiles.get(key)
            if tile is not None and self._vanished(tile):
                tile = None
            if tile is not before:
                found[key] = tile
        self._work = {}  # what was given away stays as it is, should the stroke go on
        return found

    def _vanished(self, tile: Array) -> bool:
        shown = tile[..., 3] if self.tiles.channels == 4 else tile != self.tiles.empty
        return not shown.any()

    def _shown(self) -> Rect:
        """Draws what is pending, and lays the ink once wherever that changed coverage, however many dabs fell."""
        pending, self._pending = self._pending, {}
        drawn = NOWHERE
        for key, ways in pending.items():
            changed = NOWHERE
            for part, a, b in ways:
                changed |= self._cover(key, part, self._sweep.drawn(part, a, b))
            if not changed.empty:
                self._put(key, changed)
                drawn |= changed
        drawn = drawn.moved(self._offset)
        self.area |= drawn
        return drawn

    def _draw(self, before: Touch, start: Touch, stop: Touch, after: Touch) -> None:
        """The span from `start` to `stop`."""
        corners = list(flattened(before, start, stop, after, max(FLAT, self._tip.size / 500)))
        if self._tip.spacing <= CLOSED and self._tip.flow >= 1:
            for a, b in pairwise(corners):
                self._lay(a, b)
        else:
            for dab in self._dabs(corners):
                self._lay(dab, dab)

    def _dabs(self, corners: list[Touch]) -> Iterator[Touch]:
        """Evenly spaced along the chords, going on from the last span's last dab."""
        for a, b in pairwise(corners):
            length = math.hypot(b.x - a.x, b.y - a.y)
            if length == 0:
                continue
            done = 0.0
            while True:
                pressure = a.pressure + (b.pressure - a.pressure) * done / length
                step = max(self._tip.spacing * 2 * self._tip.radius(pressure), 0.5)
                if done + step - self._travelled > length:
                    self._travelled += length - done
                    break
                done += step - self._travelled
                self._travelled = 0.0
                yield between(a, b, done / length)

    def _lay(self, a: Touch, b: Touch) -> None:
        """Sweeps the tip from `a`, where it has been before, to `b`; the same twice for a single dab."""
        reach = max(self._tip.radius(a.pressure), self._tip.radius(b.pressure)) + 1
        if max(self._tip.strength(a.pressure), self._tip.strength(b.pressure)) <= 0:
            return
        rect = self._limits & reached(a, b, reach)
        for key in rect.cells(TILE):
            part = rect & area_of(key)
            if not misses(part, a, b, reach):
                self._pending.setdefault(key, []).append((part, a, b))

    def _cover(self, key: Key, part: Rect, mask: Array) -> Rect:
        """Brings the coverage up towards `mask`, by the tip's flow; returns where that changed anything."""
        cv2 = opencv()
        coverage = self._coverage.get(key)
        if coverage is None:
            coverage = self._coverage[key] = np.zeros((TILE, TILE), np.uint16)
        there = coverage[part.moved((-key[0] * TILE, -key[1] * TILE)).slices]
        missing = cv2.subtract(mask, there, dst=self._buffers.get("missing", mask.shape, np.uint16))
        changed = Rect(*cv2.boundingRect(cv2.convertScaleAbs(missing, dst=self._buffers.get("changed", mask.shape))))
        if changed.empty:
            return NOWHERE
        if self._tip.flow >= 1:
            cv2.add(there, missing, dst=there)
        else:
            cv2.addWeighted(there, 1, missing, max(self._tip.flow, 0.001), 0, dst=there)
        return changed.moved(part.corner)

    def _put(self, key: Key, part: Rect) -> None:
        """Replaces one tile of the preview by one where `part` is laid anew.

        While the stroke is under way, the tiles of one place share their memory: copying it for each dab would cost
        more than painting. As tiles do, each new one has another identity; an older one is not to be read any more.
        """
        base, work = self._base.get(key), self._work.get(key)
        inside = part.moved((-key[0] * TILE, -key[1] * TILE)).slices
        if work is None:
            shown = self.tiles.get(key)
            work = self._work[key] = self.tiles.blank() if shown is None else shown.copy()
        self._ink.lay(work[inside], None if base is None else base[inside], self._coverage[key][inside],
                      self._tip.opacity, part.moved(self._offset))
        self.tiles.put(key, work.view())
