"""Where the picture lies on screen: one immutable value that zooms, pans, turns and mirrors."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

LOWEST, HIGHEST = 0.02, 64.0
STEPS = (0.02, 0.03, 0.05, 0.0625, 0.0833, 0.125, 0.167, 0.25, 0.333, 0.5, 0.667, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0,
         6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
"""Zooms that the buttons and keys go through."""
FIT_MOST = 16.0
"""Tiny pictures are not fitted larger than this: single pixels would fill the window."""


class Spot(NamedTuple):
    """A place between pixels, on screen or on the canvas."""

    x: float
    y: float


class Area(NamedTuple):
    """A rectangle between pixels: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Spot:
        return Spot(self.x + self.width / 2, self.y + self.height / 2)


def turn(degrees: float) -> tuple[float, float]:
    """Cosine and sine, exact for quarter turns so that pixels stay on pixels."""
    if degrees % 90 == 0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[round(degrees / 90) % 4]
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


@dataclass(frozen=True)
class ViewTransform:
    """Canvas to screen: mirror left-right, scale by `zoom / dpr`, turn by `angle` (degrees, clockwise), move by `x, y`.

    `zoom` counts device pixels a canvas pixel (1 = 100 %); `dpr` device pixels a screen unit; `x`, `y` are
    where the canvas's top left corner lies on screen, in screen units.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0
    mirrored: bool = False
    dpr: float = 1.0

    @property
    def scale(self) -> float:
        """Screen units a canvas pixel."""
        return self.zoom / self.dpr

    @property
    def upright(self) -> bool:
        """Turned by whole quarters: canvas pixels are upright rectangles on screen."""
        return self.angle % 90 == 0

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """a, b, c, d, x, y with screen = (a·u + c·v + x, b·u + d·v + y) for the canvas place (u, v)."""
        cos, sin = turn(self.angle)
        across = -self.scale if self.mirrored else self.scale
        return cos * across, sin * across, -sin * self.scale, cos * self.scale, self.x, self.y

    def to_screen(self, u: float, v: float) -> Spot:
        a, b, c, d, x, y = self.matrix
        return Spot(a * u + c * v + x, b * u + d * v + y)

    def to_canvas(self, x: float, y: float) -> Spot:
        cos, sin = turn(self.angle)
        right, down = x - self.x, y - self.y
        u, v = (cos * right + sin * down) / self.scale, (cos * down - sin * right) / self.scale
        return Spot(-u if self.mirrored else u, v)

    def bounds(self, area: tuple[float, float, float, float]) -> Area:
        """The upright screen rectangle around a canvas rectangle (x, y, width, height)."""
        return _around(self.to_screen, area)

    def seen(self, area: tuple[float, float, float, float]) -> Area:
        """The upright canvas rectangle around a screen rectangle (x, y, width, height)."""
        return _around(self.to_canvas, area)

    # Changing

    def panned(self, right: float, down: float) -> ViewTransform:
        return replace(self, x=self.x + right, y=self.y + down).aligned()

    def zoomed(self, zoom: float, at: tuple[float, float]) -> ViewTransform:
        """The same place of the canvas stays under the screen spot `at`; zoom is kept within 2 % … 6400 %."""
        return self._keeping(at, zoom=min(HIGHEST, max(LOWEST, zoom)))

    def turned(self, degrees: float, at: tuple[float, float]) -> ViewTransform:
        """Turned further clockwise about the screen spot `at`; the angle stays within −180 < angle ≤ 180."""
        return self._keeping(at, angle=_wrapped(self.angle + degrees))

    def upended(self, at: tuple[float, float]) -> ViewTransform:
        """Turned back to 0° about `at`."""
        return self._keeping(at, angle=0.0)

    def mirror(self, at: tuple[float, float]) -> ViewTransform:
        """Flipped left-right on screen about the spot `at`: the place under it stays, its left goes right."""
        return self._keeping(at, mirrored=not self.mirrored, angle=_wrapped(-self.angle))

    def _keeping(self, at: tuple[float, float], **changes: Any) -> ViewTransform:
        """With `changes`, and the same place of the canvas under the screen spot `at` as before."""
        new = replace(self, **changes)
        there = new.to_screen(*self.to_canvas(*at))
        return replace(new, x=new.x + at[0] - there.x, y=new.y + at[1] - there.y).aligned()

    def aligned(self) -> ViewTransform:
        """Canvas pixels on whole device pixels where the zoom allows it (100 %, 200 % … upright); else the same."""
        if not self.upright or self.zoom < 1 or self.zoom != round(self.zoom):
            return self
        return replace(self, x=round(self.x * self.dpr) / self.dpr, y=round(self.y * self.dpr) / self.dpr)

    def step(self, up: bool) -> float:
        """The next zoom of STEPS, larger or smaller than the present one."""
        if up:
            return next((zoom for zoom in STEPS if zoom > self.zoom * 1.005), HIGHEST)
        return next((zoom for zoom in reversed(STEPS) if zoom < self.zoom * 0.995), LOWEST)

    def centred(self, size: tuple[int, int], area: Area) -> ViewTransform:
        """The canvas's middle on the middle of the screen area."""
        middle = self.to_screen(size[0] / 2, size[1] / 2)
        return replace(self, x=self.x + area.centre.x - middle.x, y=self.y + area.centre.y - middle.y).aligned()

    def fitted(self, size: tuple[int, int], area: Area) -> ViewTransform:
        """All of a canvas of `size` inside the screen area, as large as it goes, turned and mirrored as it is.

        Above 100 % in half steps (100, 150, 200 % …), so that a small picture's pixels are even.
        """
        cos, sin = turn(self.angle)
        across = abs(cos) * size[0] + abs(sin) * size[1]
        down = abs(sin) * size[0] + abs(cos) * size[1]
        zoom = min(max(1.0, area.width) / across, max(1.0, area.height) / down) * self.dpr
        zoom = min(FIT_MOST, math.floor(zoom * 2) / 2) if zoom >= 1 else max(LOWEST, zoom)
        return replace(self, zoom=zoom).centred(size, area)


def _wrapped(angle: float) -> float:
    """The same turn as −180 < angle ≤ 180."""
    angle %= 360
    return angle - 360 if angle > 180 else angle


def _around(place: Callable[[float, float], Spot], area: tuple[float, float, float, float]) -> Area:
    x, y, width, height = area
    spots = [place(x, y), place(x + width, y), place(x, y + height), place(x + width, y + height)]
    left, top = min(spot[0] for spot in spots), min(spot[1] for spot in spots)
    return Area(left, top, max(spot[0] for spot in spots) - left, max(spot[1] for spot in spots) - top)
