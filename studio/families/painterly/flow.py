"""Which way things run in a picture: along edges, hair and folds, as a hand would lead the brush."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from studio.core.geometry import Extent
from studio.families.painterly.view import Floats, View, blurred, reach_of, scale_of

WIDE, FAINT = 16.0, 0.08
"""How far off is looked where nothing runs, in pixels of a picture of EASEL; and how much that counts elsewhere."""

class Flow(NamedTuple):
    """(h, w) each: the unit vector along what runs there (x, y; its sign means nothing), and how clearly it runs,
    0 (any way) … 1 (a clean edge)."""

    x: Floats
    y: Floats
    clear: Floats


def tensor(colours: Floats) -> Floats:
    """(h, w, 3): the structure tensor's xx, yy and xy, all colours together."""
    import cv2

    across = cv2.Scharr(colours, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(colours, cv2.CV_32F, 0, 1, scale=1 / 32)
    pairs = ((across, across), (down, down), (across, down))
    return np.dstack([np.einsum("hwc,hwc->hw", one, other) for one, other in pairs])


def flow(view: View, sigma: float) -> Flow:
    """The smoothed structure tensor's lesser eigenvector and anisotropy (Brox et al. 2006; Kyprianidis, Kang and
    Döllner 2009, section 3.1). `sigma` px: how far around is looked."""
    import cv2

    near = blurred(tensor(view.colours), sigma)
    # Where nothing runs, what runs farther off is followed: strokes over a bare wall lie side by side.
    e, g, f = cv2.split(near if view.far is None else near + np.float32(FAINT) * spread_over(view.far, view))
    root = np.sqrt((e - g) ** 2 + 4 * f * f)
    angle = 0.5 * np.arctan2(2 * f, e - g) + np.float32(np.pi / 2)
    clear = root / np.maximum(e + g, 1e-7)
    return Flow(np.cos(angle), np.sin(angle), np.asarray(clear, np.float32))


def far_off(small: Floats, whole: Extent) -> Floats:
    """The tensor of a whole picture seen small, softened over WIDE, in the measure of the picture itself."""
    share = small.shape[1] / whole.width
    return blurred(tensor(small), max(0.5, WIDE * scale_of(whole) * share)) * np.float32(share * share)


def spread_over(far: Floats, view: View) -> Floats:
    """What `far_off` found, for each pixel of a part."""
    import cv2

    height, width = view.size
    across, down = far.shape[1] / view.whole.width, far.shape[0] / view.whole.height
    x = (np.arange(width, dtype=np.float32) + view.at.x + 0.5) * across - 0.5
    y = (np.arange(height, dtype=np.float32) + view.at.y + 0.5) * down - 0.5
    columns, rows = np.tile(x, (height, 1)), np.tile(y[:, None], (1, width))
    return np.asarray(cv2.remap(far, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def reach(sigma: float) -> int:
    """Px beyond a place that its flow depends on."""
    return 1 + reach_of(sigma)


def drawn_along(source: Floats, along: Flow, length: float, step: float = 1.0) -> Floats:
    """`source` (h, w) smeared along the flow, `length` px to both sides with fading ends: line integral convolution
    (Cabral and Leedom 1993)."""
    import cv2

    places: Floats = np.indices(source.shape, dtype=np.float32)
    field = np.dstack([along.x, along.y])
    steps = max(1, round(length / step))
    total = source.copy()
    weight = 1.0
    for side in (1.0, -1.0):
        x, y = places[1], places[0]
        way = field * np.float32(side)
        for number in range(1, steps + 1):
            x = x + np.float32(step) * way[..., 0]
            y = y + np.float32(step) * way[..., 1]
            share = 0.5 + 0.5 * float(np.cos(np.pi * number / (steps + 1)))
            total += np.float32(share) * cv2.remap(source, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
            weight += share
            there = cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
            turned = there[..., 0] * way[..., 0] + there[..., 1] * way[..., 1] < 0
            way = np.asarray(there * np.where(turned, np.float32(-1), np.float32(1))[..., None], np.float32)
    return np.asarray(total / np.float32(weight), np.float32)
