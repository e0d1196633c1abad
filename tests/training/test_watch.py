"""A training that goes wrong is stopped with a sentence; one that merely swings is not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from studio.core.errors import JobFailed, NotFinite
from studio.training.watch import Watch


def see_all(watch: Watch, loss: float, steps: range) -> None:
    for step in steps:
        watch.see(step, {"l1": loss})


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_is_no_number_is_named(loss: float) -> None:
    with pytest.raises(NotFinite, match="step 7: adversarial"):
        Watch().see(7, {"l1": 0.5, "adversarial": loss})


def test_a_loss_that_runs_away_ends_it() -> None:
    watch = Watch()
    see_all(watch, 0.1, range(1, 400))
    with pytest.raises(JobFailed, match="run away"):
        see_all(watch, 20.0, range(400, 1000))


def test_a_swinging_or_falling_loss_goes_on() -> None:
    watch, chance = Watch(), np.random.default_rng(0)
    for step in range(1, 2000):
        watch.see(step, {"l1": float(chance.exponential()) * 10 / step + 0.1})
    assert watch.state


def test_it_goes_on_from_where_it_was() -> None:
    watch = Watch()
    for step in range(1, 300):
        watch.see(step, {"l1": 1 / step})
    assert Watch(*watch.state).state == watch.state


def test_samples_that_are_all_alike_twice_are_told_of() -> None:
    watch = Watch()
    assert not watch.compare(500, 0.01), "early ones always are"
    assert not watch.compare(1500, 0.01)
    assert "nearly all the same at step 2000" in watch.compare(2000, 0.02)
    assert not watch.compare(2500, 0.6)
    assert not watch.compare(3000, 0.01)
