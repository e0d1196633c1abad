"""What chance brings to a sheet: the grain of paper, the weave of canvas, pools of pigment. The same seed, the same
sheet, wherever a part of it begins."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.families.painterly.view import Floats, View

CELLS = 512
"""After so many cells of its own size a field repeats itself."""


@lru_cache(maxsize=16)
def _table(seed: int, number: int) -> NDArray[np.float32]:
    return np.random.default_rng((seed, number)).standard_normal((CELLS, CELLS)).astype(np.float32)


def noise(view: View, seed: int, number: int, across: float, down: float = 0.0) -> Floats:
    """(h, w) of about normal spread, with blots `across` px wide (and `down` high): a random lattice under cubic
    B-splines. `number` tells fields of one seed apart."""
    height, width = view.size
    vertical, first_row = _splines(view.at.y, height, max(1.0, down or across))
    horizontal, first_column = _splines(view.at.x, width, max(1.0, across))
    rows = (first_row + np.arange(vertical.shape[1])) % CELLS
    columns = (first_column + np.arange(horizontal.shape[1])) % CELLS
    cells = _table(seed, number)[np.ix_(rows, columns)]
    return np.asarray(vertical @ cells @ horizontal.T * np.float32(2.1), np.float32)


def _splines(start: int, length: int, step: float) -> tuple[NDArray[np.float32], int]:
    """(length, cells): how much each cell counts at each pixel; and the number of the first cell."""
    places = (start + np.arange(length)) / step
    first = int(np.floor(places[0])) - 1
    cells = np.arange(first, int(np.floor(places[-1])) + 3)
    away = np.abs(places[:, None] - cells)
    near = 2 / 3 - away**2 + away**3 / 2
    far = np.maximum(2 - away, 0) ** 3 / 6
    return np.asarray(np.where(away < 1, near, far), np.float32), first


def rough(view: View, seed: int, number: int, largest: float, octaves: int = 4) -> Floats:
    """(h, w): blots within blots, each octave half as large and a little more than half as strong."""
    total = np.zeros(view.size, np.float32)
    power = 0.0
    for octave in range(octaves):
        share = 0.6**octave
        total += np.float32(share) * noise(view, seed, 16 * number + octave, largest / 2**octave)
        power += share * share
    return np.asarray(total / np.float32(np.sqrt(power)), np.float32)


def tooth(view: View, seed: int, size: float = 2.2) -> Floats:
    """(h, w), about −1 … 1: the hills and hollows of rough paper, `size` px of a picture of EASEL."""
    return np.asarray(np.tanh(0.8 * rough(view, seed, 1, max(1.6, size * view.scale), 3)), np.float32)


def weave(view: View, seed: int) -> Floats:
    """(h, w), about −1 … 1: threads of a canvas over and under each other, none quite straight."""
    step = max(3.0, 3.6 * view.scale)
    height, width = view.size
    rows = np.arange(height, dtype=np.float32)[:, None] + view.at.y
    columns = np.arange(width, dtype=np.float32)[None, :] + view.at.x
    sway = noise(view, seed, 200, 24 * step) * np.float32(0.25 * step)
    across = np.sin(np.pi * (columns + sway) / step)
    down = np.sin(np.pi * (rows + sway) / step)
    over = np.sin(np.pi * (columns + rows) / (2 * step)) > 0
    threads = np.where(over, np.abs(across), np.abs(down)) * 2 - 1.2
    return np.asarray(0.7 * threads + 0.3 * noise(view, seed, 201, max(1.2, view.scale)), np.float32)
