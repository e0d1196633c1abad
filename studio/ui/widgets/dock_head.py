"""The head of a dock: its panels as tabs, and at the right what belongs to the panel that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.theme import colour
from studio.ui.widgets.tabs import Tabs


class DockHead(QWidget):
    """36 high with a hairline below; the words stand at the dock's margin of 12."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], trailing: Sequence[QWidget] = (),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self.tabs = Tabs(tabs)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(2)
        self._row.addWidget(self.tabs)
        self._row.addStretch(1)
        self._trailing: list[QWidget] = []
        self.set_trailing(trailing)
        self.tabs.changed.connect(self.changed)

    def set_trailing(self, widgets: Sequence[QWidget]) -> None:
        """Shows `widgets` at the right; those of before are hidden, and live on with whoever made them."""
        for old in self._trailing:
            self._row.removeWidget(old)
            old.hide()
        self._trailing = list(widgets)
        for widget in widgets:
            self._row.addWidget(widget)
            widget.show()

    def replace_tabs(self, tabs: Tabs) -> None:
        """Shows the tabs that a panel brings along in place of the dock's own."""
        if tabs is not self.tabs:
            self._row.replaceWidget(self.tabs, tabs)
            self.tabs.hide()
            tabs.show()
            self.tabs = tabs

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.end()
