"""A job in words: what it makes, how far it is, what came of it."""

from __future__ import annotations

import re

from studio.engine.job import Job, State
from studio.ui.cost import seconds_said

STOPPED = {State.CANCELLED: "Cancelled", State.FAILED: "Failed"}


WHICH = re.compile(r"(?:, )?picture (\d+) of (\d+)")
"""How families say in a note which of several pictures they are at."""


def title_of(job: Job) -> str:
    """ "Create · sunset lake": the task and the beginning of its prompt; "Create · 2 of 4" while it makes several."""
    at = WHICH.search(job.note) if job.state is State.RUNNING else None
    if at:
        return f"{job.title} · {at[1]} of {at[2]}"
    prompt = str(getattr(job.task, "prompt", "")).strip().split("\n")[0]
    return f"{job.title} · {prompt}" if prompt else job.title


def left_of(job: Job) -> str:
    """ "0.9 s left", or nothing while nobody can know."""
    left = job.seconds_left
    return "" if left is None else f"{seconds_said(max(0.1, left))} left"


def line_of(job: Job, paused: bool = False, expected: float | None = None) -> str:
    """The second line: the step, the wait, the end. `expected` is how many seconds a waiting job will take."""
    if job.state is State.WAITING:
        wait = "Waiting until the queue goes on" if paused else "Waiting"
        return wait if expected is None else f"{wait} · about {about(expected)}"
    if job.state is State.LOADING:
        return job.note or "Loading the model"
    if job.state is State.RUNNING:
        note = WHICH.sub("", job.note) or f"{round(job.fraction * 100)} % done"
        return f"{note} · preview" if job.preview is not None else note
    if job.state is State.DONE:
        count = job.pictures
        return f"Done in {seconds_said(job.seconds)} · {count} {'picture' if count == 1 else 'pictures'}"
    if job.error is not None:
        return f"{job.error.message} {job.error.hint}".strip()
    return STOPPED[job.state]


def about(seconds: float) -> str:
    """ "3 s", "2 min": nothing that sounds more exact than it is."""
    return seconds_said(seconds) if seconds >= 9.95 else f"{max(1, round(seconds))} s"


def spoken(job: Job, paused: bool = False, expected: float | None = None) -> str:
    """What a screen reader says of a row."""
    progress = f"{round(job.fraction * 100)} % done" if job.state in (State.LOADING, State.RUNNING) else ""
    return ", ".join(part for part in (title_of(job), progress, left_of(job), line_of(job, paused, expected))
                     if part)
