"""Reckoning with pins: A − B + C, each a set of them shown as its average, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.errors import BadRequest
from studio.core.fields import Range
from studio.explore.arithmetic import combined
from studio.explore.space import Spot, drawn_in
from studio.ui.explore.pin_set import PinSet
from studio.ui.explore.thumbs import Thumb
from studio.ui.theme import font
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.slider_row import SliderRow

if TYPE_CHECKING:
    from studio.families.tasks import Latent, Patch
    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard

SETS = ("plus", "minus", "more")
SIGNS = {"minus": "−", "more": "+", "result": "="}
WORDS = {"plus": "What is added", "minus": "What is taken away", "more": "What it is done to"}
STRENGTH = Range(0, 200, 5, "%", 0)


class Arithmetic(QWidget):
    """mean(C) + strength · (mean(A) − mean(B)). A click on a set chooses its pins."""

    def __init__(self, explorer: Explorer, board: PinBoard, side: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board = explorer, board
        self.sets = {name: PinSet(explorer, board, WORDS[name], side) for name in SETS}
        self.thumbs: dict[str, Thumb] = {**self.sets, "result": Thumb(side=side)}
        self.result: Latent | None = None
        line = QHBoxLayout()
        line.setSpacing(0)
        for name, thumb in self.thumbs.items():
            if name in SIGNS:
                sign = QLabel(SIGNS[name])
                sign.setFont(font(13, 500))
                sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
                sign.setFixedHeight(side)
                line.addWidget(sign, 1, Qt.AlignmentFlag.AlignTop)
            line.addWidget(thumb)
        self.strength = SliderRow("Strength", STRENGTH, 100.0, "How much of the difference is added", 60)
        self.apply = Button("Apply")
        self.apply.setToolTip("Go to the point that comes of it")
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.strength, 1)
        under.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(under)
        for one in self.sets.values():
            one.chosen.connect(self._reckon)
        self.thumbs["result"].setToolTip("What comes of it: click to go there")
        self.thumbs["result"].clicked.connect(self.go)
        self.apply.clicked.connect(self.go)
        self.strength.changed.connect(lambda _: self._reckon())
        board.changed.connect(self.refresh)
        self.refresh()

    def choose(self, name: str, letters: list[str]) -> None:
        """Which pins a set has."""
        self.sets[name].choose(letters)
        self._reckon()

    def refresh(self) -> None:
        """Pins have come, gone or moved. Untouched sets take the first three pins, one each."""
        there = [pin.letter for pin in self._board.pins]
        untouched = not any(set(one.letters) & set(there) for one in self.sets.values())
        for number, one in enumerate(self.sets.values()):
            if untouched and len(there) >= len(SETS):
                one.choose([there[number]])
            else:
                one.refresh()
        self._reckon()

    def _reckon(self) -> None:
        space = self._explorer.space
        self.result = None
        result = self.thumbs["result"]
        result.show_letters("Result")
        plus, minus, more = (self.sets[name].latents() for name in SETS)
        if space is not None and more and (plus or minus):
            try:
                found = combined(plus, minus, more, self.strength.value() / 100)
            except BadRequest as error:
                self._explorer.failed.emit(error)
                return
            self.result = drawn_in(space, found)
            self._explorer.showing.show_on_shelf("sum", Spot(self.result), self._came)
        else:
            result.show_picture(None)
        self.apply.setEnabled(self.result is not None)
        result.setEnabled(self.result is not None)
        self.strength.setEnabled(self.result is not None)

    def _came(self, patch: Patch) -> None:
        self.thumbs["result"].show_picture(patch.pixels)

    def go(self) -> None:
        """To the point that comes of it."""
        if self.result is not None:
            self._explorer.go_to(Spot(self.result))
