"""How a training stands, beside its samples: how far, how fast, what is odd; stop it, go on with it, use it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.panels.train.request import labelled
from studio.ui.panels.train.training import State, Training
from studio.ui.panels.train.words import progress_said, spaced
from studio.ui.theme import font
from studio.ui.widgets.badge import Badge
from studio.ui.widgets.buttons import Button, PrimaryButton
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.notice import Notice
from studio.ui.widgets.progress_line import ProgressLine

KINDS = {State.DONE: "ok", State.FAILED: "bad", State.BROKEN: "bad", State.RUNNING: "info", State.STARTING: "info",
         State.STOPPING: "info"}  # fmt: skip


class Fact(QWidget):
    """A label at the left, its value at the right."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self.name, self.value = QLabel(name), QLabel(value)
        self.name.setProperty("tone", "2")
        self.value.setFont(font(12, tabular=True))
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.value.setToolTip(value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.name)
        row.addWidget(self.value, 1)
        self.setFixedHeight(24)


class Status(QWidget):
    """Its buttons only ask: whoever made it does."""

    stop_asked = Signal(object)
    go_on_asked = Signal(object)
    delete_asked = Signal(object)
    use_asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.training: Training | None = None
        self._facts: list[Fact] = []
        self.head = DockHead([("training", "Training")])
        self.name = QLabel()
        self.name.setFont(font(15, 600))
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setWordWrap(True)
        self.badge = Badge("", "plain")
        self.bar = ProgressLine()
        self.line = QLabel()
        self.line.setProperty("tone", "2")
        self.line.setFont(font(12, tabular=True))
        self.line.setWordWrap(True)
        self.trouble, self.warning = Notice("error"), Notice("info")
        for notice in (self.trouble, self.warning):
            notice.close_button.hide()
        self.warning.copy.hide()
        self.use = PrimaryButton("Use in the studio", "paint-brush")
        self.stop = Button("Stop", "stop")
        self.go_on = Button("Go on", "play")
        self.folder = Button("Folder", "folder-open")
        self.delete = Button("Delete…", "trash")
        self.why = QLabel()
        self.why.setProperty("tone", "3")
        self.why.setWordWrap(True)
        self._lay_out()
        self.stop.setToolTip("Stops between two steps and keeps what was learned")
        self.go_on.setToolTip("Goes on from the last checkpoint, to the same curve")
        self.delete.setToolTip("Deletes checkpoints, samples and log; what the studio uses of it stays")
        self.folder.setToolTip("Shows the folder with the model, its checkpoints and its log")
        for button, signal in ((self.stop, self.stop_asked), (self.go_on, self.go_on_asked),
                               (self.delete, self.delete_asked), (self.use, self.use_asked),
                               (self.folder, self.folder_asked)):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.training))

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        top.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addWidget(self.trouble)
        column.addWidget(self.warning)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.stop, self.go_on, self.folder, self.delete):
            buttons.addWidget(button, 1)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addWidget(Hairline())
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.use)
        foot.addWidget(self.why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(area, 1)
        whole.addWidget(Hairline())
        whole.addLayout(foot)

    # What is shown

    def follow(self, training: Training) -> None:
        if training is not self.training:
            self.training = training
            self._list_facts(training)
        self.refresh()

    def refresh(self) -> None:
        training = self.training
        if training is None:
            return
        state = training.state
        self.name.setText(training.name)
        self.badge.text, self.badge.kind = state.value, KINDS.get(state, "plain")
        self.badge.setAccessibleName(state.value)
        self.badge.updateGeometry()
        self.badge.update()
        self.bar.set_fraction(training.fraction)
        self.bar.setVisible(state.active and training.fraction > 0)
        self.line.setText(progress_said(training))
        _say(self.trouble, training.error, training.hint)
        _say(self.warning, "\n".join(training.said), "")
        self.stop.setVisible(state.active or state is State.WAITING)
        self.stop.setEnabled(state is not State.STOPPING)
        self.go_on.setVisible(training.can_go_on)
        self.delete.setEnabled(not state.active)
        kind = training.request.known_kind
        there = training.model.exists()
        self.use.setEnabled(there and kind is not None and bool(kind.makes))
        self.why.setText(self._why(there, kind is not None))

    def _why(self, there: bool, known: bool) -> str:
        assert self.training is not None
        if not known:
            return "This version of the studio does not know this kind of training."
        if not there:
            return "There is a model with the first checkpoint."
        said = f"As it was after step {spaced(self.training.kept_step)}."
        return f"{said} It can learn on meanwhile." if self.training.state.active else said

    def _list_facts(self, training: Training) -> None:
        for fact in self._facts:
            self._list.removeWidget(fact)
            fact.hide()
            fact.deleteLater()
        request = training.request
        kind = request.known_kind
        told = [("Kind", kind.title if kind else request.kind), ("Pictures", request.source), *labelled(request)]
        if request.minutes:
            told.append(("Time", f"{request.minutes:g} min"))
        if request.steps:
            told.append(("Steps", spaced(request.steps)))
        told += [("Checkpoints", f"every {spaced(request.every)} steps"), ("Seed", str(request.seed))]
        self._facts = [Fact(name, value) for name, value in told]
        for fact in self._facts:
            self._list.addWidget(fact)


def _say(notice: Notice, sentence: str, hint: str) -> None:
    if not sentence:
        notice.hide()
    elif notice.isHidden() or notice.text() != f"{sentence} {hint}".strip():
        notice.say(sentence, hint)
