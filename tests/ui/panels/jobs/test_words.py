"""A job in words."""

from __future__ import annotations

import numpy as np

from studio.core.errors import JobFailed
from studio.engine.job import Job, State
from studio.families.tasks import Generate
from studio.ui.panels.jobs.words import left_of, line_of, spoken, title_of


def made(state: State, **kwargs: object) -> Job:
    job = Job(Generate(prompt="sunset lake\nwith a boat"))
    job.state = state
    for name, value in kwargs.items():
        setattr(job, name, value)
    return job


PIXELS = np.zeros((2, 2, 4), np.uint8)


def test_the_title_is_the_task_and_the_first_line_of_its_prompt() -> None:
    assert title_of(made(State.WAITING)) == "Create · sunset lake"
    assert title_of(Job(Generate())) == "Create"


def test_each_state_has_its_line() -> None:
    assert line_of(made(State.WAITING)) == "Waiting"
    assert line_of(made(State.WAITING), paused=True) == "Waiting until the queue goes on"
    assert line_of(made(State.LOADING)) == "Loading the model"
    assert line_of(made(State.RUNNING, note="Step 13 of 20", preview=PIXELS)) == "Step 13 of 20 · preview"
    assert line_of(made(State.RUNNING, fraction=0.4)) == "40 % done"
    done = made(State.DONE, pictures=4, started=10.0, ended=11.4)
    assert line_of(done) == "Done in 1.4 s · 4 pictures"
    assert line_of(made(State.FAILED, error=JobFailed("It broke.", "Mend it."))) == "It broke. Mend it."
    assert line_of(made(State.CANCELLED)) == "Cancelled"


def test_time_left_is_only_said_when_it_is_known() -> None:
    assert left_of(made(State.WAITING)) == ""
    assert spoken(made(State.RUNNING, fraction=0.25, note="Step 1 of 4")) == (
        "Create · sunset lake, 25 % done, Step 1 of 4")


def test_which_of_several_pictures_is_under_way_stands_in_the_title() -> None:
    job = made(State.RUNNING, note="Step 3 of 20, picture 2 of 4", preview=PIXELS)
    assert title_of(job) == "Create · 2 of 4"
    assert line_of(job) == "Step 3 of 20 · preview"
    job.state, job.note = State.DONE, ""
    assert title_of(job) == "Create · sunset lake"


def test_a_waiting_job_says_how_long_it_will_take() -> None:
    waiting = made(State.WAITING)
    assert line_of(waiting, expected=3.2) == "Waiting · about 3 s"
    assert line_of(waiting, expected=0.2) == "Waiting · about 1 s"
    assert line_of(waiting, expected=130) == "Waiting · about 2 min 10 s"
    assert line_of(waiting, paused=True, expected=3.2) == "Waiting until the queue goes on · about 3 s"
