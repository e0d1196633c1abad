"""Cottages: as wide as planned, in their colour, with windows that shine when said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.cottage import Builder, cottage
from studio.training.worlds.scenes.facts import BUILDS
from studio.training.worlds.scenes.setting import Setting

Make = Callable[..., Setting]


def built(empty: Make, **facts: object) -> Setting:
    given = {
        "cottage": "large",
        "cottage_colour": "red",
        "cottage_build": "gable",
        "cottage_lit": False,
        "smoke": False,
    }
    scene = empty(128, **(given | facts))
    scene.cottage = 0.5, 0.75, 0.4
    cottage(scene)
    return scene


@pytest.mark.parametrize("build", BUILDS[1:])
def test_each_build_has_wall_roof_and_windows_within_its_width(empty: Make, build: str) -> None:
    scene = built(empty, cottage_build=build)
    for label in ("cottage", "roof", "window"):
        assert (scene.canvas.segmentation == LABELS.index(label)).any()
    box = scene.canvas.boxes()["cottage"][0]
    assert 0.3 * 128 < box.width <= 0.43 * 128
    assert abs(box.bottom - 0.75 * 128) <= 2


def test_walls_have_the_colour_said(empty: Make) -> None:
    def wall(hue: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        scene = built(empty, cottage_colour=hue)
        tones: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = np.median(
            scene.canvas.picture[::2, ::2][scene.canvas.segmentation == LABELS.index("cottage")].astype(float), axis=0
        )
        return tones

    assert wall("red")[0] > wall("red")[2] + 60
    assert wall("blue")[2] > wall("blue")[0] + 40
    assert wall("white").min() > 150


def test_lit_windows_are_warm(empty: Make) -> None:
    def window(lit: bool) -> float:
        scene = built(empty, time="night", cottage_lit=lit)
        glass = scene.canvas.picture[::2, ::2][scene.canvas.segmentation == LABELS.index("window")].astype(float)
        return float((glass[:, 0] - glass[:, 2]).mean())

    assert window(True) > window(False) + 50


def test_smoke_rises_above_the_roof(empty: Make) -> None:
    with_smoke, without = built(empty, smoke=True), built(empty)
    changed = (with_smoke.canvas.picture != without.canvas.picture).any(axis=-1)
    assert changed[: int(0.3 * 256)].any()
    assert not changed[150:].any()


def test_the_measure_of_a_house_is_its_half_width(empty: Make) -> None:
    scene = empty(cottage="small")
    builder = Builder(scene, 0.5, 0.8, 0.2)
    assert np.allclose(builder.at([(-1, 0), (1, 1)]), [(0.4, 0.8), (0.6, 0.7)])
    assert builder.box(0, 0, 1, 1) == [(0, 0), (0, 1), (1, 1), (1, 0)]
