"""A task on its way: what it waits for, how far it is, what came of it."""

from __future__ import annotations

import time
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any

from studio.core.errors import PentimentoError
from studio.core.signal import Signal

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.families.family import ModelEntry
    from studio.families.tasks import Patch, Task

_numbers = count(1)


class Cancelled(BaseException):
    """The artist does not want it any more. Not an Exception, so that no `except Exception` swallows it."""


class State(Enum):
    WAITING = "waiting"
    LOADING = "loading"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        return self in (State.DONE, State.FAILED, State.CANCELLED)


class Job:
    """Lives on the thread that made it; only the engine changes it, and its signals are emitted there.

    `fraction` rises from 0 to 1. `preview` is the newest picture on the way.
    """

    def __init__(self, task: Task, title: str = "") -> None:
        self.number = next(_numbers)
        self.task = task
        self.title = title or task.title
        self.state = State.WAITING
        self.quiet = False
        """Asked for by a panel itself, not by the artist: no list shows it."""
        self.fraction = 0.0
        self.note = ""
        self.entry: ModelEntry | None = None
        """Which model does it."""
        self.preview: Picture | None = None
        self.patches: tuple[Patch, ...] = ()
        """What came of it; the engine lets go of those of older jobs, whose layers have them."""
        self.pictures = 0
        """How many came of it."""
        self.error: PentimentoError | None = None
        self.made = time.monotonic()
        self.started: float | None = None
        self.ran: tuple[float, float] | None = None
        """When its model was ready, and at what fraction."""
        self.ended: float | None = None
        self.progressed: Signal[[Job]] = Signal()
        self.finished: Signal[[Job]] = Signal()
        """Once each time it ends, whatever the end: look at `state`. A job that is retried ends again."""
        self.tags: dict[str, Any] = {}
        """For whoever submitted it."""

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        if self.started is None:
            return 0.0
        return (self.ended or time.monotonic()) - self.started

    @property
    def seconds_left(self) -> float | None:
        """By its pace since the model was loaded; None while too little is known."""
        if self.state is not State.RUNNING or self.ran is None:
            return None
        since, start = self.ran
        if self.fraction - start < 0.02:
            return None
        return (time.monotonic() - since) * (1 - self.fraction) / (self.fraction - start)
