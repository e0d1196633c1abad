"""Distance: what is lower in the picture is nearer."""

from __future__ import annotations

from collections.abc import Callable

from studio.training.worlds.colours import grey
from studio.training.worlds.scenes.setting import Setting


def test_nearness_runs_from_the_horizon_to_the_lower_edge(empty: Callable[..., Setting]) -> None:
    scene = empty()
    assert scene.near(0.3) == 0
    assert scene.near(0.5) == 0
    assert scene.near(1.0) == 1
    assert scene.depth(0.5) < scene.depth(0.7) < scene.depth(1.0) <= 255


def test_snow_is_bright_and_meadows_are_green(empty: Callable[..., Setting]) -> None:
    green, white = empty().turf(0.8), empty(season="winter").turf(0.8)
    assert green[1] > green[0]
    assert grey(white) > 180
    assert empty(season="winter").snowy
    assert not empty().snowy


def test_chance_belongs_to_the_thing_it_is_for(empty: Callable[..., Setting]) -> None:
    assert empty().chance("tree", "1").share() == empty(fence=True).chance("tree", "1").share()
    assert empty().own("#ffffff") == (255, 255, 255)
