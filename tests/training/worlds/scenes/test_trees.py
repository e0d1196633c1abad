"""Trees of both kinds, in every season."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.facts import SEASONS
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.scenes.trees import far_tree, kind_of, tree


@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("kind", ["pine", "round"])
def test_a_tree_stands_on_its_foot_as_tall_as_asked(empty: Callable[..., Setting], season: str, kind: str) -> None:
    scene = empty(128, season=season, trees=kind)
    tree(scene, scene.chance("tree"), 0.5, 0.8, 0.4)
    box = scene.canvas.boxes()["tree"][0]
    assert abs(box.bottom / 128 - 0.8) < 0.04
    assert 0.24 < box.height / 128 < 0.46
    assert box.x < 64 < box.right


def test_seasons_colour_the_leaves(empty: Callable[..., Setting]) -> None:
    tones = {}
    for season in ("summer", "fall"):
        scene = empty(128, season=season, trees="round")
        for at in range(4):
            tree(scene, scene.chance("tree", str(at)), 0.2 + at * 0.2, 0.8, 0.4)
        crown = scene.canvas.picture[::2, ::2][scene.canvas.segmentation == LABELS.index("tree")]
        tones[season] = crown.astype(float).mean(axis=0)
    assert tones["summer"][1] > tones["summer"][0]
    assert tones["fall"][0] > tones["fall"][1]


def test_mixed_woods_hold_both(empty: Callable[..., Setting]) -> None:
    scene = empty(trees="mixed")
    assert {kind_of(scene, scene.chance(str(at))) for at in range(20)} == {"pine", "round"}


def test_far_trees_are_marks(empty: Callable[..., Setting]) -> None:
    for season in ("summer", "winter"):
        scene = empty(128, season=season, trees="mixed")
        for at in range(6):
            far_tree(scene, scene.chance(str(at)), 0.1 + at * 0.15, 0.5, 0.04, 0.4)
        assert 0 < np.mean(scene.canvas.segmentation == LABELS.index("tree")) < 0.02
