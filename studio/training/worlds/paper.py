"""The grain of paper and the streaks of a broad brush, made once and laid under every colour."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes

SIDE = 1024
KINDS = ("grain", "brush", "bark")


def _noise(seed: int, rows: int, columns: int) -> Bytes:
    return Generator(PCG64(seed)).integers(0, 256, (rows, columns), np.uint8)


@cache
def _field(kind: str) -> NDArray[np.int16]:
    """(SIDE, SIDE), mean 0, standard deviation 100. Whole numbers throughout: alike on every platform."""
    total = np.zeros((SIDE, SIDE), np.int32)
    if kind == "grain":
        for octave, cells in enumerate((12, 24, 48, 96, 192, 384)):
            grid = cv2.resize(_noise(11 + octave, cells, cells), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR_EXACT)
            total += (grid.astype(np.int32) - 128) * (100 * 3**octave // 4**octave)
    else:
        wide, high = (23, 7) if kind == "brush" else (5, 21)
        streaks = cv2.GaussianBlur(_noise(31, SIDE, SIDE), (2 * wide + 1, 2 * high + 1), wide / 2.2, sigmaY=high / 2.2)
        total += (streaks.astype(np.int32) - 128) * 100
    total -= int(total.sum()) // total.size
    spread = max(1, round(float(np.sqrt((total.astype(np.float64) ** 2).mean()))))
    return (total * 100 // spread).astype(np.int16)


@cache
def texture(kind: str, permille: int, side: int) -> Bytes:
    """Factors × 128 to multiply colours by: uint8 (2 side, 2 side, 3), spread about 128 by `permille` thousandths."""
    levels: Bytes = np.clip(128 + _field(kind).astype(np.int32) * permille * 128 // 100_000, 0, 255).astype(np.uint8)
    span = 2 * side
    if span != SIDE:
        levels = cv2.resize(levels, (span, span), interpolation=cv2.INTER_LINEAR_EXACT)
    factors: Bytes = cv2.merge([levels] * 3)
    return factors


@cache
def softness() -> Bytes:
    """A round spot that fades to its rim: uint8 (129, 129), 255 in the middle."""
    y, x = np.mgrid[-64:65, -64:65] / 64.0
    t = np.clip(1 - np.hypot(x, y), 0, 1)
    spot: Bytes = np.rint(255 * t * t * (3 - 2 * t)).astype(np.uint8)
    return spot
