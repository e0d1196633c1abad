"""How much of a round tip passes over each pixel on its way from one place to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.buffers import Buffers
from studio.core.geometry import Rect
from studio.core.opencv import opencv
from studio.core.path import Touch

Array: TypeAlias = NDArray[Any]

FULL = 65535

_buffers = Buffers()
"""Strokes are drawn by one thread, and memory that was used before is there at once."""


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

    def radius(self, pressure: float) -> float:
        return self.size / 2 * (pressure if self.size_pressure else 1.0)

    def strength(self, pressure: float) -> float:
        """How far one dab may take the coverage, 0 … 1; a tip thinner than a pixel covers only part of one."""
        return (pressure if self.opacity_pressure else 1.0) * min(1.0, 2 * self.radius(pressure))


class Sweep:
    """Draws `tip`; what it returns is good until the next is drawn."""

    def __init__(self, tip: Tip) -> None:
        self._tip = tip

    def drawn(self, part: Rect, a: Touch, b: Touch) -> Array:
        """How much of the tip passes over each pixel of `part` between `a` and `b` (the same twice for a single dab):
        (h, w) uint16."""
        heights = self.heights(part, a, b)
        first, last = self._tip.strength(a.pressure), self._tip.strength(b.pressure)
        found = _buffers.get("found", heights.shape, np.uint16)
        if first == last:
            opencv().LUT(heights, step_to(last), dst=found)
            return found
        strength = last + self._way(heights.shape, a, b) * np.float32(last - first)
        np.copyto(found, opencv().LUT(heights, step_to(1.0)) * strength, casting="unsafe")
        return found

    def heights(self, part: Rect, a: Touch, b: Touch) -> Array:
        """How high over each pixel of `part` the edge of the tip stands that passes from `a` to `b`: (h, w) uint8, 255
        inside, 0 beyond the radius, a slope between, never steeper than one pixel. `step_to` makes coverage of it."""
        cv2, tip = opencv(), self._tip
        distance = self._distance(part, a, b)
        height = _buffers.get("height", distance.shape)
        first, last = tip.radius(a.pressure), tip.radius(b.pressure)
        if first == last:
            slope = 255 / max(1.0, (1 - tip.hardness) * last)
            cv2.addWeighted(distance, -slope, distance, 0, (last + 0.5) * slope, dst=height, dtype=cv2.CV_8U)
            return height
        radius = last + self._way(distance.shape, a, b) * np.float32(last - first)
        width = np.maximum(np.float32(1), np.float32(1 - tip.hardness) * radius)
        np.divide(radius + np.float32(0.5) - distance, width, out=distance)
        cv2.addWeighted(distance, 255, distance, 0, 0, dst=height, dtype=cv2.CV_8U)
        return height

    def _distance(self, part: Rect, a: Touch, b: Touch) -> Array:
        """From each pixel of `part` to the tip's path: (h, w) float32."""
        cv2 = opencv()
        shape = part.height, part.width
        distance = _buffers.get("distance", shape, np.float32)
        x = np.arange(part.x, part.right, dtype=np.float32) + np.float32(0.5 - b.x)
        y = np.arange(part.y, part.bottom, dtype=np.float32) + np.float32(0.5 - b.y)
        length = math.hypot(b.x - a.x, b.y - a.y)
        if length == 0:
            np.add((y * y)[:, None], x * x, out=distance)
            cv2.sqrt(distance, dst=distance)
            return distance
        along, across = (_buffers.get(name, shape, np.float32) for name in ("along", "across"))
        ux, uy = np.float32((b.x - a.x) / length), np.float32((b.y - a.y) / length)
        np.add((y * uy)[:, None], x * ux + np.float32(length / 2), out=along)
        np.add((y * ux)[:, None], x * -uy, out=across)
        np.abs(along, out=distance)
        cv2.addWeighted(distance, 1, distance, 0, -length / 2, dst=distance)
        cv2.threshold(distance, 0, 0, cv2.THRESH_TOZERO, dst=distance)
        cv2.magnitude(distance, across, magnitude=distance)
        return distance

    def _way(self, shape: tuple[int, ...], a: Touch, b: Touch) -> Array:
        """How far before `b` the tip is nearest to each pixel, −1 (at `a`) … 0, after `_distance` has been found."""
        length = math.hypot(b.x - a.x, b.y - a.y)
        if length == 0:
            return np.zeros(shape, np.float32)
        along = _buffers.get("along", shape, np.float32)
        found: Array = np.clip(along * np.float32(1 / length) - np.float32(0.5), -1, 0)
        return found


@lru_cache(maxsize=64)
def step_to(strength: float) -> Array:
    """A smooth step from 0 to `strength` over 256 heights, 16 bit."""
    height = np.arange(256) / 255
    table: Array = np.rint(FULL * strength * height * height * (3 - 2 * height)).astype(np.uint16)
    return table


def reached(a: Touch, b: Touch, reach: float, even: bool = True) -> Rect:
    """All that a tip of radius `reach` may newly cover on its way from `a` to `b`: not what lies behind `a`, if the
    tip is the same (`even`) at both."""
    left, top, right, bottom = b.x - reach, b.y - reach, b.x + reach, b.y + reach
    length = math.hypot(b.x - a.x, b.y - a.y)
    if length > 0:
        dx, dy = (b.x - a.x) / length, (b.y - a.y) / length
        wide, high = abs(dy) * reach + 1, abs(dx) * reach + 1
        if even:
            left, right = (a.x - wide, right) if dx > 0 else (left, a.x + wide)
            top, bottom = (a.y - high, bottom) if dy > 0 else (top, a.y + high)
        left, right = min(left, a.x - wide), max(right, a.x + wide)
        top, bottom = min(top, a.y - high), max(bottom, a.y + high)
    return Rect.between(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
