"""Large soft tips as ready pictures: laid close enough, no eye and no 8-bit pixel tells them from one long sweep.

The edge of such a tip rises so slowly that neither a place rounded to a part of a pixel nor the gap between two dabs
makes more than a fraction of a step of 255.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, TypeAlias

from numpy.typing import NDArray

from studio.core.buffers import Buffers
from studio.core.geometry import Rect
from studio.core.opencv import opencv
from studio.core.path import Touch
from studio.core.sweep import Sweep, Tip

Array: TypeAlias = NDArray[Any]

_buffers = Buffers()
"""Strokes are drawn by one thread, and memory that was used before is there at once."""

LARGE = 64
"""Below this radius a sweep costs as little."""

OFF = 0.5
"""By how many steps of 255 a dab may be off for each of both reasons: its place, and the gap to the next."""

LEAST = 6
"""Closer together than this, in pixels, dabs cost more than a sweep."""

FINEST = 8
"""Places in a pixel, each way, for which a dab is kept."""

HELD = 32 << 20
"""Bytes that the dabs of one tip may take."""


class Dabs:
    """Dabs of `radius`, at most `gap` pixels apart; `grid` places to a pixel."""

    def __init__(self, tip: Tip, radius: float, grid: int, gap: float) -> None:
        self._gap = gap
        self._tip = tip
        self._radius = radius
        self._grid = grid
        self._margin = math.ceil(radius) + 4

    def heights(self, part: Rect, a: Touch, b: Touch) -> Array:
        """As `Sweep.heights`, from `a`, where there has been a dab before."""
        steps = math.ceil(math.hypot(b.x - a.x, b.y - a.y) / self._gap) or 1
        left, top, width, height = part
        found = _buffers.get("found", (height, width))
        for step in range(steps, 0, -1):
            x, right = divmod(round((a.x + (b.x - a.x) * step / steps) * self._grid), self._grid)
            y, down = divmod(round((a.y + (b.y - a.y) * step / steps) * self._grid), self._grid)
            dab = _dab(self._radius, self._tip.hardness, right / self._grid, down / self._grid)
            x, y = x - self._margin - left, y - self._margin - top  # of the dab's corner in `part`
            near, high, far, low = max(0, x), max(0, y), min(width, x + len(dab)), min(height, y + len(dab))
            if step == steps:
                if steps == 1 and (near, high, far, low) == (0, 0, width, height):
                    return dab[-y:height - y, -x:width - x]
                found[...] = 0
            if near < far and high < low:
                there = found[high:low, near:far]
                opencv().max(there, dab[high - y:low - y, near - x:far - x], dst=there)
        return found


def prepared(tip: Tip) -> Dabs | None:
    """The dabs of `tip`, or None where only sweeping it will do."""
    radius = tip.radius(1.0)
    if tip.size_pressure or radius < LARGE:
        return None
    slope = 255 / max(1.0, (1 - tip.hardness) * radius)
    grid = math.ceil(slope * math.sqrt(0.5) / OFF)
    if grid > FINEST or grid**2 * (2 * radius) ** 2 > HELD:
        return None
    # Half way between two dabs a place that should be `inner` from the path is sqrt(inner² + gap² / 4) from both.
    inner = tip.hardness * radius
    gap = 2 * math.sqrt((inner + OFF / slope) ** 2 - inner**2)
    return Dabs(tip, radius, grid, gap) if gap >= LEAST else None


@lru_cache(maxsize=FINEST**2)
def _dab(radius: float, hardness: float, x: float, y: float) -> Array:
    """Heights around the pixel in which the dab's middle lies, at (x, y) from its corner."""
    margin = math.ceil(radius) + 4
    middle = Touch(x, y)
    around = Rect(-margin, -margin, 2 * margin + 1, 2 * margin + 1)
    found = Sweep(Tip(2 * radius, hardness)).heights(around, middle, middle).copy()
    found.flags.writeable = False
    return found
