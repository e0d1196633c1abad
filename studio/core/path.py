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
    d, m1, m2 = _tangents(before, start, stop, after)
    aside = sum(abs(m[0] * d[1] - m[1] * d[0]) for m in (m1, m2))  # tangents along the chord do not bend it
    bend = aside / max(math.hypot(*d), 1e-9)
    count = max(1, math.ceil(math.sqrt(bend / (8 * flat))))
    for step in range(count + 1):
        t = step / count
        h1, h2, h3 = t * (1 - t) ** 2, t * t * (3 - 2 * t), t * t * (t - 1)
        yield Touch(
            start.x + h1 * m1[0] + h2 * d[0] + h3 * m2[0],
            start.y + h1 * m1[1] + h2 * d[1] + h3 * m2[1],
            start.pressure + (stop.pressure - start.pressure) * t,
        )


def _tangents(before: Touch, start: Touch, stop: Touch, after: Touch) -> tuple[tuple[float, float], ...]:
    """The chord from `start` to `stop` and the tangents at both ends, for a parameter that runs from 0 to 1."""
    t0, t1, t2 = (math.sqrt(math.hypot(b.x - a.x, b.y - a.y))
                  for a, b in ((before, start), (start, stop), (stop, after)))
    chord = stop.x - start.x, stop.y - start.y
    first = second = chord
    if t0 > 0:
        first = tuple(  # type: ignore[assignment]
            chord[i] + t1 * ((start[i] - before[i]) / t0 - (stop[i] - before[i]) / (t0 + t1)) for i in (0, 1))
    if t2 > 0:
        second = tuple(  # type: ignore[assignment]
            chord[i] + t1 * ((after[i] - stop[i]) / t2 - (after[i] - start[i]) / (t1 + t2)) for i in (0, 1))
    return chord, first, second


def between(a: Touch, b: Touch, t: float) -> Touch:
    return Touch(*(p + (q - p) * t for p, q in zip(a, b, strict=True)))
