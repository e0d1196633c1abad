"""A set of pins that counts as one: shown as the picture of its average, chosen from a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from studio.explore.space import Spot
from studio.families.walks import average
from studio.ui.explore.thumbs import Thumb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.families.tasks import Latent
    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard


class PinSet(Thumb):
    """`role` says what the set is for; `chosen` when it has other pins."""

    chosen = Signal()

    def __init__(self, explorer: Explorer, board: PinBoard, role: str, side: int = 56,
                 parent: QWidget | None = None) -> None:
        super().__init__(side=side, parent=parent)
        self._explorer, self._board, self.role = explorer, board, role
        self.letters: list[str] = []
        self.setToolTip(f"{role}: click to choose pins")
        self.clicked.connect(self._open)
        self.asked.connect(lambda _: self._open())

    def choose(self, letters: Sequence[str]) -> None:
        """Those of the letters that there are, in the order of the pins; nobody is told."""
        self.letters = [pin.letter for pin in self._board.pins if pin.letter in letters]
        self.show_letters(", ".join(self.letters) or "Pins …")
        self.setAccessibleName(f"{self.role}: {', '.join(self.letters) or 'no pins'}")
        self.setEnabled(bool(len(self._board.pins)))
        if len(self.letters) == 1:
            self.show_picture(self._board.pins[self.letters[0]].thumb)
        elif self.letters:
            spot = Spot(average(self.latents()))
            key = ("set", self.role)
            self._explorer.showing.show_on_shelf(key, spot, lambda patch: self.show_picture(patch.pixels))
        else:
            self.show_picture(None)

    def refresh(self) -> None:
        """Pins have come, gone or moved."""
        self.choose(self.letters)

    def latents(self) -> list[Latent]:
        return [self._board.pins[letter].spot.latent for letter in self.letters]

    def _open(self) -> None:
        menu = self.menu()
        menu.exec(self.mapToGlobal(QPoint(0, self.height())))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """Every pin, those of the set ticked."""
        menu = QMenu(self)
        for pin in self._board.pins:
            action = menu.addAction(pin.letter)
            action.setCheckable(True)
            action.setChecked(pin.letter in self.letters)
            action.toggled.connect(lambda on, letter=pin.letter: self._turn(letter, on))
        return menu

    def _turn(self, letter: str, on: bool) -> None:
        self.choose([*self.letters, letter] if on else [one for one in self.letters if one != letter])
        self.chosen.emit()
