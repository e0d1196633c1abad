"""The line at the bottom: what the hand can do, where it is, and what the computer is busy with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.ui.theme import colour, font

if TYPE_CHECKING:
    from studio.engine.device import Device

_EVERY = 3000
"""Milliseconds between two looks at memory and device."""


class StatusBar(QWidget):
    """24 high, in the quietest grey. `device` tells what models run on."""

    def __init__(self, device: Callable[[], Device], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._device = device
        self.setFixedHeight(25)
        self.hints = self._label()
        self.position = self._label(tabular=True)
        self.memory = self._label(tabular=True)
        self.device = self._label(tabular=True)
        self.device.setText(device().says)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.hints, 1)
        for label in (self.position, self.memory, self.device):
            row.addWidget(label)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)

    def _label(self, tabular: bool = False) -> QLabel:
        label = QLabel()
        label.setProperty("tone", "3")
        label.setFont(font(11, 500, tabular))
        return label

    def start(self) -> None:
        """Begins to watch the memory: not before the window is there."""
        self._timer.start()
        self.look()

    def show_hints(self, sentences: Sequence[str]) -> None:
        self.hints.setText("      ".join(sentences))

    def show_position(self, where: str) -> None:
        self.position.setText(where)

    def look(self) -> None:
        """What models run on; what the studio and its worker hold, of what the computer has."""
        if self.isHidden():
            return
        import psutil

        self.device.setText(self._device().says)
        process = psutil.Process()
        held = process.memory_info().rss
        for child in process.children(recursive=True):
            try:
                held += child.memory_info().rss
            except psutil.Error:  # it ended while we looked
                continue
        self.memory.setText(f"Memory {held / 1e9:.1f} of {psutil.virtual_memory().total / 1e9:.0f} GB")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        painter.end()
