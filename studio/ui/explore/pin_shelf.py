"""The pins as small pictures in a row: to go back to, to name, to put in order, to keep in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QGridLayout, QInputDialog, QLabel, QMenu, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.explore.pins import MOST
from studio.ui.explore.thumbs import Thumb
from studio.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard

COLUMNS = 4
FILES = "Pins (*.safetensors)"


class PinShelf(QWidget):
    """Four in a row. `trailing` belong beside its name: how many there are, one more, and the rest behind dots."""

    def __init__(self, explorer: Explorer, board: PinBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board = explorer, board
        self.thumbs: list[Thumb] = []
        self.empty = QLabel("No pins yet. P pins the point where you are; drag on the map between them.")
        self.empty.setProperty("tone", "3")
        self.empty.setWordWrap(True)
        self.count = QLabel()
        self.count.setProperty("tone", "3")
        self.more_pins = IconButton("plus", "Pin this point  (P)", 24)
        self.dots = IconButton("dots-three", "More to do with pins", 24)
        self.trailing: list[QWidget] = [self.count, self.more_pins, self.dots]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(COLUMNS, 1)
        column.addLayout(self._grid)
        self.more_pins.clicked.connect(lambda: self._do(board.pin))
        self.dots.clicked.connect(self._open_menu)
        board.changed.connect(self.refresh)
        explorer.moved.connect(self._mark)
        explorer.mapped.connect(self._mark)
        self.refresh()

    def refresh(self) -> None:
        pins = list(self._board.pins)
        while len(self.thumbs) > len(pins):
            thumb = self.thumbs.pop()
            self._grid.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        while len(self.thumbs) < len(pins):
            self._add(len(self.thumbs))
        for thumb, pin in zip(self.thumbs, pins, strict=True):
            thumb.show_letters(pin.letter)
            thumb.setAccessibleName(f"Pin {pin.letter}")
            thumb.show_picture(pin.thumb)
        self.empty.setVisible(not pins)
        self.count.setText(f"{len(pins)} of {MOST}")
        self._mark()

    def _add(self, place: int) -> None:
        thumb = Thumb()
        thumb.setToolTip("Go to this pin. Right click: rename, move, delete")
        thumb.clicked.connect(lambda: self._do(lambda: self._board.go_to(thumb.text())))
        thumb.asked.connect(lambda at: self._open_pin(thumb, at))
        thumb.typed.connect(lambda what: self._typed(thumb, what))
        self.thumbs.append(thumb)
        self._grid.addWidget(thumb, place // COLUMNS, place % COLUMNS)

    def _mark(self) -> None:
        """The pin one stands at wears the ring."""
        stand = self._explorer.stand
        self.more_pins.setEnabled(stand is not None and self._board.left > 0)
        here = stand.spot.latent if stand is not None and not (stand.u or stand.v) else None
        for thumb, pin in zip(self.thumbs, self._board.pins, strict=False):
            latent = pin.spot.latent
            thumb.set_current(here is not None and here.shape == latent.shape and bool((here == latent).all()))

    # Menus

    def _open_pin(self, thumb: Thumb, at: QPoint) -> None:
        letter, place = thumb.text(), self.thumbs.index(thumb)
        menu = QMenu(self)
        menu.addAction("Go there").triggered.connect(lambda: self._do(lambda: self._board.go_to(letter)))
        menu.addAction("Rename …").triggered.connect(lambda: self.ask_name(letter))
        earlier, later = menu.addAction("Earlier on the path"), menu.addAction("Later on the path")
        earlier.setEnabled(place > 0)
        later.setEnabled(place < len(self.thumbs) - 1)
        earlier.triggered.connect(lambda: self._do(lambda: self._board.move(letter, place - 1)))
        later.triggered.connect(lambda: self._do(lambda: self._board.move(letter, place + 1)))
        menu.addSeparator()
        menu.addAction("Delete").triggered.connect(lambda: self._do(lambda: self._board.remove(letter)))
        menu.exec(at)
        menu.deleteLater()

    def _open_menu(self) -> None:
        menu, some = QMenu(self), bool(len(self._board.pins))
        menu.addAction("Open pins …").triggered.connect(lambda *_: self.open_file())
        save = menu.addAction("Save pins …")
        save.setEnabled(some)
        save.triggered.connect(lambda *_: self.save_file())
        clear = menu.addAction("Delete all pins")
        clear.setEnabled(some)
        clear.triggered.connect(lambda: self._board.clear())
        menu.exec(self.dots.mapToGlobal(QPoint(0, self.dots.height())))
        menu.deleteLater()

    def _typed(self, thumb: Thumb, what: str) -> None:
        letter = thumb.text()
        if what == "rename":
            self.ask_name(letter)
        else:
            self._do(lambda: self._board.remove(letter))

    def ask_name(self, letter: str) -> None:
        """A small dialog over the window, which does not hold it up."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(f"Rename {letter}")
        dialog.setLabelText("Name of this pin")
        dialog.setTextValue(letter)
        dialog.textValueSelected.connect(lambda name: self._do(lambda: self._board.rename(letter, name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, path: Path | None = None) -> None:
        if path is None:
            name, _ = QFileDialog.getOpenFileName(self, "Open pins", "", FILES)
            path = Path(name) if name else None
        if path is not None:
            chosen = path
            self._do(lambda: self._board.load(chosen))

    def save_file(self, path: Path | None = None) -> None:
        if path is None:
            name, _ = QFileDialog.getSaveFileName(self, "Save pins", "pins.safetensors", FILES)
            path = Path(name) if name else None
        if path is not None:
            chosen = path if path.suffix else path.with_suffix(".safetensors")
            self._do(lambda: self._board.save(chosen))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except PentimentoError as error:
            self._explorer.failed.emit(error)
