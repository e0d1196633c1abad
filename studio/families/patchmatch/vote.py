"""Lets overlapping patches agree on every pixel of the hole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.families.patchmatch.match import Field
from studio.families.patchmatch.pyramid import Floats, Level

CONFIDENCE = np.float32(1.3)
"""Each pixel further from the border counts so much less (γ of Wexler et al. 2007, section 3.2)."""

CHUNK = 4096
"""Pixels voted on at a time: few enough to stay in the cache."""

SHARPNESS = np.float32(3)
"""How much the best of the overlapping patches lead: 0 is a plain mean, and blurs."""


def weights(level: Level, field: Field) -> Floats:
    """(N,): how much each target patch has to say (after Wexler et al. 2007, eq. 2 and 3).

    exp(−SHARPNESS · cost / usual) with the mean cost around as the usual one; times γ^−depth, so that agreement
    grows inwards from the border.
    """
    import cv2

    side = 2 * level.radius + 1
    costs, count = np.zeros((2, *level.hole.shape), np.float32)
    costs.ravel()[level.targets] = field.cost
    count.ravel()[level.targets] = 1
    usual = cv2.blur(costs, (side, side)) / np.maximum(cv2.blur(count, (side, side)), 1e-6)
    alike = np.exp(-np.minimum(SHARPNESS * field.cost / (usual.ravel()[level.targets] + np.float32(1e-6)), 30))
    # Beyond 60 the factor would leave what 32 bits can hold, and all is equally far from the border there.
    return np.asarray(alike * CONFIDENCE ** -np.minimum(level.depth.ravel()[level.targets], 60), np.float32)


def vote(level: Level, field: Field, image: Floats, check: Callable[[], None]) -> Floats:
    """(H, W, C): the weighted mean of what the patches over each pixel copy from `image`; 0 where no patch lies.

    Pixel by pixel rather than patch by patch: reading from everywhere is quicker than adding everywhere. `check` is
    called every `CHUNK` pixels and may raise.
    """
    flat = np.ascontiguousarray(image.reshape(level.hole.size, -1))
    # One more than there are patches, so that number −1 (no patch) finds one that has nothing to say.
    weight = np.append(weights(level, field), np.float32(0))
    where = np.append(field.where, field.where[:1])
    said = np.zeros_like(flat)
    pixels = np.flatnonzero(level.covered)
    for start in range(0, len(pixels), CHUNK):
        check()
        some = pixels[start : start + CHUNK]
        # A step over the picture's edge lands where no patch is centred, so clipping it is right.
        patches = level.numbered.take(some[:, None] - level.offsets, mode="clip")     # (K, P)
        share = weight[patches]
        copied = flat[where[patches] + level.offsets]                                 # (K, P, C)
        said[some] = np.einsum("kp,kpc->kc", share, copied) / share.sum(axis=1, keepdims=True)
    return said.reshape(image.shape)
