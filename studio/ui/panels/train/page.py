"""The Train workspace: trainings at the left, what they make in the middle, curves below, settings at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.ui import outside
from studio.ui.background import in_background
from studio.ui.panels.train.begin import Begin
from studio.ui.panels.train.curves import Curves
from studio.ui.panels.train.plan import Plan
from studio.ui.panels.train.questions import DeleteQuestion, LeaveQuestion
from studio.ui.panels.train.rows import Rows
from studio.ui.panels.train.samples import Samples
from studio.ui.panels.train.school import School
from studio.ui.panels.train.source import folder_in
from studio.ui.panels.train.status import Status
from studio.ui.panels.train.training import Training
from studio.ui.panels.train.using import entry_at, first_task, take
from studio.ui.theme import colour
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio.families.family import ModelEntry
    from studio.ui.desk import Desk

WIDE = 1400
NONE_YET = "Trainings are listed here, also those of earlier days."


class Side(QWidget):
    """264 (narrow: 232) wide: a button for a new one, and the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("fill", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.new = Button("New training", "plus")
        self.new.setFixedHeight(36)
        self.rows = Rows()
        self.heading = QLabel("Trainings")
        self.heading.setProperty("tone", "3")
        self.heading.setContentsMargins(8, 0, 0, 0)
        self.empty = QLabel(NONE_YET)
        self.empty.setProperty("tone", "3")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(8, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.new)
        column.addSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.empty)
        column.addWidget(self.rows, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        painter.end()


class TrainPage(QWidget):
    """`current` is the training that is shown; None while a new one is put together."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fill", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._desk = desk
        self.current: Training | None = None
        self.school = School(desk.engine, self)
        self.side, self.begin, self.plan = Side(), Begin(), Plan()
        self.samples, self.curves, self.status = Samples(), Curves(), Status()
        self._lay_out()
        self._connect()
        self._register()
        self._kind_changed()
        self._listed()
        self.show_training(next(iter(self.school.trainings), None))

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.samples, 1)
        column.addWidget(Hairline())
        column.addWidget(self.curves)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.begin)
        self.middle.addWidget(shown)
        self._shown = shown
        self.dock = QStackedWidget()
        self.dock.setProperty("fill", "panel")
        self.dock.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dock.addWidget(self.plan)
        self.dock.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.middle, 1)
        row.addWidget(Hairline(vertical=True))
        row.addWidget(self.dock)

    def _connect(self) -> None:
        school, status = self.school, self.status
        self.side.new.clicked.connect(lambda: self.show_training(None))
        self.side.rows.chosen.connect(self.show_training)
        school.listed.connect(self._listed)
        school.moved.connect(self._moved)
        self.begin.changed.connect(self._kind_changed)
        self.plan.changed.connect(self._reckon)
        self.plan.asked.connect(self.start)
        self.samples.stepped.connect(self.curves.mark)
        status.stop_asked.connect(lambda one: self._do(lambda: school.stop(one)))
        status.go_on_asked.connect(lambda one: self._do(lambda: school.go_on(one)))
        status.delete_asked.connect(self._ask_delete)
        status.use_asked.connect(self.use)
        status.folder_asked.connect(lambda one: outside.show(one.home))

    def _register(self) -> None:
        add = self._desk.actions.add
        add("train.new", "New training", "graduation-cap", "", self._new, menu="File", line=True,
            tooltip="Teach a network from pictures of your own")
        add("train.stop", "Stop the training", "stop", "", self._stop, menu="File",
            enabled=lambda: bool(self.school.active), tooltip="Stop the training that runs, and keep what was learned")

    # What is shown

    def show_training(self, training: Training | None) -> None:
        self.current = training
        self.side.rows.choose(training)
        if training is None:
            self.middle.setCurrentWidget(self.begin)
            self.dock.setCurrentWidget(self.plan)
            return
        self.middle.setCurrentWidget(self._shown)
        self.dock.setCurrentWidget(self.status)
        self.samples.follow(training)
        self.curves.follow(training.home / "log.csv")
        self.curves.mark(self.samples.shown_step)
        self.status.follow(training)

    def _listed(self) -> None:
        trainings = self.school.trainings
        self.side.rows.show_all(trainings, self.current)
        self.side.empty.setVisible(not trainings)
        if self.current is not None and self.current not in trainings:
            self.show_training(next(iter(trainings), None))

    def _moved(self, training: Training) -> None:
        self.side.rows.refresh(training)
        self._desk.actions.refresh("train.stop")
        if training is self.current:
            self.samples.refresh()
            self.curves.refresh()
            self.status.refresh()

    # A new one

    def _new(self) -> None:
        self._desk.actions.run("view.train")
        self.show_training(None)

    def _kind_changed(self) -> None:
        self.plan.show_kind(self.begin.kind)
        source = self.begin.source.values()
        self.plan.propose(source["data"] or source["world"])
        self._reckon()

    def _reckon(self) -> None:
        self.begin.source.learn_at(self.plan.side)
        lacking = self.begin.source.lacking()
        self.plan.button.setEnabled(not lacking)
        self.plan.button.setToolTip(lacking or "Start learning from these pictures")

    def start(self) -> Training | None:
        """Begins what was put together; None when something is missing, which is said where the button is."""
        lacking = self.begin.source.lacking()
        try:
            if lacking:
                self.plan.notice.say(lacking)
                return None
            request, name = self.plan.request(self.begin.source.values())
            training = self.school.begin(request, name)
        except PentimentoError as error:
            self.plan.notice.say(error.message, error.hint, "error")
            return None
        self.plan.notice.put_away()
        self.plan.begun()
        self.show_training(training)
        return training

    # With one that is there

    def _stop(self) -> None:
        for training in self.school.active:
            self.school.stop(training)

    def _ask_delete(self, training: Training) -> None:
        question = DeleteQuestion(training.name, self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._do(lambda: self.school.delete(training)))
        question.open()

    def ask_before_leaving(self, leave: Callable[[], object]) -> None:
        """A training can be stopped when the window closes, or go on without it. `leave` unless it is not to close."""
        question = LeaveQuestion([one.name for one in self.school.busy], self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered() -> None:
            if question.stops:
                self.school.stop_all()
            leave()

        question.accepted.connect(answered)
        question.open()

    def use(self, training: Training) -> None:
        """Makes its model the studio's, and shows the task that it is for."""
        library = self._desk.library
        in_background(lambda: take(training, library), self._taken, self._failed)

    def _taken(self, found: tuple[tuple[ModelEntry, ...], Path]) -> None:
        entries, path = found
        library = self._desk.library
        library.take(entries)
        entry = entry_at(library, path)
        if entry is None:
            self._desk.say(f"{path.name} is of a kind that this studio does not know.", f"It lies in {path.parent}.",
                           "error")  # fmt: skip
            return
        if entry.problem:
            self._desk.say(entry.problem, "Train it anew.", "error")
            return
        if not first_task(entry):
            self._desk.say(f"“{entry.name}” is now one of your models.", "Only the command line has a task for it.")
            return
        self._desk.actions.run("view.paint")
        self._desk.ask_task(first_task(entry), {"model": entry.id})
        self._desk.say(f"“{entry.name}” is now one of your models.", "It is chosen in the Generate panel.")

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except PentimentoError as error:
            self._failed(error)

    def _failed(self, error: PentimentoError) -> None:
        self._desk.say(error.message, error.hint, "error")

    # A folder dropped anywhere here is one to learn from

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if folder_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = folder_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.show_training(None)
            self.begin.source.take(path)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self.side.setFixedWidth(265 if wide else 233)
        self.dock.setFixedWidth(340 if wide else 320)
        self.curves.setFixedHeight(264 if wide else 212)
