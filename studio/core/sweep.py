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
        self._buffers = Buffers()

    def drawn(self, part: Rect, a: Touch, b: Touch) -> Array:
        """How much of the tip passes over each pixel of `part` between `a` and `b` (the same twice for a single dab):
        (h, w) uint16."""
        cv2, tip = opencv(), self._tip
        shape = part.height, part.width
        distance = self._buffers.get("distance", shape, np.float32)
        x = np.arange(part.x, part.right, dtype=np.float32) + np.float32(0.5 - b.x)
        y = (np.arange(part.y, part.bottom, dtype=np.float32) + np.float32(0.5 - b.y))[:, None]
        length = math.hypot(b.x - a.x, b.y - a.y)
        if length == 0:
            np.add(x * x, y * y, out=distance)
            cv2.sqrt(distance, dst=distance)
            return self._profile(distance, tip.radius(a.pressure), tip.strength(a.pressure))
        along, across = (self._buffers.get(name, shape, np.float32) for name in ("along", "across"))
        ux, uy = np.float32((b.x - a.x) / length), np.float32((b.y - a.y) / length)
        np.add(x * ux + np.float32(length / 2), y * uy, out=along)
        np.add(x * -uy, y * ux, out=across)
        np.abs(along, out=distance)
        cv2.addWeighted(distance, 1, distance, 0, -length / 2, dst=distance)
        cv2.threshold(distance, 0, 0, cv2.THRESH_TOZERO, dst=distance)
        cv2.magnitude(distance, across, magnitude=distance)
        radius, strength = tip.radius(b.pressure), tip.strength(b.pressure)
        if a.pressure == b.pressure or not (tip.size_pressure or tip.opacity_pressure):
            return self._profile(distance, radius, strength)
        way = np.clip(along * np.float32(1 / length) - np.float32(0.5), -1, 0)
        return self._profile(distance, radius + way * np.float32(radius - tip.radius(a.pressure)),
                             strength + way * np.float32(strength - tip.strength(a.pressure)))

    def _profile(self, distance: Array, radius: Any, strength: Any) -> Array:
        """Coverage at `distance` from the tip's path: full inside, 0 beyond the radius, a smooth step between, never
        steeper than one pixel. `radius` and `strength` are numbers or (h, w)."""
        cv2 = opencv()
        height = self._buffers.get("height", distance.shape)
        found = self._buffers.get("found", distance.shape, np.uint16)
        if isinstance(radius, float):
            slope = 255 / max(1.0, (1 - self._tip.hardness) * radius)
            cv2.addWeighted(distance, -slope, distance, 0, (radius + 0.5) * slope, dst=height, dtype=cv2.CV_8U)
            cv2.LUT(height, step_to(strength), dst=found)
            return found
        width = np.maximum(np.float32(1), np.float32(1 - self._tip.hardness) * radius)
        np.divide(radius + np.float32(0.5) - distance, width, out=distance)
        cv2.addWeighted(distance, 255, distance, 0, 0, dst=height, dtype=cv2.CV_8U)
        np.copyto(found, cv2.LUT(height, step_to(1.0)) * strength, casting="unsafe")
        return found


@lru_cache(maxsize=64)
def step_to(strength: float) -> Array:
    """A smooth step from 0 to `strength` over 256 heights, 16 bit."""
    height = np.arange(256) / 255
    table: Array = np.rint(FULL * strength * height * height * (3 - 2 * height)).astype(np.uint16)
    return table


def reached(a: Touch, b: Touch, reach: float) -> Rect:
    """All that a tip of radius `reach` newly covers on its way from `a` to `b`: not what lies behind `a`."""
    left, top, right, bottom = b.x - reach, b.y - reach, b.x + reach, b.y + reach
    length = math.hypot(b.x - a.x, b.y - a.y)
    if length > 0:
        wide, high = abs(b.y - a.y) / length * reach, abs(b.x - a.x) / length * reach
        left, right = min(left, a.x - wide), max(right, a.x + wide)
        top, bottom = min(top, a.y - high), max(bottom, a.y + high)
    return Rect.between(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def misses(part: Rect, a: Touch, b: Touch, reach: float) -> bool:
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
