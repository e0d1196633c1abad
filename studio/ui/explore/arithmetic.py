"""Reckoning with pins: A − B + C, each a set of them shown as its average, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio.core.errors import BadRequest
from studio.core.fields import Range
from studio.explore.arithmetic import combined
from studio.explore.space import Spot, drawn_in
from studio.families.walks import average
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
        self.sets: dict[str, list[str]] = {name: [] for name in SETS}
        self.thumbs = {name: Thumb(side=side) for name in (*SETS, "result")}
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
        for name in SETS:
            self.thumbs[name].setToolTip(f"{WORDS[name]}: click to choose pins")
            self.thumbs[name].clicked.connect(lambda _=False, name=name: self._open(name))
            self.thumbs[name].asked.connect(lambda _, name=name: self._open(name))
        self.thumbs["result"].setToolTip("What comes of it: click to go there")
        self.thumbs["result"].clicked.connect(self.go)
        self.apply.clicked.connect(self.go)
        self.strength.changed.connect(lambda _: self._reckon())
        board.changed.connect(self.refresh)
        self.refresh()

    def choose(self, name: str, letters: list[str]) -> None:
        """Which pins a set has."""
        self.sets[name] = [pin.letter for pin in self._board.pins if pin.letter in letters]
        self._show_set(name)
        self._reckon()

    def refresh(self) -> None:
        """Pins have come, gone or moved. Untouched sets take the first three pins, one each."""
        there = [pin.letter for pin in self._board.pins]
        for name in SETS:
            self.sets[name] = [letter for letter in self.sets[name] if letter in there]
        if not any(self.sets.values()) and len(there) >= len(SETS):
            self.sets = {name: [letter] for name, letter in zip(SETS, there, strict=False)}
        for name in SETS:
            self._show_set(name)
        self._reckon()

    def latents(self, name: str) -> list[Latent]:
        return [self._board.pins[letter].spot.latent for letter in self.sets[name]]

    def _show_set(self, name: str) -> None:
        letters, thumb = self.sets[name], self.thumbs[name]
        thumb.show_letters(", ".join(letters) or "Pins …")
        thumb.setAccessibleName(f"{WORDS[name]}: {', '.join(letters) or 'no pins'}")
        if len(letters) == 1:
            thumb.show_picture(self._board.pins[letters[0]].thumb)
        elif letters:
            spot = Spot(average(self.latents(name)))
            self._explorer.showing.show_on_shelf(("set", name), spot, lambda patch: thumb.show_picture(patch.pixels))
        else:
            thumb.show_picture(None)
        thumb.setEnabled(bool(len(self._board.pins)))

    def _reckon(self) -> None:
        space = self._explorer.space
        self.result = None
        result = self.thumbs["result"]
        result.show_letters("Result")
        if space is not None and self.sets["more"] and (self.sets["plus"] or self.sets["minus"]):
            try:
                found = combined(self.latents("plus"), self.latents("minus"), self.latents("more"),
                                 self.strength.value() / 100)  # fmt: skip
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

    def _open(self, name: str) -> None:
        thumb, menu = self.thumbs[name], QMenu(self)
        for pin in self._board.pins:
            action = menu.addAction(pin.letter)
            action.setCheckable(True)
            action.setChecked(pin.letter in self.sets[name])
            action.toggled.connect(lambda on, letter=pin.letter: self._turn(name, letter, on))
        menu.exec(thumb.mapToGlobal(QPoint(0, thumb.height())))
        menu.deleteLater()

    def _turn(self, name: str, letter: str, on: bool) -> None:
        chosen = set(self.sets[name])
        (chosen.add if on else chosen.discard)(letter)
        self.choose(name, list(chosen))
