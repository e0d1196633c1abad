"""Palettes are as strong and as colourful as asked."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.textures.palette import palette


def test_no_colour_means_greys_and_contrast_spreads_them() -> None:
    greys = np.array(palette(Chance(1), 1.0, 0.0))
    assert np.allclose(greys, greys[:, :1])
    soft, strong = (np.array(palette(Chance(1), contrast, 0.0))[:, 0].std() for contrast in (0.0, 1.0))
    assert strong > 3 * soft


def test_colours_stay_in_range() -> None:
    tones = np.array([palette(Chance(seed), 1.0, 1.0) for seed in range(30)])
    assert tones.min() >= 0
    assert tones.max() <= 255
    assert np.ptp(tones, axis=2).mean() > 40
