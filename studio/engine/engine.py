"""One worker thread, because there is one GPU: jobs wait here in order, and only here does anything cross threads.

PySide6 runs a lambda or plain function that is connected to a worker's signal on the worker's own thread, even when
queued. So everything comes back through a `@Slot` of the engine, which lives on the thread that made it: the UI's.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QThread, Slot
from PySide6.QtCore import Signal as QtSignal

from studio.core.errors import BadRequest, JobFailed, PentimentoError
from studio.core.signal import Signal
from studio.engine.device import Device, processor
from studio.engine.job import Cancelled, Job, State
from studio.engine.progress import Progress, Step
from studio.engine.settling import settled

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.engine.runners import Runner
    from studio.families.family import ModelEntry
    from studio.families.tasks import Patch, Task


KEPT = 4
"""Jobs whose results are held on to after they are done."""


class _Order:
    """A task on its way to the worker's thread and back. The newest step waits in a letter box, older ones are lost."""

    def __init__(self, task: Task, entry: ModelEntry) -> None:
        self.task = task
        self.entry = entry
        self.cancelled = threading.Event()
        self.patches: tuple[Patch, ...] = ()
        self.error: PentimentoError | Cancelled | None = None
        self._lock = threading.Lock()
        self._step: Step | None = None

    def put(self, step: Step) -> bool:
        """Whether the box was empty. A preview that nobody has taken yet outlives steps without one."""
        with self._lock:
            waiting = self._step
            if waiting is not None and step.preview is None:
                step = step._replace(preview=waiting.preview)
            self._step = step
            return waiting is None

    def take(self) -> Step | None:
        with self._lock:
            step, self._step = self._step, None
            return step


class _Worker(QObject):
    """Lives on the engine's thread."""

    stepped = QtSignal(object)
    ended = QtSignal(object)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner

    @Slot(object)
    def warm(self, modules: object) -> None:
        self._runner.warm(cast("tuple[str, ...]", modules))

    @Slot(object)
    def run(self, what: object) -> None:
        order = cast(_Order, what)

        def tell(step: Step) -> None:
            if order.put(step):
                self.stepped.emit(order)

        try:
            order.patches = self._runner.run(order.task, order.entry, Progress(tell, order.cancelled.is_set))
        except (PentimentoError, Cancelled) as error:
            order.error = error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - a runner's own mistake must not stop the queue
            order.error = JobFailed(f"The engine could not run {order.entry.name}: {error}.")
        self.ended.emit(order)


class Engine(QObject):
    """The queue. All methods are called, and all signals of it and of its jobs emitted, on the thread that made it.

    Nothing runs before the first `warm` or `submit`; without a `runner`, jobs then run in a child process. Whoever made
    it calls `close` before the application ends.
    """

    _ordered = QtSignal(object)
    _warmed = QtSignal(object)

    def __init__(self, library: Library, runner: Runner | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.changed: Signal[[]] = Signal()
        """The list of jobs or the state of one is another."""
        self._library = library
        self._runner = runner
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self._jobs: list[Job] = []
        self._running: tuple[Job, _Order] | None = None
        self._paused = False
        self._closed = False
        self._warm: tuple[str, ...] | None = None
        self._unhook = library.changed.connect(self._library_changed)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All of them, in order: those that wait are done from the first to the last."""
        return tuple(self._jobs)

    @property
    def paused(self) -> bool:
        """While it is, no job begins but quiet ones; the one that runs goes on."""
        return self._paused

    @paused.setter
    def paused(self, paused: bool) -> None:
        self._paused = paused
        self.changed.emit()
        self._next()

    @property
    def device(self) -> Device:
        """What models run on, as far as the worker has found out."""
        return processor() if self._runner is None else self._runner.device

    def warm(self) -> None:
        """Starts the worker and lets it import what the models need, in the background: now, and again when models
        come that need more. For when the window has been painted."""
        modules = self._library.modules
        if not self._closed and modules != self._warm:
            self._warm = modules
            self._start()
            self._warmed.emit(modules)

    def submit(self, task: Task, title: str = "", *, first: bool = False, quiet: bool = False) -> Job:
        """Queues `task`, at the end or before all that wait. A `quiet` one is what a panel asks for by itself, many
        times a second: no list shows it, nothing is said when it changes, and it is forgotten when it is over.

        BadRequest when no model here can do it.
        """
        if self._closed:
            raise BadRequest("The studio is closing.")
        task, entry = settled(task, self._library)
        job = Job(task, title)
        job.entry, job.quiet = entry, quiet
        waiting = [index for index, other in enumerate(self._jobs) if other.state is State.WAITING]
        self._jobs.insert(waiting[0] if first and waiting else len(self._jobs), job)
        self._tell(job)
        self._next()
        return job

    def cancel(self, job: Job) -> None:
        """Ends a waiting job now, the running one within a step. One that is over stays as it is."""
        if self._running and self._running[0] is job:
            self._running[1].cancelled.set()
            job.note = "Stopping …"
            job.progressed.emit(job)
        elif job.state is State.WAITING and job in self._jobs:
            self._end(job, State.CANCELLED)

    def cancel_all(self) -> None:
        for job in reversed(self.jobs):
            self.cancel(job)

    def move(self, job: Job, index: int) -> None:
        """Puts a waiting job at `index` of `jobs`."""
        if job.state is not State.WAITING or job not in self._jobs:
            raise BadRequest("Only a job that still waits can be moved.")
        self._jobs.remove(job)
        self._jobs.insert(max(0, index), job)
        self.changed.emit()

    def retry(self, job: Job) -> Job:
        """Queues a job that is over once more, at the end: the same job, same seed, with its listeners and tags."""
        if not job.state.over:
            raise BadRequest("This job is still on its way.", "Cancel it first.")
        _, job.entry = settled(job.task, self._library)
        job.state, job.fraction, job.note, job.error = State.WAITING, 0.0, "", None
        job.patches, job.preview, job.started, job.ran, job.ended = (), None, None, None, None
        if job in self._jobs:
            self._jobs.remove(job)
        self._jobs.append(job)
        self.changed.emit()
        self._next()
        return job

    def forget(self, job: Job) -> None:
        """Takes a job that is over from the list."""
        if not job.state.over:
            raise BadRequest("This job is still on its way.", "Cancel it first.")
        if job in self._jobs:
            self._jobs.remove(job)
            self.changed.emit()

    def close(self) -> None:
        """Cancels everything, ends the worker and its thread. Every job that was not over ends as cancelled."""
        if self._closed:
            return
        self._closed = True
        self._unhook()
        self.cancel_all()
        if self._runner is not None:
            self._runner.stop()
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
        if self._runner is not None:
            self._runner.close()
        self._worker = self._thread = None
        if self._running:
            job, _ = self._running
            self._running = None
            self._end(job, State.CANCELLED)

    def _library_changed(self) -> None:
        if self._warm is not None:
            self.warm()

    # To the worker's thread and back

    def _start(self) -> None:
        if self._thread is not None:
            return
        if self._runner is None:
            # Imported now, because the window is painted sooner without.
            from studio.engine.runners import InChild

            self._runner = InChild(self._library.families, offline=lambda: self._library.offline)
        self._thread, self._worker = QThread(), _Worker(self._runner)
        self._thread.setObjectName("engine")
        self._worker.moveToThread(self._thread)
        self._ordered.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._warmed.connect(self._worker.warm, Qt.ConnectionType.QueuedConnection)
        self._worker.stepped.connect(self._on_step, Qt.ConnectionType.QueuedConnection)
        self._worker.ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

    def _next(self) -> None:
        if self._running or self._closed:
            return
        ready = (job for job in self._jobs if job.state is State.WAITING and (job.quiet or not self._paused))
        job = next(ready, None)
        if job is None or job.entry is None:
            return
        self._start()
        order = _Order(job.task, job.entry)
        self._running = (job, order)
        job.state, job.started = State.LOADING, time.monotonic()
        self._tell(job)
        self._ordered.emit(order)

    @Slot(object)
    def _on_step(self, what: object) -> None:
        order = cast(_Order, what)
        step = order.take()
        if step is None or not self._running or self._running[1] is not order:
            return
        job = self._running[0]
        state = State.LOADING if step.loading else State.RUNNING
        turned = state is not job.state
        if turned and state is State.RUNNING:
            job.ran = (time.monotonic(), step.fraction)
        job.state, job.fraction = state, max(job.fraction, step.fraction)
        if not order.cancelled.is_set():
            job.note = step.note
        if step.preview is not None:
            job.preview = step.preview
        job.progressed.emit(job)
        if turned:
            self._tell(job)

    @Slot(object)
    def _on_end(self, what: object) -> None:
        order = cast(_Order, what)
        if not self._running or self._running[1] is not order:
            return
        job, self._running = self._running[0], None
        if order.cancelled.is_set() or isinstance(order.error, Cancelled):
            self._end(job, State.CANCELLED)
        elif order.error is not None:
            job.error = order.error
            self._end(job, State.FAILED)
        else:
            job.patches, job.pictures, job.fraction = order.patches, len(order.patches), 1.0
            self._end(job, State.DONE)
            self._let_go()

    def _let_go(self) -> None:
        """A long day's results would fill the memory: those that became layers long ago are not kept here too."""
        done = sorted((job for job in self._jobs if job.state is State.DONE), key=lambda job: job.ended or 0.0)
        for job in done[:-KEPT]:
            job.patches, job.preview = (), None

    def _end(self, job: Job, state: State) -> None:
        job.state, job.ended, job.note = state, time.monotonic(), ""
        if job.quiet and job in self._jobs:
            self._jobs.remove(job)
        try:
            job.finished.emit(job)
        finally:  # a listener's mistake must not stop the queue
            self._tell(job)
            self._next()

    def _tell(self, job: Job) -> None:
        if not job.quiet:
            self.changed.emit()
