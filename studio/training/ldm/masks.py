"""Draws masks to learn filling from: boxes, blots and strokes of all sizes, now and then everything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WHOLE = 0.1
"""How often nothing of the picture is left: then it is painted from the caption alone, as without a mask."""


def mask(size: int, chance: np.random.Generator) -> NDArray[np.uint8]:
    """(size, size): 255 where something new shall come, 0 elsewhere; never empty."""
    import cv2

    made = np.zeros((size, size), np.uint8)
    if chance.random() < WHOLE:
        made[:] = 255
        return made
    for _ in range(int(chance.integers(1, 4))):
        kind = int(chance.integers(3))
        x, y = (int(value) for value in chance.integers(0, size, 2))
        w, h = (int(value) for value in chance.integers(max(2, size // 10), max(3, size * 5 // 8), 2))
        if kind == 0:
            cv2.rectangle(made, (x - w // 2, y - h // 2), (x + w // 2, y + h // 2), 255, -1)
        elif kind == 1:
            cv2.ellipse(made, (x, y), (w // 2, h // 2), float(chance.integers(180)), 0, 360, 255, -1)
        else:
            points = np.cumsum(chance.normal(0, size / 8, (5, 2)), axis=0) + np.array([x, y])
            cv2.polylines(made, [points.round().astype(np.int32)], False, 255, max(2, size // 12), cv2.LINE_8)
    if not made.any():
        made[size // 4 : size // 2, size // 4 : size // 2] = 255
    return made
