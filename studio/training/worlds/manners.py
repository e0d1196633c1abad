"""The same picture by another hand: pen and wash, or short strokes of broken colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.worlds.chance import Chance
from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes

Vectors = NDArray[np.float64]

PAPER = (246, 240, 226)
SEPIA = (46, 38, 36)


def ink(picture: Bytes, lines: Bytes, chance: Chance) -> Bytes:
    """Pen lines and hatching over a thin, paled wash on warm paper. `lines` as in Sample."""
    soft = cv2.blur(picture, (3, 3))
    tone = cv2.cvtColor(soft, cv2.COLOR_RGB2GRAY)
    washed = cv2.addWeighted(soft, 0.42, cv2.merge([tone] * 3), 0.16, 105)
    sheet: Bytes = cv2.multiply(washed, np.full(picture.shape, PAPER, np.uint8), scale=1 / 250, dtype=cv2.CV_8U)
    hatched = _hatching(tone, chance)
    pen = cv2.min(lines, hatched)
    weight = cv2.merge([pen] * 3)
    drawn = cv2.multiply(sheet, weight, scale=1 / 255, dtype=cv2.CV_8U)
    dark = cv2.multiply(
        np.full(picture.shape, SEPIA, np.uint8), cv2.bitwise_not(weight), scale=1 / 255, dtype=cv2.CV_8U
    )
    done: Bytes = cv2.add(drawn, dark)
    return done


def _hatching(tone: Bytes, chance: Chance) -> Bytes:
    """One direction of lines where it is dim, a second where it is dark: uint8, 255 where no ink is."""
    size = tone.shape[0]
    step = max(3, size // 64)
    row, column = np.mgrid[0:size, 0:size]
    wave = (np.sin(row * (9.0 / size)) * step * 0.7).astype(np.int64) + chance.whole(0, step - 1)
    first = ((row + column + wave) % step == 0) & (tone < 116)
    second = ((row * 2 - column + wave) % (step + 2) < 2) & (tone < 66)
    sheet = np.full(tone.shape, 255, np.uint8)
    sheet[first | second] = 96
    return sheet


def strokes(picture: Bytes, fine: Bytes, chance: Chance) -> Bytes:
    """Stroke-based rendering after Hertzmann (1998): layers of shorter and shorter brush marks, each where the sheet
    still differs from the picture; here along its level lines and in broken colour. Where `fine` (uint8, H × W) is not
    0, the smallest marks keep faces of houses and sails readable."""
    size = picture.shape[0]
    reach = size // 12 | 1
    sheet: Bytes = cv2.blur(picture, (reach, reach))
    way = _directions(picture)
    for width, gap, spread, error in LAYERS:
        _layer(sheet, picture, way, max(2, round(width * size)), gap, spread, error, chance)
    _details(sheet, picture, fine, way, chance)
    return sheet


LAYERS = ((0.036, 0.72, 34, 0), (0.02, 0.85, 30, 30), (0.0108, 1.15, 22, 46))
"""Width in sides, distance between marks in widths, spread of their colours, and the error that asks for a mark."""


def _directions(picture: Bytes) -> Vectors:
    """Unit vectors across the slope of lightness (H, W, 2), level where there is none."""
    soft = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (11, 11), 3)
    dx, dy = cv2.Sobel(soft, cv2.CV_16S, 1, 0, ksize=3), cv2.Sobel(soft, cv2.CV_16S, 0, 1, ksize=3)
    across: Vectors = np.stack([-dy, dx], axis=-1).astype(np.float64)
    across[across[..., 0] < 0] *= -1
    across[..., 0] += 14
    across /= np.sqrt((across * across).sum(axis=-1, keepdims=True)) + 1e-6
    return across


def _layer(sheet: Bytes, picture: Bytes, way: Vectors, width: int, gap: float, spread: int, error: int,
           chance: Chance) -> None:  # fmt: skip
    size, gap = picture.shape[0], max(2.0, width * gap)
    count = int(size / gap)
    cells = np.stack(np.meshgrid(np.arange(count), np.arange(count)), -1).reshape(-1, 2)
    jitter = chance.shares(len(cells), 6)
    at = np.clip(((cells + jitter[:, :2]) * gap).astype(np.int64), 0, size - 1)
    window = width // 2 | 1
    soft = cv2.blur(picture, (window, window))
    colours = soft[at[:, 1], at[:, 0]].astype(np.int64)
    if error:
        wrong = np.abs(colours - sheet[at[:, 1], at[:, 0]]).sum(axis=1) > error
        at, colours, jitter = at[wrong], colours[wrong], jitter[wrong]
    order = np.argsort(jitter[:, 2])
    at, colours, jitter = at[order], colours[order], jitter[order]
    colours += np.rint((jitter[:, 3:6] - 0.5 + jitter[:, 2:3] * 0.8 - 0.4) * spread).astype(np.int64)
    _marks(sheet, at, way[at[:, 1], at[:, 0]] * (width * (0.6 + 0.9 * jitter[:, 3:4])), colours, width)


def _details(sheet: Bytes, picture: Bytes, fine: Bytes, way: Vectors, chance: Chance) -> None:
    y, x = np.nonzero(fine)
    if not len(x):
        return
    width = max(2, round(picture.shape[0] * 0.0075))
    jitter = chance.shares(len(x), 2)
    kept = jitter[:, 0] < 0.9 / width
    at, jitter = np.stack([x, y], axis=1)[kept], jitter[kept]
    colours = picture[at[:, 1], at[:, 0]] + np.rint((jitter[:, 1:] - 0.5) * 14).astype(np.int64)
    _marks(sheet, at, way[at[:, 1], at[:, 0]] * (width * 0.6), colours, width)


def _marks(sheet: Bytes, at: NDArray[np.int64], half: Vectors, colours: NDArray[np.int64], width: int) -> None:
    ends = np.rint(np.concatenate([at - half, at + half], axis=1) * 16).astype(np.int64).tolist()
    tones = np.clip(colours, 0, 255).tolist()
    for (x0, y0, x1, y1), tone in zip(ends, tones, strict=True):
        cv2.line(sheet, (x0, y0), (x1, y1), tone, width, cv2.LINE_AA, 4)
