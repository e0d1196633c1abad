"""Cloth repeats with its threads."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.textures.cloth import woven

TONES = ((200.0, 40.0, 40.0),) * 3 + ((40.0, 40.0, 200.0),) * 3


def test_threads_of_both_colours_cross() -> None:
    cloth = woven(128, Chance(1), 0.5, 0.0, TONES).astype(int)
    warp = (cloth[..., 0] > cloth[..., 2] + 20).mean()
    assert 0.15 < warp < 0.85


def test_coarser_cloth_changes_less_often() -> None:
    def changes(scale: float) -> float:
        red = woven(128, Chance(1), scale, 0.0, TONES)[64, :, 0].astype(int)
        return float(np.abs(np.diff(red)).mean())

    assert changes(0.0) > changes(1.0)
