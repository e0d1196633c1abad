"""Drawn graphics are varied, anti-aliased, and follow from chance alone."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.graphics import flat, gradient, graphic, graphics, rings, wheel


def test_the_same_chance_draws_the_same() -> None:
    once, again = (graphics(6, np.random.default_rng(4)) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(once, again, strict=True))
    assert len({one.tobytes() for one in once}) == 6
    assert once[0].shape == (192, 192, 3)
    assert once[0].dtype == np.uint8


@pytest.mark.parametrize("ground", [flat, gradient, wheel, rings])
def test_grounds_are_soft(ground: object) -> None:
    for seed in range(4):
        made = ground(96, np.random.default_rng(seed))  # type: ignore[operator]
        steps = np.abs(np.diff(made, axis=0))
        assert np.median(steps) < 12
        assert made.min() >= -1
        assert made.max() <= 256


def test_most_show_something() -> None:
    spread = [float(graphic(48, np.random.default_rng(seed)).std()) for seed in range(12)]
    assert sum(value > 2 for value in spread) > 8
