"""Lets overlapping patches agree on every pixel of the hole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.families.patchmatch.match import Field
from studio.families.patchmatch.pyramid import Floats, Level

CONFIDENCE = np.float32(1.3)
"""Each pixel further from the border counts so much less (γ of Wexler et al. 2007, section 3.2)."""

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

    `check` is called a few times on the way and may raise.
    """
    channels = image.shape[2]
    flat = np.ones((level.hole.size, channels + 1), np.float32)
    flat[:, :channels] = image.reshape(-1, channels)
    total = np.zeros_like(flat)
    weight = weights(level, field)[:, None]
    for number, offset in enumerate(level.offsets):
        if number % (2 * level.radius + 1) == 0:
            check()
        said = flat[field.where + offset]
        said *= weight
        total[level.targets + offset] += said
    covered = total[:, channels:]
    np.divide(total, covered, out=total, where=covered > 0)
    return total[:, :channels].reshape(image.shape)
