"""A first guess at the smallest size: the hole is closed ring by ring, each pixel from the patch that fits what is
already there."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.products import products
from studio.families.patchmatch.pyramid import Floats, Level, Places

LOOKED_AT = 6000
"""So many sources at most are tried: the guess only has to be sensible."""


def peeled(level: Level, chance: np.random.Generator) -> Floats:
    """The level's stack with the hole filled (onion peel: Newson et al. 2014, section 4.1)."""
    import cv2

    stack = level.stack.reshape(-1, level.stack.shape[2]).copy()
    done = ~level.hole
    sources = np.flatnonzero(level.sources)
    if len(sources) > LOOKED_AT:
        sources = chance.choice(sources, LOOKED_AT, replace=False)
    patches = stack[sources[:, None] + level.offsets]                                 # (M, P, C)
    energy = np.einsum("mpc,mpc->mp", patches, patches)
    flat = patches.reshape(len(sources), -1)
    while not done.all():
        ring = np.flatnonzero((cv2.dilate(done.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & ~done)
        if not len(ring):
            break
        centres = _inside(ring, level)
        there = done.ravel()[centres[:, None] + level.offsets].astype(np.float32)     # (N, P)
        seen = stack[centres[:, None] + level.offsets] * there[..., None]
        best = np.empty(len(ring), np.int64)
        for start in range(0, len(ring), 512):
            some = slice(start, start + 512)
            apart = products(there[some], energy) - 2 * products(seen[some].reshape(len(there[some]), -1), flat)
            best[some] = apart.argmin(axis=1)
        stack[ring] = stack[sources[best] + (ring - centres)]
        done = done.copy()
        done.ravel()[ring] = True
    return stack.reshape(level.stack.shape)


def _inside(places: Places, level: Level) -> Places:
    """The nearest centres whose patches lie wholly in the picture."""
    rows, columns = np.divmod(places, level.width)
    r = level.radius
    rows, columns = np.clip(rows, r, level.height - r - 1), np.clip(columns, r, level.width - r - 1)
    return np.asarray(rows * level.width + columns)
