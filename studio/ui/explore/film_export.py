"""A film of a walk, made in the background: the engine decodes, the film is written on a thread of its own meanwhile.

What that thread needs decoded it asks the window's thread for, which alone may speak to the engine; so the film has the
frames that the command line's walk makes, and the window never waits.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from studio.core.errors import JobFailed, PentimentoError
from studio.engine.job import Cancelled, Job
from studio.families import walks

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.engine.engine import Engine
    from studio.families.tasks import Latent, Task

LOOKS = 8
"""Pictures between two pins that tell how evenly they change."""
WAIT = 0.2
"""Seconds between two looks at whether the window has gone."""


@dataclass(frozen=True)
class Walk:
    """What the film shows: the way between `pins` of `model` in `frames` pictures, `fps` of them a second. `size` is
    the longer side, 0 the model's own."""

    model: str
    pins: tuple[Latent, ...]
    frames: int = 120
    fps: float = 25.0
    smooth: bool = True
    loop: bool = False
    even: bool = False
    quality: int = 80
    loops: int = 0
    size: int = 0

    @property
    def between(self) -> walks.Between:
        return walks.slerp if self.smooth else walks.lerp

    def points(self) -> list[Latent]:
        """At an even pace of the latents; of the pictures only after a look at them."""
        return walks.walk(self.pins, self.frames, self.between, self.loop)

    @property
    def job(self) -> dict[str, Any]:
        """What the film's file remembers."""
        return {"task": "walk", "model": self.model, "frames": self.frames, "fps": self.fps, "loop": self.loop,
                "way": "slerp" if self.smooth else "lerp", "even": self.even, "quality": self.quality,
                "loops": self.loops, "size": self.size}  # fmt: skip


class _Order:
    """A task on its way to the window's thread, and the job that comes back when it is over."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.job: Job | None = None
        self.error: PentimentoError | None = None
        self.over = threading.Event()


class FilmExport(QObject):
    """`moved`: how much is done (0 … 1) and in how many seconds the rest will be; `ended`: the path, None when it was
    cancelled, or an error."""

    moved = Signal(float, float)
    ended = Signal(object)
    _ordered = Signal(object)
    _told = Signal(float)
    _done = Signal(object)

    def __init__(self, engine: Engine, walk: Walk, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self.walk, self.path = engine, walk, path
        self._stopped = threading.Event()
        self._job: Job | None = None
        self._began = 0.0
        queued = Qt.ConnectionType.QueuedConnection
        self._ordered.connect(self._take, queued)
        self._told.connect(self._tell, queued)
        self._done.connect(self._end, queued)
        self._thread = threading.Thread(target=self._write, name="film export", daemon=True)

    def start(self) -> None:
        """BadRequest for an ending that no format of films has, or less than two pins."""
        from studio.formats.films.record import format_for

        format_for(self.path)
        self.walk.points()
        self._began = time.monotonic()
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.wait)
        self._thread.start()

    def cancel(self) -> None:
        """Ends within one job; no half film is left."""
        self._stopped.set()
        if self._job is not None:
            self._engine.cancel(self._job)

    @Slot()
    def wait(self) -> None:
        """Cancels, and comes back when the thread has ended: for a window that closes."""
        self.cancel()
        if self._thread.is_alive():
            self._thread.join()

    # On the film's own thread

    def _write(self) -> None:
        try:
            self._record()
            self._done.emit(self.path)
        except Cancelled:
            self._done.emit(None)
        except PentimentoError as error:
            self._done.emit(error.with_traceback(None))
        except OSError as error:
            self._done.emit(JobFailed(f"{self.path.name} could not be written: {error.strerror or error}."))

    def _record(self) -> None:
        from studio.formats.films.film import Film
        from studio.formats.films.record import record
        from studio.session.walking import frames

        walk = self.walk
        points, start = walk.points(), 0.0
        if walk.even:
            start = 0.2
            points = walks.at(walk.pins, self._paced(start), walk.between)

        def report(fraction: float, preview: object = None, note: str = "") -> None:
            self._told.emit(start + (1 - start) * fraction)

        film = Film(Fraction(walk.fps).limit_denominator(1001), walk.quality, walk.loops, None, walk.job)
        made = frames(self._submit, walk.model, points, {}, report)
        record(self.path, (scaled(picture, walk.size) for picture in made), film)

    def _paced(self, share: float) -> Any:
        """Times at which the pictures change equally."""
        from studio.session.walking import frames

        walk = self.walk
        parts = len(walk.pins) if walk.loop else len(walk.pins) - 1
        looks = [parts * number / (parts * LOOKS) for number in range(parts * LOOKS + 1)]

        def report(fraction: float, preview: object = None, note: str = "") -> None:
            self._told.emit(share * fraction)

        seen = frames(self._submit, walk.model, walks.at(walk.pins, looks, walk.between), {}, report)
        return walks.even(looks, _changes(seen), walk.frames, walk.loop)

    def _submit(self, task: Task) -> Job:
        """As an engine's that comes back when the job is over."""
        order = _Order(task)
        if self._stopped.is_set():
            raise Cancelled
        self._ordered.emit(order)
        while not order.over.wait(WAIT):
            if self._stopped.is_set():  # the window may be waiting for this thread, and hear of no job any more
                raise Cancelled
        if order.error is not None:
            raise order.error
        if order.job is None:
            raise Cancelled
        return order.job

    # On the window's thread

    @Slot(object)
    def _take(self, order: _Order) -> None:
        if self._stopped.is_set():
            order.over.set()
            return
        try:
            job = self._engine.submit(order.task, quiet=True)
        except PentimentoError as error:
            order.error = error
            order.over.set()
            return
        order.job = self._job = job

        def over(job: Job) -> None:
            order.over.set()

        job.finished.connect(over)

    @Slot(float)
    def _tell(self, share: float) -> None:
        took = time.monotonic() - self._began
        self.moved.emit(share, took * (1 - share) / share if share > 0.02 else -1.0)

    @Slot(object)
    def _end(self, what: object) -> None:
        self._job = None
        self.ended.emit(what)


def scaled(picture: Picture, size: int) -> Picture:
    """The picture with `size` px at its longer side, cubic; 0 leaves it."""
    from studio.core.resample import Method, resized

    height, width = picture.shape[:2]
    share = size / max(height, width) if size else 1.0
    if share == 1:
        return picture
    return resized(picture, (max(1, round(width * share)), max(1, round(height * share))), Method.CUBIC)


def _changes(pictures: Any) -> Sequence[float]:
    """Root of the mean square by which each picture differs from the one before."""
    import numpy as np

    found, before = [], None
    for picture in pictures:
        now = picture[..., :3].astype(np.float32)
        if before is not None:
            found.append(float(np.sqrt(((now - before) ** 2).mean())))
        before = now
    return found
