"""Mountains stand on the horizon, hills before them, the path runs out of the picture at its lower edge."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.land import ground, hills, mountains, path
from studio.training.worlds.scenes.setting import Setting


def rows(scene: Setting, label: str) -> list[int]:
    return sorted(set(np.nonzero(scene.canvas.segmentation == LABELS.index(label))[0].tolist()))


@pytest.mark.parametrize("kind", ["peaks", "domes"])
def test_mountains_rise_above_the_horizon(empty: Callable[..., Setting], kind: str) -> None:
    scene = empty(mountains=kind)
    mountains(scene)
    assert rows(scene, "mountain")[0] < 26
    assert len(scene.canvas.boxes()["mountain"]) >= 2


def test_mountains_leave_the_low_sun_free(empty: Callable[..., Setting]) -> None:
    for seed in range(12):
        scene = empty(mountains="peaks", seed=seed)
        scene.disc = 0.4, 0.38, 0.05
        mountains(scene)
        assert scene.canvas.segmentation[int(0.34 * 64), int(0.4 * 64)] == LABELS.index("sky")


def test_as_many_hills_as_said(empty: Callable[..., Setting]) -> None:
    scene = empty(hills=3)
    hills(scene)
    assert 1 <= len(scene.canvas.boxes()["hill"]) <= 3
    assert not rows(empty(), "hill")


def test_the_ground_fills_the_lower_part(empty: Callable[..., Setting]) -> None:
    scene = empty()
    ground(scene)
    assert (scene.canvas.segmentation[40:] == LABELS.index("ground")).all()
    assert scene.canvas.depth[63, 30] > scene.canvas.depth[40, 30]


def test_the_path_widens_towards_the_painter(empty: Callable[..., Setting]) -> None:
    scene = empty(path=True)
    ground(scene)
    path(scene)
    wide = (scene.canvas.segmentation == LABELS.index("path")).sum(axis=1)
    assert wide[63] > wide[45] > 0
    assert scene.trail is not None
