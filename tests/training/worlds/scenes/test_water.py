"""Lakes mirror, streams run, boats float and bridges span."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.worlds.colours import WHITE
from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.land import ground
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.scenes.water import boat, bridge, glint, plan_lake, plan_stream, water

Make = Callable[..., Setting]


def lake(empty: Make, **facts: object) -> Setting:
    scene = empty(128, water="lake", **facts)
    plan_lake(scene)
    ground(scene)
    return scene


def test_a_lake_mirrors_what_stands_behind_it(empty: Make) -> None:
    plain, tower = lake(empty), lake(empty)
    assert plain.shore is not None
    top = plain.shore[0]
    tower.canvas.region(np.array([(0.45, top), (0.45, top - 0.2), (0.55, top - 0.2), (0.55, top)]), (250.0, 20.0, 20.0))
    water(plain)
    water(tower)
    inside = plain.canvas.segmentation == LABELS.index("water")
    redder = (tower.canvas.picture[::2, ::2, 0].astype(int) - plain.canvas.picture[::2, ::2, 0])[inside]
    assert (redder > 15).mean() > 0.02


@pytest.mark.parametrize("kind", ["sailing", "rowing"])
def test_a_boat_floats_in_the_water(empty: Make, kind: str) -> None:
    scene = lake(empty, boat=kind)
    water(scene)
    boat(scene)
    box = scene.canvas.boxes()["boat"][0]
    below = scene.canvas.segmentation[min(127, box.bottom + 2), box.x + box.width // 2]
    assert LABELS[below] == "water"


def test_a_stream_reaches_the_lower_edge_and_the_bridge_spans_it(empty: Make) -> None:
    scene = empty(128, water="stream", bridge=True)
    plan_stream(scene)
    ground(scene)
    water(scene)
    assert (scene.canvas.segmentation[127] == LABELS.index("water")).any()
    bridge(scene)
    box = scene.canvas.boxes()["bridge"][0]
    row = scene.canvas.segmentation[box.bottom - 1, box.x : box.right]
    assert LABELS.index("water") in row


def test_the_stream_passes_beside_the_cottage(empty: Make) -> None:
    scene = empty(water="stream", cottage="large")
    scene.cottage = 0.3, 0.6, 0.36
    plan_stream(scene)
    assert scene.trail is not None
    assert scene.trail[0, 0] > 0.3 + 0.18


def test_glints_lie_in_the_water_or_nowhere(empty: Make) -> None:
    scene = empty()
    before = scene.canvas.picture.copy()
    glint(scene, np.zeros((128, 128), np.uint8), 0.5, 0.5, 0.1, 0.01, WHITE)
    assert np.array_equal(scene.canvas.picture, before)
    glint(scene, np.full((128, 128), 255, np.uint8), 0.5, 0.5, 0.1, 0.01, WHITE)
    assert scene.canvas.picture[64, 64].max() > 100
