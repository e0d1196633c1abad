"""The engine of the command line: done when `submit` returns."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed
from studio.engine.blocking import Blocking
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.families.tasks import Generate


def task(**values: object) -> Generate:
    return Generate(**{"width": 16, "height": 16, "seed": 1, **values})  # type: ignore[arg-type]


def test_a_job_is_done_when_submit_returns(library: Library) -> None:
    job = Blocking(library).submit(task(), "Moon")
    assert (job.state, job.fraction, job.title) == (State.DONE, 1.0, "Moon")
    assert job.entry is not None
    assert job.entry.id == job.task.model == "painter"
    assert len(job.patches) == 1
    assert job.seconds > 0


def test_who_watches_hears_of_progress_on_the_calling_thread(library: Library) -> None:
    heard: list[tuple[int, float]] = []
    ends: list[State] = []

    def watch(job: Job) -> None:
        job.progressed.connect(lambda now: heard.append((threading.get_ident(), now.fraction)))
        job.finished.connect(lambda now: ends.append(now.state))

    Blocking(library, watch=watch).submit(task())
    assert {thread for thread, _ in heard} == {threading.get_ident()}
    assert heard[-1][1] == 1.0
    assert ends == [State.DONE]


def test_a_failure_is_the_jobs_error_and_the_next_job_works(library: Library) -> None:
    engine = Blocking(library)
    job = engine.submit(task(prompt="odd 2"))
    assert job.state is State.FAILED
    assert isinstance(job.error, JobFailed)
    assert engine.submit(task()).state is State.DONE


def test_a_wrong_request_raises(library: Library) -> None:
    with pytest.raises(BadRequest):
        Blocking(library).submit(task(model="nobody"))


def test_a_listener_can_cancel(library: Library) -> None:
    engine = Blocking(library, watch=lambda job: job.progressed.connect(engine.cancel))
    assert engine.submit(task()).state is State.CANCELLED


def test_models_stay_loaded_between_jobs_until_closed(library: Library) -> None:
    engine = Blocking(library)
    assert [engine.submit(task()).patches[0].info["runs"] for _ in range(3)] == [1, 2, 3]
    engine.close()
    assert engine.submit(task()).patches[0].info["runs"] == 1


def test_the_same_task_gives_the_same_pixels_again(library: Library) -> None:
    job = Blocking(library).submit(task(seed=-1))
    again = Blocking(library).submit(job.task)
    assert np.array_equal(job.patches[0].pixels, again.patches[0].pixels)
