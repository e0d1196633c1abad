"""Carries a manner over to a larger picture: what the network painted small, with the fine lines of the original."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.families.restore.bicubic import resized

Floats = NDArray[np.float32]

REACH = 4
"""Px of the small picture, to each side, over which the change of colour is taken as one."""

CALM = 1e-3
"""How much contrast, squared, an area must have for its lines to count."""


def carried(small: Floats, made: Floats, large: Floats) -> Floats:
    """`made` (h, w, 3) was painted of `small`, which is `large` (H, W, 3) made smaller: gives what would have been
    painted of `large`, all 0 … 1 or about.

    The guided filter of He et al., "Fast Guided Filter" (2015): in a small window, made = a · small + b. `a` and `b`
    are enlarged and applied to the large picture; what they do not explain, the strokes, is enlarged and added.
    """
    gain, shift = _fitted(small, made)
    rest = made - gain * small - shift
    size = large.shape[1], large.shape[0]
    gain, shift, rest = (resized(np.ascontiguousarray(part, np.float32), size) for part in (gain, shift, rest))
    return np.asarray(gain * large + shift + rest, np.float32)


def _fitted(small: Floats, made: Floats) -> tuple[Floats, Floats]:
    import cv2

    side = 2 * REACH + 1

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)

    here, there = mean(small), mean(made)
    spread = np.maximum(mean(small * small) - here * here, 0)
    both = mean(small * made) - here * there
    gain = np.asarray(both / (spread + np.float32(CALM)), np.float32)
    return mean(gain), mean(np.asarray(there - gain * here, np.float32))
