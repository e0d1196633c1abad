"""The settings of a new training beside its page: the kind's own, its name, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.core.fields import Advanced, Range, Says
from studio.ui.form import Form
from studio.ui.panels.train.request import Request, file_name, plain
from studio.ui.theme import font
from studio.ui.widgets.buttons import PrimaryButton
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from studio.training.kind import Kind


@dataclass(frozen=True)
class Limits:
    """What every training has, whatever it learns."""

    name: Annotated[str, Says("Name", "What the model will be called.")] = ""
    minutes: Annotated[int, Says("Time", "It stops after so many minutes; 0: it goes on until you stop it."),
                       Range(0, 10080, 5, " min", 0, "log")] = 30
    steps: Annotated[int, Says("Steps", "It stops after so many steps; 0: no limit."),
                     Range(0, 10_000_000, 100, "", 0, "log"), Advanced()] = 0
    every: Annotated[int, Says("Checkpoints", "Steps from one to the next: so much is lost at most."),
                     Range(1, 100_000, 50, "", 0, "log"), Advanced()] = 200
    pictures: Annotated[int, Says("Drawn", "How many pictures to draw, where the studio draws them."),
                        Range(16, 1_000_000, 256, "", 0, "log"), Advanced()] = 4096
    seed: Annotated[int, Says("Seed", "The same seed gives the same training."), Range(0, 1_000_000), Advanced()] = 0


class Plan(QWidget):
    """`asked` when the button is pressed."""

    asked = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._forms: dict[str, Form] = {}
        self._kind: Kind | None = None
        self._own_name = self._proposed = ""
        self.head = DockHead([("settings", "Settings")])
        self.limits = Form(Limits, label_width=84)
        self.button = PrimaryButton("Start training", "play")
        self.notice = Notice("info")
        self.place = QLabel("Runs beside the window, on this computer")
        self.place.setProperty("tone", "3")
        self.place.setWordWrap(True)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(12, 12, 12, 12)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.limits)
        self._rows.addSpacing(8)
        self._rows.addWidget(Hairline())
        self._rows.addSpacing(8)
        self.heading = QLabel()
        self.heading.setFont(font(12, 600))
        self.heading.setFixedHeight(28)
        self._rows.addWidget(self.heading)
        self._place_of_form = self._rows.count()
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.notice)
        foot.addWidget(self.button)
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        foot.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(area, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.button.clicked.connect(self.asked)
        self.limits.changed.connect(self._named)

    @property
    def form(self) -> Form:
        """The kind's own."""
        assert self._kind is not None
        return self._forms[self._kind.id]

    def show_kind(self, kind: Kind) -> None:
        """Each kind keeps its own form, so that going from one to the other loses nothing."""
        self._kind = kind
        self.heading.setText(kind.title)
        if kind.id not in self._forms:
            form = Form(kind.settings, label_width=84)
            form.changed.connect(self.changed)
            self._forms[kind.id] = form
            self._rows.insertWidget(self._place_of_form, form)
        for id, form in self._forms.items():
            form.setVisible(id == kind.id)

    @property
    def side(self) -> int:
        """At how many pixels a side it will learn; 0 where the kind has no size."""
        return int(self.form.value().get("size", 0))

    def propose(self, source: str) -> None:
        """A name made of the kind and its pictures, until the artist gives one."""
        assert self._kind is not None
        if not self._own_name:
            self._proposed = file_name(f"{self._kind.id}-{Path(source).name}" if source else self._kind.id)
            self.limits.set_value({"name": self._proposed})

    def _named(self) -> None:
        name = str(self.limits.value()["name"])
        self._own_name = name if name != self._proposed else ""
        self.changed.emit()

    def request(self, source: dict[str, str]) -> tuple[Request, str]:
        """What is asked for, and the name of it."""
        assert self._kind is not None
        asked: dict[str, Any] = self.limits.value() | source
        name = str(asked.pop("name"))
        asked["minutes"] = float(asked["minutes"])
        return Request(self._kind.id, plain(self.form.value()), **asked), name

    def begun(self) -> None:
        """The next one has a name of its own."""
        self._own_name = ""
