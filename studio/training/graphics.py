"""Drawn graphics: flat colours, soft gradients, rings, letters and lines, so that what is not a photograph also
comes out well when it is enlarged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

FINER = 3
"""Drawn so many times as large, then averaged: edges fall between pixels as a camera's do."""


def graphics(count: int, chance: np.random.Generator) -> Sequence[Bytes]:
    """A source for `Pairs`: always others, (192, 192, 3) sRGB."""
    return [graphic(192, chance) for _ in range(count)]


def graphic(side: int, chance: np.random.Generator) -> Bytes:
    """One of them: a soft ground, and half of the time shapes on it."""
    import cv2

    large = side * FINER
    grounds: tuple[Callable[[int, np.random.Generator], Floats], ...] = (gradient, wheel, rings, flat)
    picture: NDArray[Any] = grounds[int(chance.integers(len(grounds)))](large, chance)
    if chance.random() < 0.6:
        picture = shaped(np.clip(picture, 0, 255).astype(np.uint8), chance)
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return np.clip(np.rint(small), 0, 255).astype(np.uint8)


def flat(side: int, chance: np.random.Generator) -> Floats:
    return np.broadcast_to(_colour(chance), (side, side, 3)).copy()


def gradient(side: int, chance: np.random.Generator) -> Floats:
    """From one colour to another, across or outwards."""
    y, x = np.indices((side, side), np.float32) / side - 0.5
    turn = chance.uniform(0, 2 * np.pi)
    way = np.hypot(x, y) * 1.4 if chance.random() < 0.4 else 0.5 + np.cos(turn) * x + np.sin(turn) * y
    share = np.clip(way, 0, 1)[..., None] ** np.float32(chance.uniform(0.6, 1.8))
    return np.asarray(_colour(chance) * (1 - share) + _colour(chance) * share, np.float32)


def wheel(side: int, chance: np.random.Generator) -> Floats:
    """All hues around a point, paler towards it."""
    import cv2

    y, x = np.indices((side, side), np.float32)
    middle = chance.uniform(-0.3, 1.3, 2) * side
    hue = (np.degrees(np.arctan2(y - middle[0], x - middle[1])) * int(chance.integers(1, 4))) % 360
    far = np.hypot(y - middle[0], x - middle[1]) / side
    strong = np.clip(far * chance.uniform(0.5, 2), 0, 1)
    value = np.full_like(strong, chance.uniform(0.6, 1))
    hsv = np.dstack([hue, strong, value]).astype(np.float32)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255, np.float32)


def rings(side: int, chance: np.random.Generator) -> Floats:
    """Soft waves of any width from wide ones on, straight or round."""
    y, x = np.indices((side, side), np.float32)
    turn, length = chance.uniform(0, 2 * np.pi), chance.uniform(14, 120) * FINER
    middle = chance.uniform(-0.5, 1.5, 2) * side
    way = np.hypot(y - middle[0], x - middle[1]) if chance.random() < 0.5 else np.cos(turn) * x + np.sin(turn) * y
    share = (0.5 + 0.5 * np.sin(2 * np.pi * way / length))[..., None]
    return np.asarray(_colour(chance) * (1 - share) + _colour(chance) * share, np.float32)


def shaped(picture: Bytes, chance: np.random.Generator) -> Bytes:
    """Flat polygons, ellipses, lines and letters over it."""
    import cv2

    side = picture.shape[0]
    for _ in range(int(chance.integers(2, 12))):
        colour = tuple(float(value) for value in _colour(chance))
        here = [int(value) for value in chance.integers(side, size=2)]
        kind = int(chance.integers(4))
        if kind == 0:
            corners = np.array(here) + chance.integers(-side // 3, side // 3, (int(chance.integers(3, 7)), 2))
            cv2.fillPoly(picture, [corners.astype(np.int32)], colour)
        elif kind == 1:
            axes = [int(value) for value in chance.integers(4, side // 4, size=2)]
            cv2.ellipse(picture, here, axes, float(chance.uniform(0, 180)), 0, 360, colour, -1)
        elif kind == 2:
            to = [int(value) for value in chance.integers(side, size=2)]
            cv2.line(picture, here, to, colour, int(chance.integers(FINER, 8 * FINER)))
        else:
            letters = "".join(chr(int(value)) for value in chance.integers(48, 123, size=6))
            font = int(chance.integers(8))
            cv2.putText(picture, letters, here, font, float(chance.uniform(1, 4)), colour, int(chance.integers(2, 8)))
    return picture


def _colour(chance: np.random.Generator) -> Floats:
    return chance.uniform(0, 255, 3).astype(np.float32)
