"""The Jobs panel: what runs, what waits and what is done, with the queue in the artist's hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from studio.core.errors import BadRequest
from studio.engine.job import Job, State
from studio.ui.panels.jobs.row import ACTIVE, JobRow
from studio.ui.theme import colour
from studio.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from studio.session import Session
    from studio.ui.desk import Desk

SHOWN = 60
"""Jobs that are over and still listed."""
FILE = "file"
"""The tag of a job whose result goes to a file and to no open picture."""
PAUSE, CANCEL_ALL, CLEAR = "jobs.pause", "jobs.cancel_all", "jobs.clear"


class Queue(QWidget):
    """Holds the rows, and draws the line where a dragged one would go."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.gap: int | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.gap is not None:
            painter = QPainter(self)
            painter.fillRect(12, self.gap - 1, self.width() - 24, 2, colour("accent"))
            painter.end()


class JobsPanel(QWidget):
    """Follows the engine: rows are made and thrown away only as jobs come and go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._engine = desk.engine
        self.rows: dict[int, JobRow] = {}
        self._deaf: dict[int, Callable[[], None]] = {}
        self._made: dict[int, tuple[Session, int]] = {}
        self._watched: list[Session] = []
        self.queue = Queue()
        self.empty = QLabel("Nothing is being painted. Jobs stand here while a model works.")
        self.empty.setProperty("tone", "3")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidget(self.queue)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.area, 1)
        self.pause = IconButton("pause", "Pause the queue: the job that runs goes on")
        self.pause.clicked.connect(lambda: desk.actions.run(PAUSE))
        self.dots = IconButton("dots-three", "More to do with jobs")
        self.dots.clicked.connect(self._open_menu)
        self._register()
        desk.listed.connect(self._watch)
        desk.made.connect(self._became)
        self._engine.changed.connect(self.refresh)
        self._watch()
        self.refresh()

    def head_widgets(self) -> list[QWidget]:
        return [self.pause, self.dots]

    def _register(self) -> None:
        add = self._desk.actions.add
        add(PAUSE, "Pause the queue", "pause", "", self.turn_pause, menu="Image", line=True,
            tooltip="Pause the queue, or let it go on")
        add(CANCEL_ALL, "Cancel all jobs", "x-circle", "", self._engine.cancel_all, menu="Image",
            enabled=lambda: any(not job.state.over for job in self._engine.jobs))
        add(CLEAR, "Clear finished jobs", "checks", "", self.clear, menu="Image",
            enabled=lambda: any(job.state.over for job in self._engine.jobs))

    # Following

    def _watch(self) -> None:
        """Remembers which layer a job became, so that it can be shown again."""
        for session in self._desk.sessions:
            if session not in self._watched:
                self._watched.append(session)
                session.landed.connect(partial(self._landed, session))
                session.submitted.connect(lambda _: self.refresh())  # only now it is known whose the job is
        self._watched = [session for session in self._watched if session in self._desk.sessions]
        # A closed picture must not be held in memory by the list of what was done with it.
        self._made = {number: made for number, made in self._made.items() if made[0] in self._watched}

    def _landed(self, session: Session, job: Job, layer: int) -> None:
        self._made[job.number] = (session, layer)

    def _became(self, job: Job, session: Session) -> None:
        """A new picture came of it: its only layer is what is shown again."""
        self._made[job.number] = (session, session.document.active)

    def listed(self) -> list[Job]:
        """What runs, what waits in its order, then what is over, newest first."""
        jobs = [job for job in self._engine.jobs if not job.quiet]
        over = [job for job in jobs if job.state.over]
        over.sort(key=lambda job: job.ended or 0.0, reverse=True)
        waiting = [job for job in jobs if job.state is State.WAITING]
        return [*(job for job in jobs if job.state in ACTIVE), *waiting, *over[:SHOWN]]

    def refresh(self) -> None:
        jobs = self.listed()
        numbers = {job.number for job in jobs}
        for number in [number for number in self.rows if number not in numbers]:
            self._drop_row(number)
        for place, job in enumerate(jobs):
            row = self.rows.get(job.number) or self._add_row(job)
            if self.queue.column.indexOf(row) != place:
                self.queue.column.insertWidget(place, row)
            row.refresh(self._engine.paused, self._expected(job))
        self.empty.setVisible(not jobs)
        self.area.setVisible(bool(jobs))
        paused = self._engine.paused
        self.pause.set_icon("play" if paused else "pause")
        self.pause.set_name("Let the queue go on" if paused else "Pause the queue: the job that runs goes on")
        self._desk.actions[PAUSE].setText("Let the queue go on" if paused else "Pause the queue")
        self._desk.actions.later()

    def _expected(self, job: Job) -> float | None:
        if job.state is not State.WAITING:
            return None
        return next((session.expected(job) for session in self._desk.sessions if job in session.jobs), None)

    def _add_row(self, job: Job) -> JobRow:
        row = JobRow(job)
        row.cancelled.connect(self._engine.cancel)
        row.forgotten.connect(self._engine.forget)
        row.retried.connect(self._retry)
        row.opened.connect(self.open)
        row.stepped.connect(self.step)
        row.left.connect(lambda way, number=job.number: self._go(number, way))
        row.dragged.connect(self._dragged)
        row.dropped.connect(self._dropped)
        self.rows[job.number] = row
        self._deaf[job.number] = job.progressed.connect(lambda job: self._progressed(job))
        return row

    def _drop_row(self, number: int) -> None:
        self._deaf.pop(number)()
        self._made.pop(number, None)
        row = self.rows.pop(number)
        had_focus = row.hasFocus()
        place = self.queue.column.indexOf(row)
        self.queue.column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if had_focus:
            self._focus_at(place)

    def _progressed(self, job: Job) -> None:
        if job.number in self.rows:
            self.rows[job.number].refresh(self._engine.paused)

    # Doing

    def turn_pause(self) -> None:
        self._engine.paused = not self._engine.paused

    def clear(self) -> None:
        for job in self._engine.jobs:
            if job.state.over:
                self._engine.forget(job)

    def _retry(self, job: Job) -> None:
        if FILE not in job.tags and all(job not in session.jobs for session in self._desk.sessions):
            self._desk.say("The picture this was made for is closed.")
            return
        try:
            self._engine.retry(job)
        except BadRequest as refused:
            self._desk.say(refused.message, refused.hint, "error")

    def open(self, job: Job) -> None:
        """Brings the picture to the front and chooses the layer that the job became; of a batch, opens the file."""
        if FILE in job.tags:
            self._desk.file_asked.emit(str(job.tags[FILE]))
            return
        session, layer = self._made.get(job.number, (None, 0))
        if session is None or session not in self._desk.sessions:
            self._desk.say("The picture this was made for is closed.")
            return
        self._desk.bring(session)
        if all(other.id != layer for other in session.document.root.walk()):
            self._desk.say("The layer that came of this is no longer in the picture.", "Undo may bring it back.")
            return
        session.document.activate(layer)

    def step(self, job: Job, way: int) -> None:
        """One place up (−1) or down (1) among the jobs that wait."""
        waiting = [other for other in self._engine.jobs if other.state is State.WAITING]
        if job in waiting:
            self.place(job, waiting.index(job) + way)

    def place(self, job: Job, number: int) -> None:
        """Makes a waiting job the one at `number` (from 0) of those that wait."""
        others = [other for other in self._engine.jobs if other is not job]
        waiting = [other for other in others if other.state is State.WAITING]
        number = max(0, number)
        index = others.index(waiting[number]) if number < len(waiting) else (
            others.index(waiting[-1]) + 1 if waiting else len(others))
        self._engine.move(job, index)

    def _gap_at(self, at: QPoint) -> tuple[int, int]:
        """Which place among the waiting jobs is nearest to a point on the screen, and its height in the queue."""
        y = self.queue.mapFromGlobal(at).y()
        waiting = [row for row in map(self.rows.get, (job.number for job in self.listed()
                                                      if job.state is State.WAITING)) if row is not None]
        number = sum(1 for row in waiting if y > row.geometry().center().y())
        height = waiting[number].y() if number < len(waiting) else waiting[-1].geometry().bottom() + 1
        return number, height

    def _dragged(self, job: Job, at: QPoint) -> None:
        self.queue.gap = self._gap_at(at)[1] if job.state is State.WAITING else None
        self.queue.update()

    def _dropped(self, job: Job, at: QPoint, meant: bool) -> None:
        self.queue.gap = None
        self.queue.update()
        if not meant or job.state is not State.WAITING:
            return
        number = self._gap_at(at)[0]
        before = [other for other in self._engine.jobs if other.state is State.WAITING].index(job)
        self.place(job, number - 1 if number > before else number)

    # The focus

    def _go(self, number: int, way: int) -> None:
        self._focus_at(self.queue.column.indexOf(self.rows[number]) + way)

    def _focus_at(self, place: int) -> None:
        place = min(max(0, place), len(self.rows) - 1)
        item = self.queue.column.itemAt(place) if self.rows else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(widget, 0, 0)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for id in (PAUSE, CANCEL_ALL, CLEAR):
            menu.addAction(self._desk.actions[id])
        menu.exec(self.dots.mapToGlobal(QPoint(0, self.dots.height())))
        menu.deleteLater()
