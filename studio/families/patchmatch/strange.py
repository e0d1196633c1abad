"""Tells what is foreign to the surround of the hole, so that a face is not copied into a wall."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.families.patchmatch.products import products
from studio.families.patchmatch.pyramid import Floats, Level

LOOKED_AT = 20_000
"""Pixels of the size at which it is judged: a few colours and how rough it is need no more."""

SAMPLES = 200
"""Places of the surround that everything is compared with."""


ALLOWED = np.float32(0.002)
"""What is no further than this (squared, colours of 0 … 1) is the same thing in another light."""


FEW = 0.02
"""The share of the surround that a thing must be like to belong there: less is the end of another thing."""


def strangeness(levels: Sequence[Level], chance: np.random.Generator) -> Floats:
    """(h, w): how far each known pixel's surround is from everything beside the hole, as a squared patch distance.

    Judged by mean colour and mean roughness over a patch. Costs of sources grow by it, also where they would fit
    each other perfectly: a whole object costs nothing inside, and so would fill any hole that is large enough.
    """
    import cv2

    level = next((level for level in levels if level.hole.size <= LOOKED_AT), levels[-1])
    side = 2 * level.radius + 1
    known = level.known.astype(np.float32)
    share = np.maximum(cv2.blur(known, (side, side)), np.float32(1e-3))
    means = np.dstack([cv2.blur(level.stack[..., k] * known, (side, side)) / share for k in range(5)])
    near = cv2.dilate(level.hole.astype(np.uint8), np.ones((side, side), np.uint8)) > 0
    beside = np.flatnonzero(near & level.known)
    if not len(beside):
        return np.zeros(level.hole.shape, np.float32)
    if len(beside) > SAMPLES:
        beside = chance.choice(beside, SAMPLES, replace=False)
    flat = means.reshape(-1, 5).astype(np.float32)
    some = flat[beside]
    apart = (some**2).sum(axis=1) - 2 * products(flat, some)                         # (h·w, S)
    few = np.partition(apart, int(FEW * len(beside)), axis=1)[:, int(FEW * len(beside))]
    nearest = np.maximum(few + (flat**2).sum(axis=1) - ALLOWED, 0)
    return np.asarray(nearest.reshape(level.hole.shape) * (side * side), np.float32)
