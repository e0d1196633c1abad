"""The way a hand goes: what it touched, and the smooth curve through that."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

FLAT = 0.1
"""How far, in pixels, a curve may run from the chords that stand for it."""


class Touch(NamedTuple):
    """Where the hand is, in canvas pixels (centres at .5), and how hard it presses: 0 … 1."""

    x: float
    y: float
    pressure: float = 1.0


def flattened(before: Touch, start: Touch, stop: Touch, after: Touch, flat: float = FLAT) -> Iterator[Touch]:
    """The centripetal Catmull-Rom curve from `start` to `stop` (Yuksel et al. 2011) as chords that run at
    most `flat` pixels off it; both ends included."""
    dx, dy = stop.x - start.x, stop.y - start.y
    ax, ay, bx, by = _tangents(before, start, stop, after)
    aside = abs(ax * dy - ay * dx) + abs(bx * dy - by * dx)  # tangents along the chord do not bend it
    bend = aside / max(math.hypot(dx, dy), 1e-9)
    count = max(1, math.ceil(math.sqrt(bend / (8 * flat))))
    for step in range(count + 1):
        t = step / count
        h1, h2, h3 = t * (1 - t) ** 2, t * t * (3 - 2 * t), t * t * (t - 1)
        yield Touch(
            start.x + h1 * ax + h2 * dx + h3 * bx,
            start.y + h1 * ay + h2 * dy + h3 * by,
            start.pressure + (stop.pressure - start.pressure) * t,
        )


def _tangents(before: Touch, start: Touch, stop: Touch, after: Touch) -> tuple[float, float, float, float]:
    """x and y of the tangent at each end, for a parameter that runs from 0 to 1."""
    (x0, y0, _), (x1, y1, _), (x2, y2, _), (x3, y3, _) = before, start, stop, after
    t0, t1, t2 = (math.sqrt(math.hypot(x1 - x0, y1 - y0)), math.sqrt(math.hypot(x2 - x1, y2 - y1)),
                  math.sqrt(math.hypot(x3 - x2, y3 - y2)))
    ax, ay = bx, by = x2 - x1, y2 - y1
    if t0 > 0:
        ax += t1 * ((x1 - x0) / t0 - (x2 - x0) / (t0 + t1))
        ay += t1 * ((y1 - y0) / t0 - (y2 - y0) / (t0 + t1))
    if t2 > 0:
        bx += t1 * ((x3 - x2) / t2 - (x3 - x1) / (t1 + t2))
        by += t1 * ((y3 - y2) / t2 - (y3 - y1) / (t1 + t2))
    return ax, ay, bx, by


def between(a: Touch, b: Touch, t: float) -> Touch:
    return Touch(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.pressure + (b.pressure - a.pressure) * t)
