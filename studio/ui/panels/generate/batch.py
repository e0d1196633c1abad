"""Many files enlarged into a folder: each a job of its own, a few on their way at a time, so that any number fits."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import PentimentoError
from studio.engine.job import Job, State
from studio.families.tasks import Upscale
from studio.ui.background import in_background
from studio.ui.panels.jobs.panel import FILE

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.session import Session
    from studio.ui.desk import Desk

AHEAD = 3
"""Files that are read and wait or are worked on at a time: each holds its whole picture in memory."""


class Batch(QObject):
    """`ended` once, with how many files were written and how many were not.

    Cancelling one job passes over its file; cancelling several at once (Cancel all) ends the batch.
    """

    ended = Signal(int, int)

    def __init__(self, desk: Desk, values: Mapping[str, Any], sources: Sequence[Path], folder: Path,
                 parent: QObject | None = None) -> None:
        from studio.formats.goals import goals

        super().__init__(parent)
        self._desk, self._values, self._folder = desk, dict(values), folder
        self._waiting = deque(zip(sources, goals(sources, folder, spare=True), strict=True))
        self._total = len(sources)
        self._under_way = 0
        self._written = 0
        self._cancelled_now = 0
        self._told = False
        self.trouble: list[str] = []

    def begin(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """Reads the next files; at the end says what came of it all."""
        if self._cancelled_now > 1:
            self._waiting.clear()
        self._cancelled_now = 0
        while self._waiting and self._under_way < AHEAD:
            self._under_way += 1
            self._read(*self._waiting.popleft())
        if not self._under_way and not self._waiting and not self._told:
            self._told = True
            self._tell()

    def _read(self, source: Path, goal: Path) -> None:
        from studio.formats import files

        in_background(lambda: files.open_document(source), partial(self._ask, source, goal),
                      partial(self._failed, source))

    def _ask(self, source: Path, goal: Path, document: Document) -> None:
        from studio.session import Session

        session = Session(document, self._desk.library, self._desk.engine)
        session.made.connect(lambda job, made: self._write(goal, made))
        try:
            job = session.submit(Upscale, self._values, f"{Upscale.title} · {source.name}")
        except PentimentoError as error:
            self._failed(source, error)
            return
        job.tags[FILE] = goal
        job.finished.connect(partial(self._over, source, session))

    def _over(self, source: Path, session: Session, job: Job) -> None:
        if job.state is State.DONE:
            return  # it is being written
        if job.state is State.CANCELLED:
            self._cancelled_now += 1
        elif job.error is not None:
            self.trouble.append(f"{source.name}: {job.error.message}")
        self._one_less()

    def _write(self, goal: Path, made: Document) -> None:
        from studio.formats import files

        def done(_: None) -> None:
            self._written += 1
            self._one_less()

        in_background(lambda: files.export(goal, made), done, partial(self._failed, goal))

    def _failed(self, path: Path, error: PentimentoError) -> None:
        self.trouble.append(f"{path.name}: {error.message}")
        self._one_less()

    def _one_less(self) -> None:
        """Goes on a moment later, when it is known whether other jobs were cancelled together with this one."""
        self._under_way = max(0, self._under_way - 1)
        QTimer.singleShot(0, self, self._go_on)

    def _tell(self) -> None:
        missing = self._total - self._written
        said = f"{self._written} of {self._total} pictures are in {self._folder.name}."
        self._desk.say(said, "\n".join(self.trouble[:4]), "error" if self.trouble else "info")
        self.ended.emit(self._written, missing)
