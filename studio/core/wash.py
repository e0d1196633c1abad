"""What a stroke has laid so far and is still wet: how much of it lies on each pixel, on top of what was there.

The hand touches the same place again and again while it passes. So paint is only gathered while the stroke is under
way, and laid into a tile when somebody asks for that tile, or when the hand lifts. The screen needs no tile: it lays
the `film` on what it has ready.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.buffers import Buffers
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.ink import Ink, ScreenInk, limited
from studio.core.opencv import opencv
from studio.core.sweep import FULL, step_to
from studio.core.tiles import TILE, Changes, Key, Tiles, area_of

Array: TypeAlias = NDArray[Any]

_buffers = Buffers()
"""Strokes are drawn by one thread, and memory that was used before is there at once."""

KEPT = 64 << 20
"""Up to so many bytes, memory of a stroke that is over is kept for the next one."""

WET, SOAKED = 12, 96
"""Tiles, besides those under the tip: above the first number one of them dries with each move, above the second all."""

_spare: list[Array] = []
"""One stroke's memory, cleared: fresh memory comes page by page, which takes longer than painting on it."""


class Wash:
    """Paint of `ink` on `base`, at most `opacity` of it, inside `limits` (pixels of the layer, which lies at `offset`
    on the canvas).

    As long as every dab is of the same strength, the highest step of the tip's edge on each pixel says all: 8 bit.
    When the hand's pressure changes or paint builds up, coverage itself is gathered, in 16 bit.
    """

    def __init__(self, base: Tiles, ink: Ink, opacity: float, limits: Rect, offset: Point) -> None:
        self.base = base
        self.ink = ink
        self.opacity = opacity
        self.offset = offset
        self.area = NOWHERE
        """What is covered, in pixels of the layer."""
        self._limits = limits
        self._strength: float | None = None
        self._tints: Array | None = None
        self._deep = False
        self._memory = _taken(limits.area)
        self._plane = self._memory[:limits.area].reshape(limits.height, limits.width)

    def __del__(self) -> None:
        _given_back(self._memory, self._plane, self.area.moved(-self._limits.corner))

    @property
    def canvas(self) -> Rect:
        """Where there can be any paint, in pixels of the canvas."""
        return self._limits.moved(self.offset)

    def takes(self, strength: float) -> bool:
        """Whether heights will do for a dab of this strength."""
        if self._strength is None:
            self._strength = strength
        return not self._deep and strength == self._strength

    def raise_heights(self, part: Rect, heights: Array) -> list[Rect]:
        """The tip's edge stands so high (h, w; uint8) over `part`; returns where that is higher than before, tile by
        tile."""
        cv2 = opencv()
        there = self._covered(part)
        rise = cv2.subtract(heights, there, dst=_buffers.get("rise", heights.shape))
        risen = self._risen(part, rise)
        if risen:
            cv2.max(there, heights, dst=there)
        return risen

    def raise_coverage(self, part: Rect, coverage: Array, flow: float) -> list[Rect]:
        """Brings the coverage up towards `coverage` (h, w; uint16), by `flow`; returns where that changed anything."""
        cv2 = opencv()
        if not self._deep:
            self._deepen()
        there = self._covered(part)
        missing = cv2.subtract(coverage, there, dst=_buffers.get("missing", there.shape, np.uint16))
        risen = self._risen(part, cv2.convertScaleAbs(missing, dst=_buffers.get("rise", there.shape)))
        if not risen:
            return risen
        if flow >= 1:
            cv2.add(there, missing, dst=there)
        else:
            cv2.addWeighted(there, 1, missing, max(flow, 0.001), 0, dst=there)
        return risen

    def _covered(self, part: Rect) -> Array:
        (x, y, width, height), (left, top, _, _) = part, self._limits
        found: Array = self._plane[y - top:y - top + height, x - left:x - left + width]
        return found

    def _risen(self, part: Rect, rise: Array) -> list[Rect]:
        """Where in `part` there is any `rise` (h, w; uint8): the smallest rectangle in each tile."""
        around = opencv().boundingRect
        left, top, width, height = part
        found = []
        for row in range(top // TILE, (top + height - 1) // TILE + 1):
            high, low = max(0, row * TILE - top), min(height, row * TILE - top + TILE)
            for column in range(left // TILE, (left + width - 1) // TILE + 1):
                near = max(0, column * TILE - left)
                x, y, wide, tall = around(rise[high:low, near:min(width, column * TILE - left + TILE)])
                if wide:
                    found.append(Rect(left + near + x, top + high + y, wide, tall))
        for rect in found:
            if not self.area.holds(rect):
                self.area |= rect
        return found

    def _deepen(self) -> None:
        """From heights to coverage."""
        memory, plane, inside = self._memory, self._plane, self.area.moved(-self._limits.corner)
        self._memory = _taken(2 * plane.size)
        self._plane = self._memory[:2 * plane.size].view(np.uint16).reshape(plane.shape)
        self._deep = True
        if not inside.empty:
            self._plane[inside.slices] = step_to(self._strength or 0.0)[plane[inside.slices]]
        _given_back(memory, plane, inside)

    def lay(self, out: Array, key: Key, part: Rect) -> None:
        """Writes what `part` of the layer's tile at `key` becomes into the same part of `out`, a tile."""
        base = self.base.get(key)
        inside = part.moved(-area_of(key).corner).slices
        coverage = self._covered(part)
        if not self._deep:
            coverage = opencv().LUT(coverage, step_to(self._strength or 0.0),
                                    dst=_buffers.get("coverage", coverage.shape, np.uint16))
        self.ink.lay(out[inside], None if base is None else base[inside], coverage, self.opacity,
                     part.moved(self.offset))

    def film(self, ink: ScreenInk, area: Rect) -> Array | None:
        """What is laid inside `area` (pixels of the canvas) by itself, as `ink`, which is this wash's, shows it:
        (h, w) int32, BGRA × alpha from the lowest byte on, good until the next; None where nothing is."""
        (x, y, width, height), (left, top, wide, high) = area, self.area
        x, y = x - self.offset[0], y - self.offset[1]
        if area.empty or x >= left + wide or y >= top + high or x + width <= left or y + height <= top:
            return None
        cv2, part, shape = opencv(), Rect(x, y, width, height), (height, width)
        found = _buffers.get("film", shape, np.int32)
        heights, most = self._covered(part), self.opacity * ink.body
        if not self._deep and ink.selection is None:
            if self._tints is None:
                self._tints = tints(ink.colour[:3], (self._strength or 0.0) * most)
            cv2.LUT(heights, self._tints, dst=found)
            return found
        alpha = _buffers.get("alpha", shape)
        if self._deep:
            cv2.convertScaleAbs(heights, alpha=most * 255 / FULL, dst=alpha)
        else:
            cv2.LUT(heights, alpha_of((self._strength or 0.0) * most), dst=alpha)
        cv2.LUT(limited(alpha, ink.selection, area), tints(ink.colour[:3], None), dst=found)
        return found


class WetTiles(Tiles):
    """What the tiles under a `wash` become: each is laid anew when it is asked for."""

    def __init__(self, wash: Wash) -> None:
        base = wash.base
        super().__init__(base.channels, base.dtype, base._all(), base.empty)
        self.wash = wash
        self.spoilt: list[Rect] = []
        """All the places (pixels of the layer, each in one tile) that were painted on, from the stroke's start."""
        self._wet: dict[Key, Rect] = {}
        """What of each tile (pixels of the layer) is to be laid anew."""
        self._traces: dict[Key, object] = {}
        self._work: dict[Key, Array] = {}
        """Memory of the tiles that this stroke has made."""
        self._laid: set[Key] = set()

    @property
    def dry(self) -> Tiles:
        return self.wash.base

    def spoil(self, part: Rect) -> None:
        """There is more paint on `part`, which lies in one tile."""
        self.spoilt.append(part)
        key = part[0] // TILE, part[1] // TILE
        before = self._wet.pop(key, None)  # what was painted on last comes last
        self._wet[key] = part if before is None else before | part

    def settle(self, here: int) -> None:
        """Lays a tile that the hand, which is on `here` tiles now, has left: else all were left for when it lifts."""
        if len(self._wet) > here + WET:
            self._lay(next(iter(self._wet)))
            while len(self._wet) > here + SOAKED:
                self._lay(next(iter(self._wet)))

    def get(self, key: Key) -> Array | None:
        if key in self._wet:
            self._lay(key)
        return self._tiles.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._tiles or key in self._wet

    def _all(self) -> dict[Key, Array]:
        for key in tuple(self._wet):
            self._lay(key)
        return self._tiles

    def _lay(self, key: Key) -> None:
        """While the stroke is under way, the tiles of one place share their memory: copying it for each look would
        cost more than painting. As tiles do, each new one has another identity; an older one is not to be read."""
        part, work = self._wet.pop(key), self._work.get(key)
        if work is None:
            shown = self._tiles.get(key)
            work = self._work[key] = self.blank() if shown is None else shown.copy()
            self._laid.add(key)
        self.wash.lay(work, key, part)
        self.put(key, work.view())

    def changes(self) -> Changes:
        """The tiles that differ from what was there; they stay as they are, should the stroke go on."""
        found: Changes = {}
        self._all()
        for key in self._laid:
            before, tile = self.wash.base.get(key), self._tiles.get(key)
            if tile is not None and self._vanished(tile):
                tile = None
            if tile is not before:
                found[key] = tile
        self._work = {}
        return found

    def _vanished(self, tile: Array) -> bool:
        shown = tile[..., 3] if self.channels == 4 else tile != self.empty
        return not shown.any()


@lru_cache(maxsize=64)
def alpha_of(strength: float) -> Array:
    """The smooth step of `step_to` in 8 bit."""
    height = np.arange(256) / 255
    table: Array = np.rint(255 * strength * height * height * (3 - 2 * height)).astype(np.uint8)
    return table


@lru_cache(maxsize=64)
def tints(colour: tuple[int, ...], strength: float | None) -> Array:
    """BGRA × alpha as one number for each height of the tip's edge; for each alpha when there is no `strength`."""
    alpha = np.arange(256, dtype=np.uint8) if strength is None else alpha_of(strength)
    table = np.rint(alpha[:, None] * (np.array([*colour[::-1], 255]) / 255)).astype(np.uint8)  # (256, 4)
    return table.view(np.int32)[:, 0]


def _taken(size: int) -> Array:
    """At least `size` bytes, all 0."""
    if _spare and _spare[0].size >= size:
        return _spare.pop()
    return np.zeros(size, np.uint8)


def _given_back(memory: Array, plane: Array, used: Rect) -> None:
    if memory.size <= KEPT and not _spare:
        if not used.empty:
            plane[used.slices] = 0
        _spare.append(memory)
