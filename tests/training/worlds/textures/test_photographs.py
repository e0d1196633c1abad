"""Patches come from the free photographs only, sharp or shrunk."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.chance import Chance
from studio.training.worlds.textures.photographs import NAMES, photograph


@pytest.mark.parametrize("size", [32, 128, 700])
def test_patches_have_the_size_asked_for(size: int) -> None:
    assert photograph(size, Chance(1), 0.3).shape == (size, size, 3)


def test_at_full_sharpness_pixels_are_the_photographs_own() -> None:
    from skimage import data

    known = set()
    for name in NAMES:
        picture = np.asarray(getattr(data, name)())
        colours = picture.reshape(-1, 3) if picture.ndim == 3 else np.repeat(picture.reshape(-1, 1), 3, axis=1)
        known |= set(map(tuple, np.unique(colours, axis=0).tolist()))
    assert set(map(tuple, photograph(24, Chance(2), 1.0).reshape(-1, 3).tolist())) <= known
