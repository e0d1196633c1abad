"""Fog hides the horizon, rain and snow fall everywhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.training.worlds.scenes.air import air
from studio.training.worlds.scenes.setting import Setting

Make = Callable[..., Setting]


def test_fog_is_thickest_at_the_horizon(empty: Make) -> None:
    scene = empty(weather="fog")
    air(scene)
    light = scene.canvas.picture.astype(float).mean(axis=(1, 2))
    assert light[64] > 2 * light[10]
    assert light[64] > 2 * light[125]


def test_rain_and_snow_fall_in_every_quarter(empty: Make) -> None:
    for season, weather in (("summer", "rain"), ("winter", "snow")):
        scene = empty(season=season, weather=weather)
        air(scene)
        for rows in (slice(0, 64), slice(64, 128)):
            for columns in (slice(0, 64), slice(64, 128)):
                assert np.count_nonzero(scene.canvas.picture[rows, columns]) > 100


def test_clear_air_changes_nothing(empty: Make) -> None:
    scene = empty()
    air(scene)
    assert not scene.canvas.picture.any()
