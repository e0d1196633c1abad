"""Writes the film while the window goes on: frames are made by the engine and encoded on another thread."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from studio.core.errors import PentimentoError
from studio.engine.job import Cancelled
from studio.families.tasks import Task
from studio.ui.background import in_background

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.engine.engine import Engine
    from studio.engine.job import Job
    from studio.formats.films.film import Film, FilmFormat
    from studio.timeline.timeline import Timeline

LISTEN = 0.1
"""Seconds between two looks at whether the film is wanted no more, while a job is waited for."""
OFTEN = 0.1
"""Seconds between two words on how far it is."""


class Wanted(NamedTuple):
    """What is to be written where; `document` a frozen copy, where the film shows one; `size` None: its own."""

    timeline: Timeline
    document: Document | None
    path: Path
    film: Film
    form: FilmFormat
    size: tuple[int, int] | None = None


class _Sent:
    """A job between two threads: asked for on one, sent off and ended on the other."""

    def __init__(self, task: Task, stopped: threading.Event) -> None:
        self.task = task
        self.job: Job | None = None
        self.error: PentimentoError | None = None
        self.over = threading.Event()
        self._stopped = stopped

    def result(self) -> Job:
        while not self.over.wait(LISTEN):
            if self._stopped.is_set():
                raise Cancelled
        if self.error is not None:
            raise self.error
        if self.job is None:  # it was stopped before it was sent off
            raise Cancelled
        return self.job

    def cancel(self) -> None:
        """Jobs are cancelled on the engine's own thread, by whoever stopped the film."""
        self._stopped.set()


class Exporting(QObject):
    """One film on its way to its file. `progressed`: how much is done (0 … 1), and seconds left (below 0: unknown).
    `ended`: the number of frames; 0 when it was cancelled. `failed`: an error, and nothing was written."""

    began = Signal()
    progressed = Signal(float, float)
    ended = Signal(int)
    failed = Signal(object)
    _asked = Signal(object)
    _moved = Signal(float)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._stopped = threading.Event()
        self._jobs: list[Job] = []
        self._began = 0.0
        self.busy = False
        self.fraction = 0.0
        self.path = Path()
        # Queued always: both are emitted on the film's thread, and this one is the window's.
        self._asked.connect(self._submit, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stopped.set)

    def start(self, wanted: Wanted) -> None:
        """One at a time."""
        self._stopped.clear()
        self.path = wanted.path
        self.busy, self.fraction, self._began = True, 0.0, time.monotonic()
        self.began.emit()
        in_background(partial(self._write, wanted), self._end, self._fail, owner=self)

    def cancel(self) -> None:
        """Nothing of it is left behind."""
        self._stopped.set()
        for job in list(self._jobs):
            self._engine.cancel(job)

    # On the film's thread

    def _write(self, wanted: Wanted) -> int:
        from studio.formats.films.record import record
        from studio.session.filming import frames

        last = 0.0

        def report(fraction: float, preview: object = None, note: str = "") -> None:
            nonlocal last
            if self._stopped.is_set():
                raise Cancelled
            if time.monotonic() - last > OFTEN or fraction >= 1:
                last = time.monotonic()
                self._moved.emit(fraction)

        made = frames(self._begin, wanted.timeline, wanted.document, wanted.size, report)
        try:
            return record(wanted.path, made, wanted.film, wanted.form)
        except Cancelled:
            return 0

    def _begin(self, task: Task) -> _Sent:
        sent = _Sent(task, self._stopped)
        self._asked.emit(sent)
        return sent

    # On the window's

    @Slot(object)
    def _submit(self, what: object) -> None:
        assert isinstance(what, _Sent)
        if self._stopped.is_set():
            what.over.set()
            return
        try:
            job = self._engine.submit(what.task, quiet=True)
        except PentimentoError as error:
            what.error = error
            what.over.set()
            return
        what.job = job
        self._jobs.append(job)

        def over(job: Job) -> None:
            self._jobs.remove(job)
            what.over.set()

        job.finished.connect(over)

    @Slot(float)
    def _tell(self, fraction: float) -> None:
        if self.busy and not self._stopped.is_set():
            self.fraction = fraction
            spent = time.monotonic() - self._began
            self.progressed.emit(fraction, spent * (1 - fraction) / fraction if fraction > 0.03 else -1.0)

    def _end(self, frames: int) -> None:
        self._close()
        self.ended.emit(frames)

    def _fail(self, error: PentimentoError) -> None:
        self._close()
        self.failed.emit(error)

    def _close(self) -> None:
        self.busy = False
        for job in list(self._jobs):
            self._engine.cancel(job)
