"""Gets the pictures of points as fast as they can be had: where the hand is first, what nobody waits for never.

There is one engine. So the decoder has one job on its way at a time, as short as it can be, and chooses the next one
only when that is over: of many positions that a hand went through meanwhile only the newest is decoded.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import BadRequest, PentimentoError
from studio.engine.job import Job, State

if TYPE_CHECKING:
    from studio.engine.engine import Engine
    from studio.explore.space import Spot

NOW, SHELF, MAP = "now", "shelf", "map"
LANES = (NOW, SHELF, MAP)
"""In the order in which they go: the picture of where one is, those of pins and sums, those of the map."""

SHORT = 0.06
"""Seconds: a job takes as many pictures as are made in that time, so that the hand never waits long for it."""
SLOW = 0.25
"""Seconds: a job that takes longer is cancelled when something more urgent is asked for. A shorter one has hardly an
end sooner for being cancelled, and its picture shows that the hand moves."""
MOST = 8
"""Pictures in one job."""


@dataclass(frozen=True, eq=False)
class Look:
    """A wish for one picture. `key` is the asker's own; `more` are other fields of Decode (prompt, steps …)."""

    key: Any
    model: str
    spot: Spot
    more: Mapping[str, Any] = field(default_factory=dict)


class Decoder(QObject):
    """`came` gives the lane, the look and its patch; `sketched` a look of NOW and a preview of it; `failed` an error,
    after which nothing is waited for any more."""

    came = Signal(str, object, object)
    sketched = Signal(object, object)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._waiting: dict[str, list[Look]] = {lane: [] for lane in LANES}
        self._job: Job | None = None
        self._lane = ""
        self._looks: list[Look] = []
        self._stale = False
        self._began = 0.0
        self._pace: dict[str, float] = {}

    @property
    def idle(self) -> bool:
        return self._job is None and not any(self._waiting.values())

    def pace(self, model: str) -> float | None:
        """Seconds that a picture of this model takes; None before the first."""
        return self._pace.get(model)

    def waits(self, lane: str) -> int:
        """How many pictures of a lane are still to come."""
        here = len(self._looks) if self._lane == lane and self._job is not None and not self._stale else 0
        return len(self._waiting[lane]) + here

    def ask(self, lane: str, looks: Sequence[Look]) -> None:
        """Wishes for these, in this order, in place of all that the lane still waited for."""
        self._waiting[lane] = list(looks)
        if self._job is not None:
            same, urgent = self._lane == lane, LANES.index(lane) < LANES.index(self._lane)
            if same and lane != NOW:
                self._stale = True
            if (self._stale or same or (urgent and looks)) and self._slow():
                self._engine.cancel(self._job)
        self._next()

    def stop(self) -> None:
        """Wishes for nothing any more."""
        self._waiting = {lane: [] for lane in LANES}
        self._stale = True
        if self._job is not None:
            self._engine.cancel(self._job)

    def _slow(self) -> bool:
        """Whether the job under way is worth being cancelled."""
        pace = self._pace.get(self._looks[0].model)
        expected = time.monotonic() - self._began if pace is None else pace * len(self._looks)
        return expected > SLOW

    def _next(self) -> None:
        if self._job is not None:
            return
        lane = next((lane for lane in LANES if self._waiting[lane]), "")
        if lane:
            self._send(lane, self._lot(self._waiting[lane]))

    def _lot(self, waiting: list[Look]) -> list[Look]:
        """The first ones that go together, taken from the list."""
        first = waiting[0]
        pace = self._pace.get(first.model)
        most = 1 if pace is None else max(1, min(MOST, int(SHORT / max(pace, 1e-4))))
        count = 1
        while count < min(most, len(waiting)) and (waiting[count].model, waiting[count].more) == (
            first.model, first.more) and waiting[count].spot.latent.shape == first.spot.latent.shape:
            count += 1
        lot = waiting[:count]
        del waiting[:count]
        return lot

    def _send(self, lane: str, looks: list[Look]) -> None:
        from studio.families.tasks import Decode

        task = Decode(model=looks[0].model, latents=tuple(look.spot.latent for look in looks),
                      each=tuple(dict(look.spot.sliders) for look in looks), **looks[0].more)  # fmt: skip
        self._lane, self._looks, self._stale, self._began = lane, looks, False, time.monotonic()
        try:
            job = self._engine.submit(task, first=True, quiet=True)
        except BadRequest as error:
            self._give_up(error)
            return
        self._job = job
        job.progressed.connect(self._moved)
        job.finished.connect(self._ended)

    def _moved(self, job: Job) -> None:
        """Previews are for pictures that one has to wait for; of others they would only be painted besides."""
        if job is self._job and self._lane == NOW and job.preview is not None and not self._stale and self._slow():
            self.sketched.emit(self._looks[0], job.preview)

    def _ended(self, job: Job) -> None:
        if job is not self._job:
            return
        lane, looks, stale = self._lane, self._looks, self._stale
        self._job = None
        if job.state is State.FAILED and job.error is not None:
            self._give_up(job.error)
            return
        if job.state is State.DONE:
            self._note(looks, time.monotonic() - self._began)
        elif not stale and not (lane == NOW and self._waiting[NOW]):
            self._waiting[lane] = [*looks, *self._waiting[lane]]
        found = zip(looks, job.patches, strict=True) if job.state is State.DONE and not stale else ()
        self._next()  # before anybody paints what came: the worker need not wait for that
        for look, patch in found:
            self.came.emit(lane, look, patch)

    def _note(self, looks: list[Look], seconds: float) -> None:
        """The pace follows what was measured; the first time counts the loading of the model too, and is forgotten."""
        model, each = looks[0].model, seconds / len(looks)
        before = self._pace.get(model)
        self._pace[model] = each if before is None or each < before else 0.7 * before + 0.3 * each

    def _give_up(self, error: PentimentoError) -> None:
        self._job = None
        self._waiting = {lane: [] for lane in LANES}
        self.failed.emit(error)
