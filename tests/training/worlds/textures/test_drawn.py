"""Drawn surfaces have sharp borders and cover everything."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.textures.drawn import edges, leaves, lettering
from studio.training.worlds.textures.palette import palette

TONES = palette(Chance(5), 1.0, 1.0)


def sharp(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    """How much of all change happens in the strongest twentieth of the steps."""
    steps = np.sort(np.abs(np.diff(picture.astype(int), axis=1)).sum(axis=-1).ravel())
    return float(steps[-steps.size // 20 :].sum() / max(1, steps.sum()))


def test_shapes_have_sharp_borders() -> None:
    for make in (leaves, edges):
        assert np.mean([sharp(make(128, Chance(seed), 0.6, 20.0, TONES)) for seed in range(4)]) > 0.3


def test_leaves_come_in_many_sizes() -> None:
    picture = leaves(192, Chance(1), 0.5, 0.0, TONES)
    colours = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)[1]
    assert (colours > 400).sum() >= 3
    assert ((colours > 8) & (colours < 100)).sum() >= 20


def test_letters_are_two_tones_mostly() -> None:
    page = lettering(192, Chance(2), 0.6, 0.0, TONES)
    share = np.sort(np.unique(page.reshape(-1, 3), axis=0, return_counts=True)[1])[::-1] / (192 * 192)
    assert share[0] > 0.3
    assert share[:4].sum() < 1
