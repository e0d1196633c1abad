"""Outlines that a hand would draw: smooth closed shapes, ribbons of changing width, leaves and clouds.

Points are float64 (N, 2), x then y, in sides of the picture: (0, 0) is the left upper corner, (1, 1) the right lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studio.training.worlds.chance import Chance

Points = NDArray[np.float64]


@cache
def _weights(steps: int) -> NDArray[np.float64]:
    """Catmull-Rom's four weights at each of `steps` parts of a span (steps, 4)."""
    t = np.arange(steps) / steps
    return 0.5 * np.stack(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3], axis=1
    )


def smooth(points: ArrayLike, steps: int = 6, closed: bool = True) -> Points:
    """A Catmull-Rom curve through `points`, `steps` to a span."""
    p = np.asarray(points, np.float64)
    q = np.concatenate([p[-1:], p, p[:2]]) if closed else np.concatenate([p[:1], p, p[-1:]])
    spans = np.stack([q[:-3], q[1:-2], q[2:-1], q[3:]], axis=1)  # (spans, 4, 2)
    curve = np.einsum("tk,skx->stx", _weights(steps), spans).reshape(-1, 2)
    return curve if closed else np.concatenate([curve, p[-1:]])


@cache
def _circle(count: int) -> Points:
    turn = np.arange(count) * (2 * np.pi / count)
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0, count: int = 24) -> Points:
    """`turn` in radians, clockwise on the screen."""
    ring = _circle(count) * (rx, ry)
    if turn:
        c, s = np.cos(turn), np.sin(turn)
        ring = ring @ np.array([[c, s], [-s, c]])
    placed: Points = ring + np.array((x, y))
    return placed


def blob(chance: Chance, x: float, y: float, rx: float, ry: float, wobble: float = 0.1, corners: int = 9,
         steps: int = 4) -> Points:  # fmt: skip
    """An ellipse that a hand drew: each corner off by up to `wobble` of the radius."""
    off = 1 + wobble * (2 * chance.shares(corners, 1) - 1)
    return smooth(_circle(corners) * off * (rx, ry) + (x, y), steps)


def ribbon(points: ArrayLike, widths: float | Sequence[float] | NDArray[np.float64]) -> Points:
    """The outline of a line along `points` whose full width at each is `widths`."""
    p = np.asarray(points, np.float64)
    across = np.empty((len(p), 2))
    across[1:-1, 0], across[1:-1, 1] = p[:-2, 1] - p[2:, 1], p[2:, 0] - p[:-2, 0]
    across[0, 0], across[0, 1] = p[0, 1] - p[1, 1], p[1, 0] - p[0, 0]
    across[-1, 0], across[-1, 1] = p[-2, 1] - p[-1, 1], p[-1, 0] - p[-2, 0]
    length = np.sqrt((across * across).sum(axis=1)) + 1e-9
    across *= (np.asarray(widths) / (2 * length))[:, None]
    return np.concatenate([p + across, (p - across)[::-1]])


@cache
def _swell(count: int) -> NDArray[np.float64]:
    return np.sin(np.pi * np.clip(np.linspace(0, 1, count), 0.04, 0.96)) ** 0.6


def brushed(points: ArrayLike, width: float) -> Points:
    """A brush stroke's outline: thin where the brush comes down and where it leaves."""
    p = np.asarray(points, np.float64)
    return ribbon(p, width * _swell(len(p)))


def turned(points: ArrayLike, turn: float, about: tuple[float, float]) -> Points:
    """Rotated by `turn` radians, clockwise on the screen."""
    c, s = np.cos(turn), np.sin(turn)
    spun: Points = (np.asarray(points, np.float64) - about) @ np.array([[c, s], [-s, c]]) + about
    return spun
