"""The heart of paint: every place takes the mean of whichever side of it is most even, so that edges stay sharp.

Kyprianidis, Kang and Döllner, "Image and Video Abstraction by Anisotropic Kuwahara Filtering" (2009). Around each place
lies an ellipse along the flow, cut into eight overlapping sectors; each sector has a mean and a spread, and the means
are mixed by how small the spreads are. The sectors' weights are the polynomials of Kyprianidis et al. (2010).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.families.painterly.flow import Flow
from studio.families.painterly.view import Floats, blurred, reach_of

SECTORS = 8
STRETCH = 1.0
"""The paper's α: with 1 an ellipse is at most four times as long as wide."""
ROWS_AT_ONCE = 24_000
"""Pixels whose samples are held at a time: 1.3 KB each."""


def reach(radius: float) -> int:
    """Px beyond a place that its colour depends on: the longest ellipse is twice the radius."""
    return int(np.ceil(2 * radius)) + 1 + reach_of(_softness(radius))


def kuwahara(colours: Floats, along: Flow, radius: float, sharpness: float = 8.0) -> Floats:
    """(h, w, 3) as flat, clean-edged paint. `radius` px of the brush; `sharpness` is the paper's q."""
    places = taps(radius)
    weights = sector_weights(places)
    soft = blurred(colours, _softness(radius))
    source = np.dstack([soft, (soft * soft).sum(2)])
    stretch = (STRETCH + along.clear) / STRETCH
    long, short = radius * stretch, radius / stretch
    out = np.empty_like(colours)
    rows = max(1, ROWS_AT_ONCE // colours.shape[1])
    for top in range(0, colours.shape[0], rows):
        band = slice(top, min(colours.shape[0], top + rows))
        part = Flow(*(one[band] for one in along))
        sampled = _sampled(source, top, part, long[band], short[band], places)
        out[band] = _mixed(sampled, weights, sharpness)
    return out


def _softness(radius: float) -> float:
    """The blur that keeps samples from missing what lies between them."""
    return max(0.35, 0.45 * radius / _rings(radius))


def _rings(radius: float) -> int:
    return int(np.clip(round(radius / 2), 3, 4))


def taps(radius: float) -> NDArray[np.float32]:
    """(K, 2): where in the unit disc is looked: rings of 8, 16, 24 … and the middle."""
    rings = _rings(radius)
    found = [(0.0, 0.0)]
    for ring in range(1, rings + 1):
        angles = 2 * np.pi * (np.arange(8 * ring) + 0.5 * (ring % 2)) / (8 * ring)
        found += [(ring / rings * np.cos(angle), ring / rings * np.sin(angle)) for angle in angles]
    return np.array(found, np.float32)


def sector_weights(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """(SECTORS, K): how much each place counts in each sector; every row sums to one."""
    zeta = 0.33
    eta = (zeta + np.cos(np.pi / SECTORS)) / np.sin(np.pi / SECTORS) ** 2
    found = []
    for sector in range(SECTORS):
        turn = 2 * np.pi * sector / SECTORS
        x = places @ np.array([np.cos(turn), np.sin(turn)])
        y = places @ np.array([-np.sin(turn), np.cos(turn)])
        found.append(np.maximum(0, x + zeta - eta * y * y) ** 2)
    weights = np.array(found)
    weights *= np.exp(-np.pi / 2 * (places**2).sum(1)) / np.maximum(weights.sum(0), 1e-9)
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float32)


def _sampled(source: Floats, top: int, along: Flow, long: Floats, short: Floats,
             places: NDArray[np.float32]) -> Floats:
    """(K, h, w, 4): what stands at each place of every pixel's own ellipse."""
    import cv2

    height, width = along.x.shape
    rows = np.arange(top, top + height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :]
    x_long, y_long = along.x * long, along.y * long
    x_short, y_short = -along.y * short, along.x * short
    out = np.empty((len(places), height, width, 4), np.float32)
    for number, (u, v) in enumerate(places):
        cv2.remap(source, columns + u * x_long + v * x_short, rows + u * y_long + v * y_short, cv2.INTER_LINEAR,
                  dst=out[number], borderMode=cv2.BORDER_REFLECT_101)
    return out


def _mixed(sampled: Floats, weights: NDArray[np.float32], sharpness: float) -> Floats:
    count, height, width, _ = sampled.shape
    sums = (weights @ sampled.reshape(count, -1)).reshape(SECTORS, height, width, 4)
    means = sums[..., :3]
    squares = np.einsum("shwc,shwc->shw", means, means)
    spread = np.maximum(sums[..., 3] - squares, 0) * np.float32(255**2)
    share = 1 / (1 + (spread * spread if sharpness == 8 else spread ** np.float32(sharpness / 4)))
    mixed = np.einsum("shw,shwc->hwc", share, means) / share.sum(0)[..., None]
    return np.asarray(mixed, np.float32)
