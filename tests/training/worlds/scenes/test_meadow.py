"""Flowers and grass grow only where the meadow is seen; the fence stands in front."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.land import ground
from studio.training.worlds.scenes.meadow import fence, flowers, free, grass, leaves
from studio.training.worlds.scenes.setting import Setting

Make = Callable[..., Setting]


def test_the_meadow_is_free_and_the_sky_is_not(empty: Make) -> None:
    scene = empty()
    ground(scene)
    assert free(scene, 0.5, 0.9)
    assert not free(scene, 0.5, 0.1)
    assert not free(scene, 1.5, 0.9)


def test_flowers_have_the_colour_said_and_stay_in_the_meadow(empty: Make) -> None:
    scene = empty(128, flowers="red")
    ground(scene)
    flowers(scene)
    there = scene.canvas.segmentation == LABELS.index("flowers")
    assert there.any()
    assert not there[:64].any()
    tones = scene.canvas.picture[::2, ::2][there].astype(float).mean(axis=0)
    assert tones[0] > tones[1] + 20


def test_leaves_fall_in_autumn_only(empty: Make) -> None:
    for season, fall in (("fall", True), ("summer", False)):
        scene = empty(128, season=season, trees="round")
        ground(scene)
        before = scene.canvas.picture.copy()
        leaves(scene)
        assert (scene.canvas.picture != before).any() == fall


def test_grass_and_fence_are_drawn(empty: Make) -> None:
    scene = empty(128, fence=True)
    ground(scene)
    before = scene.canvas.picture.copy()
    grass(scene)
    assert (scene.canvas.picture != before).any()
    fence(scene)
    assert (scene.canvas.segmentation == LABELS.index("fence")).mean() > 0.005
    assert np.median(scene.canvas.depth[scene.canvas.segmentation == LABELS.index("fence")]) > 200
