"""Has the model make the film's pictures, one job at a time: what is looked at first, and nothing that is passed by."""

from __future__ import annotations

import time
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import BadRequest
from studio.engine.job import Job, State
from studio.timeline.plan import tasks

if TYPE_CHECKING:
    from studio.engine.engine import Engine
    from studio.timeline.moment import Moment
    from studio.timeline.timeline import Timeline

Wish = tuple[Hashable, "Moment"]
"""A picture's name, and the moment that it shows."""

LONG = 0.12
"""Seconds: a job takes as many pictures as are made in that time."""
SLOW = 0.3
"""Seconds: one that takes longer is cancelled when none of its pictures is wanted any more."""
MOST = 8


class Maker(QObject):
    """`made` gives a wish's name and its picture (also of jobs that were asked for something else meanwhile); `failed`
    an error, after which nothing is wished for any more. `pace`: seconds that a picture takes, by model."""

    made = Signal(object, object)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._timeline: Timeline | None = None
        self._wanted: list[Wish] = []
        self._job: Job | None = None
        self._making: list[Wish] = []
        self._began = 0.0
        self.pace: dict[str, float] = {}

    @property
    def idle(self) -> bool:
        return self._job is None and not self._wanted

    def ask(self, timeline: Timeline, wanted: Sequence[Wish]) -> None:
        """Wishes for these, in this order, in place of all others."""
        under_way = {name for name, _ in self._making} if self._job is not None else set()
        self._timeline = timeline
        self._wanted = [wish for wish in wanted if wish[0] not in under_way]
        if self._job is not None and wanted and not under_way & {name for name, _ in wanted} and self._slow():
            self._engine.cancel(self._job)
        self._next()

    def stop(self) -> None:
        """Wishes for nothing any more."""
        self._wanted = []
        if self._job is not None:
            self._engine.cancel(self._job)

    def _slow(self) -> bool:
        pace = self.pace.get(self._timeline.source.model) if self._timeline is not None else None
        return (time.monotonic() - self._began if pace is None else pace * len(self._making)) > SLOW

    def _next(self) -> None:
        if self._job is not None or not self._wanted or self._timeline is None:
            return
        pace = self.pace.get(self._timeline.source.model)
        most = 1 if pace is None else max(1, min(MOST, int(LONG / max(pace, 1e-4))))
        lot, self._wanted = self._wanted[:most], self._wanted[most:]
        unlike = [wish for wish in lot if _shape(wish) != _shape(lot[0])]
        lot = [wish for wish in lot if wish not in unlike]
        self._wanted = [*unlike, *self._wanted]
        names = {moment.asked: (name, moment) for name, moment in lot}
        ((task, asked), *_) = tasks(self._timeline, [moment for _, moment in lot], most)
        self._making, self._began = [names[one] for one in asked], time.monotonic()
        try:
            job = self._engine.submit(task, first=True, quiet=True)
        except BadRequest as error:
            self._give_up(error)
            return
        self._job = job
        job.finished.connect(self._ended)

    def _ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job, making = None, self._making
        if job.state is State.FAILED and job.error is not None:
            self._give_up(job.error)
            return
        if job.state is State.DONE:
            self._note(str(job.task.model), (time.monotonic() - self._began) / len(making))
        patches = job.patches if job.state is State.DONE else ()
        self._next()  # before anybody paints what came: the worker need not wait for that
        for (name, _), patch in zip(making, patches, strict=False):
            self.made.emit(name, patch.pixels)

    def _note(self, model: str, each: float) -> None:
        """The pace follows what was measured; the first time counts the loading of the model too, and is forgotten."""
        before = self.pace.get(model)
        self.pace[model] = each if before is None or each < before else 0.7 * before + 0.3 * each

    def _give_up(self, error: object) -> None:
        self._job, self._wanted = None, []
        self.failed.emit(error)


def _shape(wish: Wish) -> tuple[int, ...]:
    spot = wish[1].spot
    return () if spot is None else spot.latent.shape
