"""Makes the filling meet its border: a smooth film of colour, pinned to the border, is laid over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.families.patchmatch.pyramid import Floats, Level, half, half_any

SWEEPS, FINE_SWEEPS, FINE = 24, 6, 256
"""Relaxation at each size; sizes of FINE pixels and more begin so near the end that few sweeps do."""

TONE = np.float32(0.04)
"""Of 0 … 1: patches further off than this show something else, which is no matter of tone."""

FADING = np.float32(3)
"""Pixels within which such other things run into each other at the border."""


def film(values: Floats, pinned: NDArray[np.bool_], free: NDArray[np.bool_]) -> Floats:
    """(H, W, C): the smoothest surface over `free` through `values` where `pinned`; 0 elsewhere.

    Laplace's equation, as in membrane (Poisson) cloning (Pérez et al. 2003, eq. 2 with a zero guide), by relaxation
    from coarse to fine; what is neither pinned nor free takes no part.
    """
    import cv2

    if min(free.shape) > 4 and free.any():
        weight = pinned.astype(np.float32)[..., None]
        small_weight = half(weight).reshape(*half_any(pinned).shape, 1)
        small = half(values * weight).reshape(*small_weight.shape[:2], -1)
        small /= np.maximum(small_weight, np.float32(1e-6))
        stuck = half_any(pinned)
        coarse = film(small, stuck, half_any(free) & ~stuck)
        guess = cv2.resize(np.where(stuck[..., None], small, coarse), free.shape[::-1], interpolation=cv2.INTER_LINEAR)
        guess = guess.reshape(values.shape)
    else:
        mean = values[pinned].mean(axis=0) if pinned.any() else np.zeros(values.shape[2], np.float32)
        guess = np.broadcast_to(mean, values.shape)
    member = (pinned | free).astype(np.float32)[..., None]
    surface = np.where(pinned[..., None], values, guess * member).astype(np.float32)
    cross = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32)
    edge = cv2.BORDER_CONSTANT
    around = np.maximum(cv2.filter2D(member, cv2.CV_32F, cross, borderType=edge), 1e-6).reshape(member.shape)
    for _ in range(SWEEPS if max(free.shape) < FINE else FINE_SWEEPS):
        mean = cv2.filter2D(surface, cv2.CV_32F, cross, borderType=edge).reshape(surface.shape) / around
        surface = np.where(free[..., None], mean, surface)
    return np.where(member > 0, surface, 0).astype(np.float32)


def met(filled: Floats, said: Floats, level: Level) -> Floats:
    """`filled` with the hole shifted so that what the patches said of the known border becomes what is there.

    The patches at the border cover `radius` known pixels beyond it. How far they are off there, as a smooth tone,
    pins a film over the whole hole; what remains right at the border is taken up within a few pixels of it.
    """
    import cv2

    rows, columns = level.box
    hole, known = level.hole[rows, columns], level.known[rows, columns]
    side = 2 * level.radius + 1
    ring = known & (cv2.dilate(hole.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)
    if not ring.any():
        return filled
    weight = ring.astype(np.float32)[..., None]
    off = np.asarray(filled[rows, columns] - said[rows, columns], np.float32)
    tone = _smooth(np.clip(off, -TONE, TONE) * weight)
    tone /= np.maximum(_smooth(weight), np.float32(1e-3))
    shift = film(tone, ring, hole)
    edge = ring & (cv2.dilate(hole.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
    fading = np.exp(-level.depth[rows, columns] / FADING)[..., None]
    shift += film(np.asarray(off - tone, np.float32), edge, hole) * fading
    out = filled.copy()
    out[rows, columns][hole] += shift[hole]
    return out


def _smooth(image: Floats) -> Floats:
    import cv2

    return np.asarray(cv2.GaussianBlur(image, (0, 0), 3), np.float32).reshape(image.shape)
