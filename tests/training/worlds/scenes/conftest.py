"""A bare landscape to draw parts of one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.training.worlds.canvas import Canvas
from studio.training.worlds.chance import Chance
from studio.training.worlds.scenes import LABELS
from studio.training.worlds.scenes.facts import decided
from studio.training.worlds.scenes.light import light_of
from studio.training.worlds.scenes.setting import Setting

PLAIN = {
    "season": "summer", "time": "day", "weather": "clear", "clouds": "none", "sun": False, "mountains": "none",
    "hills": 0,
    "water": "none", "cottage": "none", "trees": "none", "path": False, "fence": False, "flowers": "none", "birds": 0,
    "light_x": 0.2, "horizon": 0.5,
}  # fmt: skip

Make = Callable[..., Setting]


@pytest.fixture
def empty() -> Make:
    """`empty(size=64, **facts)`: a plain summer's day, with those facts instead, nothing drawn yet."""

    def make(size: int = 64, seed: int = 1, **given: object) -> Setting:
        facts = decided(seed, PLAIN | given)  # type: ignore[arg-type]
        light = light_of(facts, Chance(seed, "scene", "sky"))
        return Setting(Canvas(size, LABELS, Chance(seed, "paper")), facts, seed, light, float(facts["horizon"]))

    return make
