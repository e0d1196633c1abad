"""Patches of the photographs in scikit-image's own wheel that their makers gave away (CC0 or public domain)."""

from __future__ import annotations

from functools import cache

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.opencv import cv2
from studio.training.worlds.world import Bytes

NAMES = ("astronaut", "camera", "chelsea", "coffee", "brick", "grass", "gravel")
"""Stored without loss: JPEG decoders differ by a level here and there, so the wheel's JPEGs stay out."""


@cache
def _whole(name: str) -> Bytes:
    from skimage import data

    picture = np.asarray(getattr(data, name)())
    return np.ascontiguousarray(np.dstack([picture] * 3) if picture.ndim == 2 else picture[..., :3])


def photograph(size: int, chance: Chance, scale: float) -> Bytes:
    """A square cut out at full sharpness (scale 1: `size` pixels of it) or shrunk from up to the whole (scale 0)."""
    picture = _whole(chance.pick(NAMES))
    most = min(picture.shape[:2])
    cut = min(most, round(size + (most - size) * (1 - scale) ** 2)) if most > size else most
    x, y = chance.whole(0, picture.shape[1] - cut), chance.whole(0, picture.shape[0] - cut)
    patch = np.rot90(picture[y : y + cut, x : x + cut], chance.whole(0, 3))
    patch = np.ascontiguousarray(patch[:, ::-1] if chance.yes(0.5) else patch)
    if cut == size:
        return patch
    way = cv2.INTER_AREA if cut > size else cv2.INTER_CUBIC
    sized: Bytes = np.asarray(cv2.resize(patch, (size, size), interpolation=way), np.uint8)
    return sized
