"""Where sliders are made: from two sets of pins, from what a probe reads in many pictures, from what varies most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range
from studio.explore import direction as directions
from studio.explore import workshop
from studio.ui.explore.chore import Chore
from studio.ui.explore.pin_set import PinSet
from studio.ui.form import LineField
from studio.ui.theme import font
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard

COUNT, NUMBER = Range(32, 5000, 10, "", 0), Range(1, 64, 1, "", 0)
WAYS = (("pins", "Pins", ""), ("attribute", "Attribute", ""), ("component", "Variation", ""))
MADE = "It joins the model's sliders, is kept as a file, and the command line knows it too"
SAYS = {
    "pins": "What the first set shows and the second does not.",
    "attribute": "What a probe reads in many pictures of the model: smile, or hair_color=black.",
    "component": "The first, second … of what varies most in the model's pictures.",
}


class Workshop(QWidget):
    """`chore` is what another process works out for it; `run` makes one."""

    def __init__(self, explorer: Explorer, board: PinBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board = explorer, board
        self.chore: Chore | None = None
        self.run: Callable[[list[str]], Chore] = lambda words: Chore(words, self)
        self.name = LineField()
        self.name.setPlaceholderText("Name of the slider")
        self.name.setAccessibleName("Name of the slider")
        self.way = Segmented(WAYS)
        self.way.setAccessibleName("Made from")
        self.hint = QLabel()
        self.hint.setProperty("tone", "3")
        self.hint.setWordWrap(True)
        self.shows, self.lacks = PinSet(explorer, board, "Shows it"), PinSet(explorer, board, "Does not")
        self.attribute = LineField()
        self.attribute.setPlaceholderText("Attribute")
        self.attribute.setAccessibleName("Attribute")
        self.number, self.count = NumberField(NUMBER, 1), NumberField(COUNT, 200)
        self.number.setAccessibleName("Number of the component")
        self.count.setAccessibleName("Points to learn from")
        self.count.setToolTip("More points, a truer slider, more time")
        self.make = Button("Make slider", "plus")
        self.said = QLabel()
        self.said.setProperty("tone", "3")
        self.said.setFont(font(11))
        self.cancel = Button("Cancel", ghost=True)
        self.cancel.setToolTip("Make no slider")
        self._lay_out()
        self.way.changed.connect(lambda _: self.refresh())
        self.make.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.stop)
        for signal in (self.shows.chosen, self.lacks.chosen, self.name.changed, self.attribute.changed,
                       explorer.switched, explorer.mapped):  # fmt: skip
            signal.connect(lambda *_: self.refresh())
        board.changed.connect(self._pins_changed)
        self._pins_changed()

    def _lay_out(self) -> None:
        sets = QHBoxLayout()
        sets.setContentsMargins(0, 0, 0, 0)
        sets.setSpacing(8)
        for one in (self.shows, self.lacks):
            label = QLabel(one.role)
            label.setProperty("tone", "2")
            sets.addWidget(label)
            sets.addWidget(one)
            sets.addSpacing(8)
        sets.addStretch(1)
        self._points = QWidget()
        points = QHBoxLayout(self._points)
        points.setContentsMargins(0, 0, 0, 0)
        label = QLabel("Points to learn from")
        label.setProperty("tone", "2")
        label.setBuddy(self.count)
        points.addWidget(label)
        points.addStretch(1)
        points.addWidget(self.count)
        self._pages = QStackedWidget()
        for inside in (sets, _row("Attribute", self.attribute), _row("Number", self.number)):
            page = QWidget()
            page.setLayout(inside)
            self._pages.addWidget(page)
        under = QHBoxLayout()
        under.addWidget(self.said, 1)
        under.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.name, self.way, self.hint, self._pages, self._points, self.make):
            column.addWidget(part)
        column.addLayout(under)

    def _pins_changed(self) -> None:
        self.shows.refresh()
        self.lacks.refresh()
        self.refresh()

    def refresh(self) -> None:
        way = self.way.value()
        self._pages.setCurrentIndex([one[0] for one in WAYS].index(way))
        self.hint.setText(SAYS[way])
        self._points.setVisible(way != "pins")
        lacking = self._lacking()
        self.make.setEnabled(not lacking and self.chore is None)
        self.make.setToolTip(lacking or MADE)
        self.cancel.setVisible(self.chore is not None)

    def _lacking(self) -> str:
        """What is missing, in a sentence."""
        if self._explorer.stand is None:
            return "Choose a model first."
        if not self.name.value().strip():
            return "Give the slider a name."
        if self.way.value() == "pins" and not (self.shows.letters and self.lacks.letters):
            return "Choose pins that show it, and others that do not."
        if self.way.value() == "attribute" and not self.attribute.value().strip():
            return "Say which attribute."
        return ""

    def begin(self) -> None:
        """Makes the slider: at once from pins, else in another process."""
        name, model = self.name.value().strip(), self._explorer.showing.model
        try:
            path = directions.path_for(name, model)
            if self.way.value() == "pins":
                made = workshop.from_sets(name, model, self.shows.latents(), self.lacks.latents())
                directions.save(made, path)
                self._done(name, f"{made.made[0].upper()}{made.made[1:]}.")
                return
        except PentimentoError as error:
            self._explorer.failed.emit(error)
            return
        how = (["--attribute", self.attribute.value().strip()] if self.way.value() == "attribute"
               else ["--component", str(round(self.number.value()))])  # fmt: skip
        self.chore = self.run(["direction", "make", name, "--model", model, *how, "--count",
                               str(round(self.count.value())), "-o", str(path)])  # fmt: skip
        self.chore.ended.connect(lambda told: self._ended(name, told))
        self.said.setText(f"Looking at {round(self.count.value())} pictures …")
        self.chore.start()
        self.refresh()

    def stop(self) -> None:
        if self.chore is not None:
            self.chore.cancel()

    def _ended(self, name: str, told: Any) -> None:
        self.chore = None
        self.said.setText("")
        if isinstance(told, PentimentoError):
            self._explorer.failed.emit(told)
        elif told is not None:
            self._done(name, str(told["direction"]["made"]))
        self.refresh()

    def _done(self, name: str, how: str) -> None:
        self._explorer.refresh_directions()
        self.name.set_value("")
        self.said.setText(f"“{name}” is there. {how}")
        self.said.setWordWrap(True)
        self.refresh()


def _row(words: str, control: QWidget) -> QHBoxLayout:
    label = QLabel(words)
    label.setProperty("tone", "2")
    label.setBuddy(control)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label)
    row.addWidget(control, 1 if isinstance(control, LineField) else 0)
    if not isinstance(control, LineField):
        row.addStretch(1)
    return row
