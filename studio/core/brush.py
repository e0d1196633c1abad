"""The brush: a round tip drawn along the hand's path, one even wash that never exceeds the stroke's opacity.

A stroke gathers coverage (how much of it lies on each pixel) in 16 bit and lays its ink on what was there before it
began, so that going over the same place twice in one stroke changes nothing. Where dabs stand close the tip is swept
from one to the next, which is what infinitely many dabs would give: no beads, whatever the speed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.ink import Ink
from studio.core.path import FLAT, Touch, between, flattened
from studio.core.tiles import TILE, Changes, Key, Tiles, area_of

Array: TypeAlias = NDArray[Any]

__all__ = ["Stroke", "Tip", "Touch"]

CLOSED = 0.25
"""Up to this spacing a stroke is a closed line; above it single dabs show."""

FULL = 65535


@dataclass(frozen=True)
class Tip:
    """`size` is the diameter in pixels at full pressure; `hardness` 0 (soft from the middle on) … 1 (a crisp edge).

    `opacity` is what a stroke reaches, `flow` how much of the way each dab goes; `spacing` of dabs in diameters.
    """

    size: float = 40.0
    hardness: float = 0.8
    opacity: float = 1.0
    flow: float = 1.0
    spacing: float = 0.1
    size_pressure: bool = False
    opacity_pressure: bool = False


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
        self._changed: dict[Key, Rect] = {}
        """Where coverage has changed and the ink is yet to be laid."""
        self._path: list[Touch] = []
        self._travelled = 0.0
        """Way since the last dab, in pixels."""
        self._scratch = np.empty((3, TILE * TILE), np.float32)

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
        return found

    def _vanished(self, tile: Array) -> bool:
        shown = tile[..., 3] if self.tiles.channels == 4 else tile != self.tiles.empty
        return not shown.any()

    def _shown(self) -> Rect:
        """Lays the ink wherever coverage has changed since the last time: once, however many dabs fell."""
        drawn = NOWHERE
        for key, part in self._changed.items():
            self._put(key, part)
            drawn |= part
        self._changed = {}
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
                step = max(self._tip.spacing * 2 * self._radius(pressure), 0.5)
                if done + step - self._travelled > length:
                    self._travelled += length - done
                    break
                done += step - self._travelled
                self._travelled = 0.0
                yield between(a, b, done / length)

    def _radius(self, pressure: float) -> float:
        return self._tip.size / 2 * (pressure if self._tip.size_pressure else 1.0)

    def _strength(self, pressure: float) -> float:
        """How far one dab may take the coverage, 0 … 1; a tip thinner than a pixel covers only part of one."""
        return (pressure if self._tip.opacity_pressure else 1.0) * min(1.0, 2 * self._radius(pressure))

    def _lay(self, a: Touch, b: Touch) -> None:
        """Sweeps the tip from `a`, where it has been before, to `b`; the same twice for a single dab."""
        reach = max(self._radius(a.pressure), self._radius(b.pressure)) + 1
        if max(self._strength(a.pressure), self._strength(b.pressure)) <= 0:
            return
        rect = self._limits & _reached(a, b, reach)
        for key in rect.cells(TILE):
            part = rect & area_of(key)
            if not _misses(part, a, b, reach):
                self._cover(key, part, self._swept(part, a, b))

    def _swept(self, part: Rect, a: Touch, b: Touch) -> Array:
        """How much of the tip passes over each pixel of `part` between `a` and `b`: (h, w) uint16."""
        import cv2

        count = part.width * part.height
        distance, along, across = (plane[:count].reshape(part.height, part.width) for plane in self._scratch)
        x = np.arange(part.x, part.right, dtype=np.float32) + np.float32(0.5 - b.x)
        y = (np.arange(part.y, part.bottom, dtype=np.float32) + np.float32(0.5 - b.y))[:, None]
        length = math.hypot(b.x - a.x, b.y - a.y)
        if length == 0:
            np.add(x * x, y * y, out=distance)
            cv2.sqrt(distance, dst=distance)
            return self._profile(distance, self._radius(a.pressure), self._strength(a.pressure))
        ux, uy = np.float32((b.x - a.x) / length), np.float32((b.y - a.y) / length)
        np.add(x * ux + np.float32(length / 2), y * uy, out=along)
        np.add(x * -uy, y * ux, out=across)
        beyond = cv2.addWeighted(np.abs(along, out=distance), 1, distance, 0, -length / 2)
        cv2.threshold(beyond, 0, 0, cv2.THRESH_TOZERO, dst=beyond)
        cv2.magnitude(beyond, across, magnitude=distance)
        radius, strength = self._radius(b.pressure), self._strength(b.pressure)
        if a.pressure == b.pressure or not (self._tip.size_pressure or self._tip.opacity_pressure):
            return self._profile(distance, radius, strength)
        way = np.clip(along * np.float32(1 / length) - np.float32(0.5), -1, 0)
        return self._profile(distance, radius + way * np.float32(radius - self._radius(a.pressure)),
                             strength + way * np.float32(strength - self._strength(a.pressure)))

    def _profile(self, distance: Array, radius: Any, strength: Any) -> Array:
        """Coverage at `distance` from the tip's path: full inside, 0 beyond the radius, a smooth step between, never
        steeper than one pixel. `radius` and `strength` are numbers or (h, w)."""
        import cv2

        if isinstance(radius, float):
            slope = 255 / max(1.0, (1 - self._tip.hardness) * radius)
            height = cv2.addWeighted(distance, -slope, distance, 0, (radius + 0.5) * slope, dtype=cv2.CV_8U)
            return cv2.LUT(height, step_to(strength))
        width = np.maximum(np.float32(1), np.float32(1 - self._tip.hardness) * radius)
        height = cv2.addWeighted((radius + np.float32(0.5) - distance) / width, 255, distance, 0, 0, dtype=cv2.CV_8U)
        found: Array = (cv2.LUT(height, step_to(1.0)) * strength).astype(np.uint16)
        return found

    def _cover(self, key: Key, part: Rect, mask: Array) -> None:
        """Brings the coverage up towards `mask`, by the tip's flow."""
        import cv2

        coverage = self._coverage.get(key)
        if coverage is None:
            coverage = self._coverage[key] = np.zeros((TILE, TILE), np.uint16)
        there = coverage[part.moved((-key[0] * TILE, -key[1] * TILE)).slices]
        missing = cv2.subtract(mask, there)
        changed = Rect(*cv2.boundingRect(cv2.convertScaleAbs(missing)))
        if changed.empty:
            return
        if self._tip.flow >= 1:
            cv2.add(there, missing, dst=there)
        else:
            cv2.addWeighted(there, 1, missing, max(self._tip.flow, 0.001), 0, dst=there)
        self._changed[key] = self._changed.get(key, NOWHERE) | changed.moved(part.corner)

    def _put(self, key: Key, part: Rect) -> None:
        """Replaces one tile of the preview by one where `part` is laid anew."""
        base, shown = self._base.get(key), self.tiles.get(key)
        inside = part.moved((-key[0] * TILE, -key[1] * TILE)).slices
        tile = self.tiles.blank() if shown is None else shown.copy()
        self._ink.lay(tile[inside], None if base is None else base[inside], self._coverage[key][inside],
                      self._tip.opacity, part.moved(self._offset))
        self.tiles.put(key, tile)


@lru_cache(maxsize=64)
def step_to(strength: float) -> Array:
    """A smooth step from 0 to `strength` over 256 heights, 16 bit."""
    height = np.arange(256) / 255
    table: Array = np.rint(FULL * strength * height * height * (3 - 2 * height)).astype(np.uint16)
    return table


def _reached(a: Touch, b: Touch, reach: float) -> Rect:
    """All that a tip of radius `reach` newly covers on its way from `a` to `b`: not what lies behind `a`."""
    left, top, right, bottom = b.x - reach, b.y - reach, b.x + reach, b.y + reach
    length = math.hypot(b.x - a.x, b.y - a.y)
    if length > 0:
        wide, high = abs(b.y - a.y) / length * reach, abs(b.x - a.x) / length * reach
        left, right = min(left, a.x - wide), max(right, a.x + wide)
        top, bottom = min(top, a.y - high), max(bottom, a.y + high)
    return Rect.between(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def _misses(part: Rect, a: Touch, b: Touch, reach: float) -> bool:
    """Whether the tip surely leaves `part` alone on its way: by the circle around that, and by what lies behind."""
    radius = math.hypot(part.width, part.height) / 2
    x, y = part.x + part.width / 2, part.y + part.height / 2
    dx, dy = b.x - a.x, b.y - a.y
    length = math.hypot(dx, dy)
    if length == 0:
        return math.hypot(x - a.x, y - a.y) > radius + reach
    along = ((x - a.x) * dx + (y - a.y) * dy) / length
    t = min(max(along / length, 0.0), 1.0)
    return along < -radius - 1 or math.hypot(x - a.x - t * dx, y - a.y - t * dy) > radius + reach
