"""Hair as locks: a fan of guide curves from root to tip, filled, modelled and drawn strand by strand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import Points, smooth
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.palette import hair_ramp
from studio.training.worlds.portraits.sheet import Sheet, Tones

COUNT = 22
"""Points along a guide."""


def guide(points: ArrayLike, count: int = COUNT) -> Points:
    """A smooth curve through `points` with as many points as every guide, evenly spaced."""
    curve = smooth(points, 8, False)
    steps = np.hypot(*np.diff(curve, axis=0).T)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    even = np.linspace(0, way[-1], count)
    return np.stack([np.interp(even, way, curve[:, 0]), np.interp(even, way, curve[:, 1])], axis=1)


@dataclass(frozen=True)
class Lock:
    """`guides` (G, COUNT, 2), neighbours side by side, each from root to tip, as seen.

    strands  how many hairs are drawn
    wave     how far they swing, in head lengths; `turns` how often
    bumps    how far the outline swells in curls
    """

    guides: NDArray[np.float64]
    strands: int = 16
    wave: float = 0.0
    turns: float = 2.0
    bumps: float = 0.0

    @property
    def outline(self) -> Points:
        first, last = self.guides[0], self.guides[-1]
        tips, roots = self.guides[:, -1], self.guides[::-1, 0]
        ring = np.concatenate([first, _eased(tips), last[::-1], _eased(roots)])
        return swollen(ring, self.bumps) if self.bumps else ring

    def hairs(self, shares: NDArray[np.float64], phase: NDArray[np.float64]) -> NDArray[np.float64]:
        """The hairs (S, COUNT, 2) at `shares` (S,) of the way from the first guide to the last."""
        place = shares * (len(self.guides) - 1)
        at = np.minimum(place.astype(np.int64), len(self.guides) - 2)
        curves: NDArray[np.float64] = self.guides[at]
        curves = curves + (self.guides[at + 1] - curves) * (place - at)[:, None, None]
        return swung(curves, self.wave, self.turns, phase) if self.wave else curves


def swung(curves: NDArray[np.float64], wave: float, turns: float, phase: NDArray[np.float64]) -> NDArray[np.float64]:
    """Curves (S, N, 2) that swing to and fro more and more from their roots on; `phase` (S,) in turns."""
    along = np.gradient(curves, axis=1)
    along /= np.maximum(np.hypot(along[..., :1], along[..., 1:]), 1e-9)
    t = np.linspace(0, 1, curves.shape[1])
    swing = wave * np.minimum(3 * t, 1) * np.sin(2 * np.pi * (turns * t + phase[:, None]))
    waved: NDArray[np.float64] = curves + np.stack([-along[..., 1] * swing, along[..., 0] * swing], axis=-1)
    return waved


def lock(*guides: Points, strands: int = 16, wave: float = 0.0, turns: float = 2.0, bumps: float = 0.0) -> Lock:
    if len(guides) == 2:
        middle = (guides[0] + guides[1]) / 2
        fall = (middle[-1] - middle[-4]) * 0.35
        guides = guides[0], middle + fall * np.linspace(0, 1, len(middle))[:, None] ** 6, guides[1]
    fan = np.stack(guides)
    if wave and not bumps:
        fan = swung(fan, 0.9 * wave, turns, np.zeros(len(fan)))
    return Lock(fan, strands, wave, turns, bumps)


def _eased(points: Points) -> Points:
    return smooth(points, 4, False)[1:-1] if len(points) > 2 else points[:0]


def swollen(ring: Points, bumps: float) -> Points:
    """An outline that swells in round curls."""
    closed = np.concatenate([ring, ring[:1]])
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    curls = max(6, round(way[-1] / (5.2 * bumps)))
    even = np.linspace(0, way[-1], curls * 6, endpoint=False)
    p = np.stack([np.interp(even, way, closed[:, 0]), np.interp(even, way, closed[:, 1])], axis=1)
    along = np.roll(p, -1, axis=0) - np.roll(p, 1, axis=0)
    along /= np.maximum(np.hypot(along[:, :1], along[:, 1:]), 1e-9)
    outward = np.stack([along[:, 1], -along[:, 0]], axis=1)
    area = float(np.sum(p[:, 0] * np.roll(p[:, 1], -1) - np.roll(p[:, 0], -1) * p[:, 1]))
    swell = np.abs(np.sin(np.arange(len(p)) * (np.pi / 6)))
    grown: Points = p + outward * (swell * bumps * (1.0 if area > 0 else -1.0))[:, None]
    return grown


def paint_hair(sheet: Sheet, head: Head, locks: Sequence[Lock], base: float, depth: int, chance: Chance) -> None:
    """One mass of hair in one go; `base` is its middle tone (darker for what lies behind)."""
    if not locks:
        return
    light = head.look.light
    tones = Tones(sheet, [head.placed(one.outline) for one in locks], base)
    crown = head.placed([(head.skull[0], -0.62)])[0]
    reach = 0.85 * UNIT
    side = np.clip((tones.x - crown[0]) / reach, -1.2, 1.2)
    tones.soft += (46 * light * side - 22 * side**2).astype(np.float32)
    tones.soft += (26 * np.clip((crown[1] + 0.1 - tones.y) / 0.3, -1.2, 0.8)).astype(np.float32)[:, None]
    tones.glow(crown[0] + 0.34 * UNIT * light, crown[1] - 0.18 * UNIT, 0.62 * UNIT, 0.34 * UNIT, 34)
    combed = [_comb(tones, head, one, chance) for one in locks]
    tones.finish(hair_ramp(head.look.hair_color), "hair", depth, texture="grain", amount=0.025)
    for hairs in combed:
        for hair in hairs[2::6]:
            sheet.pen(hair, 0.55, ink=90)


def _comb(tones: Tones, head: Head, one: Lock, chance: Chance) -> NDArray[np.float64]:
    """Dark and light hairs along the lock, and the gleam across them. → the hairs, in sides of the picture"""
    jitter, phase, kind, weight, start, far = chance.shares(6, one.strands)
    shares = (np.arange(one.strands) + 0.15 + 0.7 * jitter) / one.strands
    curves = one.hairs(shares, 0.35 * phase + shares)
    curves = head.placed(curves.reshape(-1, 2)).reshape(curves.shape)
    gleam = kind > 0.68
    first = np.where(gleam, 3 + 4 * start, 4 * start)
    last = np.where(gleam, first + 7 + 5 * far, COUNT - 1 - 6 * far)
    steps = np.linspace(0, 1, COUNT if one.wave else 10)
    place = np.clip(first[:, None] + (last - first)[:, None] * steps, 0, COUNT - 1.001)
    at = place.astype(np.int64)
    rows = np.arange(one.strands)[:, None]
    parts = curves[rows, at] + (curves[rows, at + 1] - curves[rows, at]) * (place - at)[..., None]
    change = np.where(kind < 0.45, -26 - 34 * weight, np.where(gleam, 22 + 30 * weight, 16 + 22 * weight))
    tones.strands(parts, (0.013 + 0.022 * weight) * UNIT, change)
    drawn: NDArray[np.float64] = parts
    return drawn
