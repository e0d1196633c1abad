"""The brush: a round tip drawn along the hand's path, one even wash that never exceeds the stroke's opacity.

A stroke gathers coverage (how much of it lies on each pixel) in 16 bit and lays its ink on what was there before it
began, so that going over the same place twice in one stroke changes nothing. Where dabs stand close the tip is swept
from one to the next, which is what infinitely many dabs would give: no beads, whatever the speed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from studio.core.dabs import prepared
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.ink import Ink
from studio.core.path import FLAT, Touch, between, flattened
from studio.core.sweep import Sweep, Tip, reached
from studio.core.tiles import Changes, Tiles
from studio.core.wash import Wash, WetTiles

__all__ = ["Stroke", "Tip", "Touch"]

CLOSED = 0.25
"""Up to this spacing a stroke is a closed line; above it single dabs show."""

STRIDE = 64
"""How much longer than the tip a sweep may be, in pixels."""


class Stroke:
    """One stroke on `tiles`, which stay as they are: `tiles` of the stroke show it, `changes()` is what it painted.

    `offset` is where the tiles' (0, 0) lies on the canvas; nothing is painted outside `canvas`.
    """

    def __init__(self, tiles: Tiles, tip: Tip, ink: Ink, canvas: Rect, offset: tuple[int, int] = (0, 0)) -> None:
        self.area = NOWHERE
        """Everything touched so far, in canvas coordinates."""
        self._tip = tip
        self._offset = Point(*offset)
        self._limits = canvas.moved(-self._offset)
        self._wash = Wash(tiles.copy(), ink, tip.opacity, self._limits, self._offset)
        self.tiles = WetTiles(self._wash)
        self._path: list[Touch] = []
        self._travelled = 0.0
        """Way since the last dab, in pixels."""
        self._sweep = Sweep(tip)
        self._prepared = prepared(tip)
        self._drawn: list[Rect] = []
        """What the touches under way have changed, in pixels of the layer and tile by tile."""

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
        return self.tiles.changes()

    def _shown(self) -> Rect:
        """What is to be drawn again."""
        drawn = NOWHERE
        for part in self._drawn:
            self.tiles.spoil(part)
            drawn |= part
        self.tiles.settle(len(self._drawn))
        self._drawn = []
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
        tip, steady = self._tip, a.pressure == b.pressure
        last, radius = tip.strength(b.pressure), tip.radius(b.pressure)
        first = last if steady else tip.strength(a.pressure)
        if first <= 0 and last <= 0:
            return
        reach = (radius if steady else max(radius, tip.radius(a.pressure))) + 1
        # A long slanting way lies in a rectangle that is mostly empty: it is gone in steps.
        steps = math.ceil(math.hypot(b.x - a.x, b.y - a.y) / (2 * reach + STRIDE)) or 1
        for step in range(1, steps + 1):
            stop = b if step == steps else between(a, b, step / steps)
            start = a if step == 1 else between(a, b, (step - 1) / steps)
            part = self._limits & reached(start, stop, reach, steady and tip.flow >= 1)
            if not part.empty:
                self._drawn += self._swept(part, start, stop, last if first == last else None)

    def _swept(self, part: Rect, a: Touch, b: Touch, strength: float | None) -> list[Rect]:
        """`strength` is None where it changes on the way."""
        if strength is None or self._tip.flow < 1 or not self._wash.takes(strength):
            return self._wash.raise_coverage(part, self._sweep.drawn(part, a, b), self._tip.flow)
        return self._wash.raise_heights(part, (self._prepared or self._sweep).heights(part, a, b))
