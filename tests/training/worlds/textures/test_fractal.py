"""Fractal surfaces have detail at every size."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.textures.fractal import fractal, noise
from studio.training.worlds.textures.palette import palette


def test_rougher_noise_has_more_fine_detail() -> None:
    def fine(roughness: float) -> float:
        field = noise(128, Chance(2), 0.5, roughness).astype(float)
        return float(np.abs(np.diff(field, axis=1)).mean() / field.std())

    assert fine(0.85) > 1.5 * fine(0.4)


def test_fractals_use_the_palette() -> None:
    tones = palette(Chance(3), 1.0, 1.0)
    picture = fractal(96, Chance(4), 0.5, 10.0, tones)
    assert picture.shape == (96, 96, 3)
    low, high = np.array(tones).min(axis=0) - 1, np.array(tones).max(axis=0) + 1
    assert (picture >= low).all()
    assert (picture <= high).all()
