"""Surfaces that look alike at every size: clouds, stone, marble, bark."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.opencv import cv2
from studio.training.worlds.textures.palette import Palette
from studio.training.worlds.world import Bytes


def noise(side: int, chance: Chance, scale: float, roughness: float) -> NDArray[np.int32]:
    """Octaves of smoothed whole numbers (side, side), mean 0; `roughness` keeps that share of each finer octave."""
    total = np.zeros((side, side), np.int32)
    cells, weight = 2 + round(6 * (1 - scale)), 1024.0
    while cells < side:
        grid = (chance.shares(cells, cells) * 255).astype(np.uint8)
        smooth = cv2.resize(grid, (side, side), interpolation=cv2.INTER_LINEAR_EXACT)
        total += (smooth.astype(np.int32) - 127) * round(weight)
        cells, weight = cells * 2, weight * roughness
    return total


def fractal(side: int, chance: Chance, scale: float, turn: float, tones: Palette) -> Bytes:
    """Noise, folded into ridges or veins, coloured along the palette from dark to light."""
    height = noise(side, chance, scale, chance.between(0.5, 0.82)) // 256
    form = chance.pick(("clouds", "ridges", "veins", "bark"))
    if form == "ridges":
        height = -np.abs(height)
    elif form == "veins":
        along = np.deg2rad(turn)
        y, x = np.mgrid[0:side, 0:side]
        way = np.rint((x * round(float(np.cos(along)), 4) + y * round(float(np.sin(along)), 4)) * 1024 / side).astype(
            np.int64
        )
        height = np.abs((way * chance.whole(2, 6) + height * 2) % 1024 - 512)
    elif form == "bark":
        height = height + cv2.resize(height[:, : side // 8].astype(np.float32), (side, side)).astype(np.int32) // 2
    low, high = np.percentile(height, (1, 99))
    index = np.clip((height - low) * 255 / max(1.0, high - low), 0, 255).astype(np.uint8)
    stops = np.array(sorted(tones, key=sum))
    at = np.linspace(0, 255, len(stops))
    table = np.stack([np.interp(np.arange(256), at, stops[:, k]) for k in range(3)], axis=1)
    painted: Bytes = cv2.applyColorMap(index, np.rint(table).astype(np.uint8).reshape(256, 1, 3))
    return painted
