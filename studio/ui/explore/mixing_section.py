"""Style mixing: the coarse layers of this point with the fine ones of a pin, or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range
from studio.explore.mixing import layered, mixed
from studio.explore.space import Spot
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard


class MixingSection(QWidget):
    """For models that have a style in each layer; hidden for others."""

    def __init__(self, explorer: Explorer, board: PinBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board = explorer, board
        self.pin = Combo()
        self.pin.setAccessibleName("Styles of this pin")
        self.pin.setToolTip("Whose styles are taken")
        self.first, self.last = NumberField(Range(1, 32, 1, "", 0), 1), NumberField(Range(1, 32, 1, "", 0), 4)
        self.first.setAccessibleName("First layer")
        self.last.setAccessibleName("Last layer")
        for field in (self.first, self.last):
            field.setToolTip("Low numbers are coarse (pose, shape), high ones fine (colour, texture)")
        self.apply = Button("Mix", "intersect")
        self.apply.setToolTip("Take these layers' styles from the pin")
        layers = QHBoxLayout()
        layers.setSpacing(8)
        for part in (_label("Layers", self.first), self.first, _label("to", self.last), self.last):
            layers.addWidget(part)
        layers.addStretch(1)
        layers.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pin)
        column.addLayout(layers)
        self.apply.clicked.connect(self.mix)
        for signal in (explorer.switched, explorer.mapped, board.changed):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def possible(self) -> bool:
        return self._explorer.space is not None and self._explorer.space.layers > 0

    def refresh(self) -> None:
        letters = [pin.letter for pin in self._board.pins]
        self.pin.set_items([(letter, f"Pin {letter}") for letter in letters])
        ready = self.possible and bool(letters) and self._explorer.stand is not None
        for part in (self.pin, self.first, self.last, self.apply):
            part.setEnabled(ready)
        if self.possible and self._explorer.space is not None:
            for field in (self.first, self.last):
                field.setMaximum(self._explorer.space.layers)

    def mix(self) -> None:
        """Goes to the mixed point."""
        space, now = self._explorer.space, self._explorer.showing.now
        if space is None or now is None or now.latent is None:
            return
        first, last = sorted((round(self.first.value()), round(self.last.value())))
        try:
            other = self._board.pins[str(self.pin.value())].spot.latent
            point = mixed(layered(space, now.latent), layered(space, other), range(first - 1, last))
        except PentimentoError as error:
            self._explorer.failed.emit(error)
            return
        self._explorer.go_to(Spot(point))


def _label(words: str, buddy: QWidget) -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", "2")
    label.setBuddy(buddy)
    return label
