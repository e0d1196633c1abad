"""All trainings of this studio: one runs, the others wait, and it gives way while a picture is painted."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio import places
from studio.core.errors import BadRequest, PentimentoError, Unreadable, Unwritable
from studio.engine.job import State as JobState
from studio.ui.panels.train import process
from studio.ui.panels.train.request import FILE, Request, file_name
from studio.ui.panels.train.training import State, Training

if TYPE_CHECKING:
    from studio.engine.engine import Engine

_TICK = 400
_AGAIN = 5.0
"""Seconds after which a pause is asked for again: it ends when nobody does."""


def folder() -> Path:
    return places.data() / "trainings"


class School(QObject):
    """One process trains at a time, the others wait; and it pauses as long as the engine has a job under way."""

    listed = Signal()
    """There are other trainings, or in another order."""
    moved = Signal(object)
    """A training has got on, or is in another state."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._again = 0.0
        self.trainings = [Training(home, request).attach() for home, request in _there()]
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.look)
        engine.changed.connect(self._make_way)
        self._follow()

    @property
    def active(self) -> list[Training]:
        """Those a process works at: one at most, but for what other windows have begun."""
        return [one for one in self.trainings if one.state.active]

    @property
    def busy(self) -> list[Training]:
        """Those that run or wait."""
        return [one for one in self.trainings if one.state.active or one.state is State.WAITING]

    @property
    def busy_elsewhere(self) -> bool:
        """Whether a picture is being painted, which goes first."""
        return any(job.state in (JobState.LOADING, JobState.RUNNING) for job in self._engine.jobs)

    # What can be done

    def begin(self, request: Request, name: str) -> Training:
        """A new training, which starts at once or waits for its turn. BadRequest for a name that cannot be."""
        home = _free(name or request.kind)
        try:
            home.mkdir(parents=True)
        except OSError as error:
            raise Unwritable(f"{home} could not be made: {(error.strerror or str(error)).lower()}.",
                             "Make room on the disk.") from None  # fmt: skip
        request.keep(home)
        training = Training(home, request)
        self.trainings.insert(0, training)
        training.state = State.WAITING
        self.listed.emit()
        self._next()
        return training

    def go_on(self, training: Training) -> None:
        """From its last checkpoint; as long again as it was asked for, where it is through."""
        if not training.can_go_on:
            return
        training.request = training.request.longer(training.step, Request.read(training.home))
        training.state, training.error, training.hint = State.WAITING, "", ""
        self.moved.emit(training)
        self._next()

    def stop(self, training: Training) -> None:
        """Between two steps, with a checkpoint."""
        if training.state is State.WAITING:
            training.state = State.STOPPED if training.kept_step else State.IDLE
        elif training.state.active:
            training.state = State.STOPPING
            process.tell(training.home, "stop")
        self.moved.emit(training)

    def stop_all(self) -> None:
        for training in self.busy:
            self.stop(training)

    def delete(self, training: Training) -> None:
        """Its checkpoints, its log and its model; what the studio uses of it stays. BadRequest while it runs."""
        if training.state.active:
            raise BadRequest("The training still runs.", "Stop it first.")
        gone = training.home.with_name(f".{training.home.name}")
        try:
            shutil.rmtree(gone, ignore_errors=True)
            training.home.rename(gone)
        except OSError as error:
            raise Unwritable(f"{training.home} could not be deleted: {(error.strerror or str(error)).lower()}.",
                             "Close what has its files open.") from None  # fmt: skip
        shutil.rmtree(gone, ignore_errors=True)
        self.trainings.remove(training)
        self.listed.emit()

    # Turns

    def look(self) -> None:
        """What the processes have said; who comes next; who has to wait."""
        for training in list(self.trainings):
            if training.refresh():
                self.moved.emit(training)
        self._make_way()
        self._next()

    def _next(self) -> None:
        waiting = [one for one in self.trainings if one.state is State.WAITING]
        if waiting and not self.active:
            self._start(waiting[-1])
        self._follow()

    def _start(self, training: Training) -> None:
        resume = any(training.home.glob("step-????????"))
        try:
            process.start(training.request.words(training.home, resume), training.home)
            training.begun()
        except PentimentoError as error:
            training.state, training.error, training.hint = State.FAILED, error.message, error.hint
        self._make_way(now=True)
        self.moved.emit(training)

    def _make_way(self, now: bool = False) -> None:
        """Pauses what runs while a picture is painted, and lets it go on afterwards."""
        pausing = self.busy_elsewhere
        for training in self.active:
            if training.state is State.STOPPING:
                continue
            if pausing and (now or time.monotonic() - self._again > _AGAIN or training.state is not State.PAUSED):
                process.tell(training.home, "pause")
                self._again = time.monotonic()
            elif not pausing and self._again:
                process.tell(training.home, "")
        if not pausing:
            self._again = 0.0

    def _follow(self) -> None:
        """Looks again and again as long as there is something to see."""
        wanted = bool(self.busy)
        if wanted != self._timer.isActive():
            self._timer.start() if wanted else self._timer.stop()


def _there() -> list[tuple[Path, Request]]:
    """Newest first; what is no training is passed over."""
    found = []
    for path in sorted(folder().glob(f"*/{FILE}"), key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            found.append((path.parent, Request.read(path.parent)))
        except Unreadable:
            continue
    return [(home, request) for home, request in found if not home.name.startswith(".")]


def _free(name: str) -> Path:
    """A folder of that name that is not there yet."""
    plain = file_name(name)
    if not plain:
        raise BadRequest("The training needs a name.", "Letters and figures make one.")
    home, number = folder() / plain, 1
    while home.exists():
        number += 1
        home = folder() / f"{plain}-{number}"
    return home
