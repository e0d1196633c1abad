"""Sun and moon are seen, clouds make way for them, birds are few."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.land import hills
from studio.training.worlds.scenes.setting import Setting
from studio.training.worlds.scenes.sky import beside_disc, birds, plan_disc, sky


def seen(scene: Setting, label: str) -> int:
    return int((scene.canvas.segmentation == LABELS.index(label)).sum())


def test_the_sun_stands_where_its_fact_says(empty: Callable[..., Setting]) -> None:
    scene = empty(sun=True, light_x=0.75)
    plan_disc(scene)
    sky(scene)
    box = scene.canvas.boxes()["sun"][0]
    assert abs((box.x + box.width / 2) / 64 - (0.06 + 0.88 * 0.75)) < 0.02


def test_the_sun_is_lower_at_sunset(empty: Callable[..., Setting]) -> None:
    noon, late = empty(sun=True), empty(sun=True, time="sunset")
    plan_disc(noon)
    plan_disc(late)
    assert noon.disc
    assert late.disc
    assert noon.disc[1] < late.disc[1]


def test_hills_never_hide_it(empty: Callable[..., Setting]) -> None:
    for seed in range(30):
        scene = empty(sun=True, time="sunset", hills=3, seed=seed)
        plan_disc(scene)
        sky(scene)
        hills(scene)
        assert seen(scene, "sun")


def test_the_cottage_never_hides_it(empty: Callable[..., Setting]) -> None:
    scene = empty(sun=True, time="sunset", light_x=0.5)
    scene.cottage = 0.5, 0.62, 0.4
    plan_disc(scene)
    assert scene.disc
    assert scene.disc[1] + scene.disc[2] <= 0.62 - 0.4 + 0.01


def test_clouds_make_way(empty: Callable[..., Setting]) -> None:
    scene = empty()
    scene.disc = 0.5, 0.2, 0.05
    assert abs(beside_disc(scene, 0.5, 0.2, 0.2) - 0.5) > 0.2
    assert beside_disc(scene, 0.1, 0.2, 0.2) == 0.1


def test_clouds_and_birds_come_when_said(empty: Callable[..., Setting]) -> None:
    for clouds in ("few", "many"):
        scene = empty(clouds=clouds)
        sky(scene)
        assert seen(scene, "cloud")
    scene = empty(birds=3)
    sky(scene)
    birds(scene)
    assert len(scene.canvas.boxes()["bird"]) == 3
    assert not seen(scene, "cloud")


def test_stars_are_points_of_light(empty: Callable[..., Setting]) -> None:
    with_stars, without = empty(time="night", stars=True, moon=False), empty(time="night", stars=False, moon=False)
    sky(with_stars)
    sky(without)
    brighter = with_stars.canvas.picture.astype(int) - without.canvas.picture
    assert np.count_nonzero(brighter.max(axis=-1) > 40) > 20
