"""The engine of the command line and of tests: a task is done when `submit` returns."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.core.errors import PentimentoError
from studio.engine.job import Cancelled, Job, State
from studio.engine.progress import Progress, Step
from studio.engine.runners import InThread, Runner
from studio.engine.settling import settled

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.tasks import Task


class Blocking:
    """`submit` runs at once, on the calling thread, and returns the job when it is over. What went wrong is its
    `error`; only a wrong request raises. `watch` gets every job before it begins, to listen to its `progressed`.
    """

    def __init__(
        self,
        library: Library,
        device: str = "auto",
        watch: Callable[[Job], object] | None = None,
        runner: Runner | None = None,
    ) -> None:
        self._library = library
        self._runner = runner or InThread(library.families, device)
        self._watch = watch
        self._cancelled: set[Job] = set()

    def submit(self, task: Task, title: str = "") -> Job:
        """Ctrl+C ends the job as cancelled."""
        task, entry = settled(task, self._library)
        job = Job(task, title)
        job.entry = entry
        if self._watch is not None:
            self._watch(job)
        job.state, job.started = State.LOADING, time.monotonic()

        def tell(step: Step) -> None:
            state = State.LOADING if step.loading else State.RUNNING
            if state is not job.state and state is State.RUNNING:
                job.ran = (time.monotonic(), step.fraction)
            job.state, job.fraction, job.note = state, step.fraction, step.note
            if step.preview is not None:
                job.preview = step.preview
            job.progressed.emit(job)

        try:
            job.patches = self._runner.run(task, entry, Progress(tell, lambda: job in self._cancelled))
            job.state, job.fraction = State.DONE, 1.0
        except (Cancelled, KeyboardInterrupt):
            job.state = State.CANCELLED
        except PentimentoError as error:
            job.state, job.error = State.FAILED, error
        self._cancelled.discard(job)
        job.ended, job.note = time.monotonic(), ""
        job.finished.emit(job)
        return job

    def cancel(self, job: Job) -> None:
        """From a listener of `progressed`: the job ends at its next report."""
        self._cancelled.add(job)

    def close(self) -> None:
        self._runner.close()
