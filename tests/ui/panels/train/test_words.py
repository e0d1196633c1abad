"""How a training stands is said in few words, in every state."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.ui.panels.train.request import Request
from studio.ui.panels.train.training import State, Training
from studio.ui.panels.train.words import pace_said, progress_said, spaced, state_said, time_said


def test_numbers_and_times_are_said_as_one_says_them() -> None:
    assert spaced(1234567) == "1\u202f234\u202f567"
    assert [time_said(seconds) for seconds in (0.2, 40, 600, 3 * 3600 + 1200, 7200)] == [
        "1 s", "40 s", "10 min", "3 h 20 min", "2 h"]  # fmt: skip
    assert pace_said(3.14) == "3.1 steps/s"
    assert pace_said(0.25) == "4.0 s a step"
    assert pace_said(0) == ""


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state: State, tmp_path: Path) -> None:
    training = Training(tmp_path, Request("vae", steps=500))
    training.state, training.step, training.rate, training.fraction, training.seconds = state, 100, 2.0, 0.2, 50.0
    assert state_said(training)
    assert progress_said(training)


def test_a_running_one_tells_how_far_how_fast_and_how_long_still(tmp_path: Path) -> None:
    training = Training(tmp_path, Request("vae", steps=500))
    training.state, training.step, training.rate, training.fraction, training.seconds = State.RUNNING, 100, 2, 0.2, 50
    assert progress_said(training) == "Step 100 of 500 · 2.0 steps/s · 3 min left"
    training.request = Request("vae", minutes=2)
    assert progress_said(training) == "Step 100 · 2.0 steps/s · 70 s left"
    training.request = Request("vae")
    assert progress_said(training) == "Step 100 · 2.0 steps/s"
