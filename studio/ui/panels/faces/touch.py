"""Brings moving sliders to the canvas: the newest values win, a large picture first small and whole when they rest.

There is one engine, so one job is on its way at a time. Values that come meanwhile wait, the newest in
place of those before; a job that is stale and would still take long is cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import PentimentoError
from studio.core.layers import PixelLayer
from studio.core.tiles import Array, Key
from studio.engine.job import Job, State
from studio.session import retouch

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.session import Session
    from studio.session.retouch import Subject, View
    from studio.ui.desk import Desk

REST = 700
"""Milliseconds without a move after which the next one is a step of undo of its own."""
PATIENCE = 0.4
"""Seconds that a stale job may still take before it is worth being cancelled."""


@dataclass(frozen=True, eq=False)
class Wish:
    """What sliders ask for. `turn` tells the subjects of the panel apart, one after the other."""

    turn: int
    session: Session
    subject: Subject
    values: Mapping[str, Any]
    name: str = ""
    whole: bool = False


class Touch(QObject):
    """`laid` tells the subject as it is now; `stirred` that something began, went on or ended; `failed` an error."""

    laid = Signal(object)
    stirred = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turn = 0
        self._session: Session | None = None
        self._subject: Subject | None = None
        self._wish: Wish | None = None
        self._owed: Wish | None = None
        self._view: View | None = None
        self._seen: object = None
        """The mark of the history that the view belongs to."""
        self._laid: dict[Key, Array] = {}
        """The tiles that were laid last."""
        self._looking = False
        self.job: Job | None = None
        self.laying = False
        self._pace = 0.0
        self._began = 0.0
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._seal)

    @property
    def busy(self) -> bool:
        return self._looking or self.job is not None or self._wish is not None or self._owed is not None

    @property
    def session(self) -> Session | None:
        """Of the picture that sliders act on."""
        return self._session

    def turn(self, session: Session | None, subject: Subject | None) -> None:
        """From now on sliders act on this. What was asked of the subject before is still brought to its end."""
        self._seal()
        self._turn += 1
        self._session, self._subject, self._view, self._laid = session, subject, None, {}

    def ask(self, values: Mapping[str, Any], name: str = "") -> None:
        """The sliders stand like that now. `name` is what a new layer would be called."""
        if self._session is None or self._subject is None:
            return
        self._rest.stop()
        self._wish = Wish(self._turn, self._session, self._subject, dict(values), name)
        if self._owed is not None and self._owed.turn == self._turn:
            self._owed = None
        if self.job is not None and self._pace * (1 - self.job.fraction) > PATIENCE:
            self._desk.engine.cancel(self.job)
        self._next()

    def stop(self) -> None:
        """Wishes for nothing any more; what was laid stays."""
        self._wish = self._owed = None
        if self.job is not None:
            self._desk.engine.cancel(self.job)
        self.stirred.emit()

    # One after the other

    def _next(self) -> None:
        if self.job is not None or self._looking:
            return
        wish, self._wish = self._wish, None
        if wish is None:
            wish, self._owed = self._owed, None
        if wish is None or wish.session not in self._desk.sessions:
            self._rest.start()
            self.stirred.emit()
            return
        if wish.turn == self._turn and self._subject is not None:
            wish = replace(wish, subject=self._subject)  # the layer may have come, or its place been found, since
        document = wish.session.document
        if self._view is not None and wish.turn == self._turn and document.history.mark is self._seen:
            self._send(wish, self._view)
            return
        self._looking = True
        weight, mark = retouch.weight(document, wish.subject), document.history.mark
        try:
            self._desk.labours.do(document, retouch.TITLE, weight, lambda twin: retouch.look(twin, wish.subject),
                                  lambda view: self._looked(wish, view, mark), self._refused)
        except PentimentoError as error:
            self._refused(error)

    def _looked(self, wish: Wish, view: View, mark: object) -> None:
        self._looking = False
        if wish.turn == self._turn:
            self._view, self._seen = view, mark
        self._send(wish, view)

    def _send(self, wish: Wish, view: View) -> None:
        quick = view.large and not wish.whole
        try:
            task = retouch.task(wish.subject, view, wish.values, quick)
            job = self._desk.engine.submit(task, retouch.TITLE, first=True, quiet=True)
        except PentimentoError as error:
            self._refused(error)
            return
        self.job, self._began = job, time.monotonic()
        job.progressed.connect(lambda _: self.stirred.emit())
        job.finished.connect(lambda job: self._finished(job, wish, view, quick))
        self.stirred.emit()

    def _refused(self, error: PentimentoError) -> None:
        self._looking = False
        self._wish = self._owed = None
        self.failed.emit(error)
        self.stirred.emit()

    def _finished(self, job: Job, wish: Wish, view: View, quick: bool) -> None:
        self.job = None
        if job.state is State.FAILED and job.error is not None:
            self._refused(job.error)
            return
        if job.state is State.DONE and wish.session in self._desk.sessions and not self._overtaken(wish):
            self._pace = time.monotonic() - self._began
            self._lay(job, wish, view, quick)
        self._next()

    def _overtaken(self, wish: Wish) -> bool:
        """Whether somebody else has painted on the layer since the small picture was laid there."""
        return wish.whole and not _same(_tiles_of(wish.session.document, wish.subject.layer), self._laid)

    def _lay(self, job: Job, wish: Wish, view: View, quick: bool) -> None:
        document = wish.session.document
        current = wish.turn == self._turn
        subject = self._subject if current and self._subject is not None else wish.subject
        self.laying = True
        try:
            after = retouch.lay(document, job, subject, view, wish.name, int(wish.values.get("feather", 0)))
        except PentimentoError as error:
            self._refused(error)
            return
        finally:
            self.laying = False
        if after is None:
            self._view = None
            return
        self._laid = _tiles_of(document, after.layer)
        after = replace(after, values=wish.values)
        if current:
            self._subject, self._seen = after, document.history.mark
            self.laid.emit(after)
        if quick and (self._wish is None or self._wish.turn != wish.turn):
            self._owed = replace(wish, subject=after, whole=True)

    def _seal(self) -> None:
        if self._session is not None and not self.busy:
            self._session.document.history.seal()


def _tiles_of(document: Document, number: int) -> dict[Key, Array]:
    layer = next((one for one in document.root.walk() if one.id == number), None)
    return dict(layer.pixels.items()) if isinstance(layer, PixelLayer) else {}


def _same(some: dict[Key, Array], others: dict[Key, Array]) -> bool:
    """A tile's identity stands for its content."""
    return some.keys() == others.keys() and all(tile is others[key] for key, tile in some.items())
