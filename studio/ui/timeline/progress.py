"""How far the film on its way to a file is, how long it still takes, and a way to give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.ui.theme import font
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel


class Progress(QWidget):
    """Stands in the place of the button while a film is written. `turned`: one is, or is no longer."""

    turned = Signal(bool)

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exporting = reel.exporting
        self.line = ProgressLine()
        self.line.setFixedWidth(88)
        self.left = QLabel()
        self.left.setFont(font(11, tabular=True))
        self.left.setProperty("tone", "3")
        self.left.setFixedWidth(72)
        self.cancel = IconButton("x", "Cancel: nothing of the film is kept", 24)
        self.cancel.clicked.connect(self._exporting.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line)
        row.addWidget(self.left)
        row.addWidget(self.cancel)
        self.hide()
        self._exporting.began.connect(self._begin)
        self._exporting.progressed.connect(self._move)
        self._exporting.ended.connect(lambda *_: self._close())
        self._exporting.failed.connect(lambda *_: self._close())
        if self._exporting.busy:
            self._begin()

    def _begin(self) -> None:
        self._move(0.0, -1.0)
        self.show()
        self.turned.emit(True)

    def _move(self, fraction: float, left: float) -> None:
        self.line.set_fraction(fraction)
        self.left.setText("Writing …" if left < 0 else "Almost done" if left < 1 else f"{left:.0f} s left")

    def _close(self) -> None:
        self.hide()
        self.turned.emit(False)
