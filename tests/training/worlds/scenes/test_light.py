"""Light colours everything: night is dark, fog is pale, far things fade."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, grey
from studio.training.worlds.scenes.facts import decided
from studio.training.worlds.scenes.light import Light, light_of


def light(**given: object) -> Light:
    return light_of(decided(1, {"weather": "clear", "time": "day"} | given), Chance(1))  # type: ignore[arg-type]


def test_night_is_darker_and_bluer() -> None:
    day, night = light().seen("#88aa66"), light(time="night").seen("#88aa66")
    assert grey(night) < 0.7 * grey(day)
    assert night[2] / night[0] > day[2] / day[0]


def test_far_things_fade_into_the_haze() -> None:
    here = light()
    assert here.seen("#204020", 1.0) == pytest.approx(here.haze)
    assert here.seen("#204020", 0.0) == pytest.approx((32, 64, 32))


def test_fog_takes_the_colour_out() -> None:
    clear, fog = light().seen("#d02020", 0.3), light(weather="fog").seen("#d02020", 0.3)
    assert max(fog) - min(fog) < 0.7 * (max(clear) - min(clear))


def test_the_sky_has_a_colour_for_each_row() -> None:
    rows = light().rows(100, 0.5)
    assert rows.shape == (100, 3)
    assert np.allclose(rows[0], light().sky[0])
    assert np.allclose(rows[60:], light().sky[3])


def test_light_and_shade_go_opposite_ways() -> None:
    here = light(light_x=0.2)
    tone = (120.0, 120.0, 120.0)
    assert grey(here.shaded(tone)) < 120 < grey(here.lit(tone, 0.5))
    assert here.side == -1
    assert light(light_x=0.8).side == 1
    assert here.seen(WHITE) == pytest.approx(WHITE)
