"""A job's clock: time left follows the pace of the work, not of the loading."""

from __future__ import annotations

import pytest

from studio.engine import job as module
from studio.engine.job import Job, State
from studio.families.tasks import Generate


def test_time_left_is_reckoned_from_when_the_model_was_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    job = Job(Generate())
    job.state, job.started = State.LOADING, 100.0
    now[0] = 160.0
    assert job.seconds_left is None
    job.state, job.ran, job.fraction = State.RUNNING, (160.0, 0.2), 0.2
    assert job.seconds_left is None
    now[0], job.fraction = 164.0, 0.6
    assert job.seconds_left == pytest.approx(4.0)
    assert job.seconds == pytest.approx(64.0)


def test_numbers_rise_and_a_job_is_called_as_its_task_is() -> None:
    one, two = Job(Generate()), Job(Generate(), "Moon")
    assert two.number > one.number
    assert (one.title, two.title) == ("Create", "Moon")


def test_three_states_are_the_end() -> None:
    assert {state for state in State if state.over} == {State.DONE, State.FAILED, State.CANCELLED}
