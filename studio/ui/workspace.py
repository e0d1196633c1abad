"""The Paint workspace: the picture with its tools, the docks at the right, and what lies below the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.dock import NARROW, WIDTH, DockArea, RightDock, panels_of
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.ui.desk import Desk

_BOTTOM = 125


class PaintWorkspace(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from studio.ui.canvas.page import PaintPage

        self.page = PaintPage(desk)
        self.dock = RightDock(desk, "paint")
        self.line = Hairline(vertical=True)
        below = panels_of("paint", "bottom")
        self.bottom = DockArea(desk, below) if below else None
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.page, 1)
        if self.bottom is not None:
            self.bottom.setFixedHeight(_BOTTOM)
            middle.addWidget(Hairline())
            middle.addWidget(self.bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(self.line)
        row.addWidget(self.dock)

    def show_panel(self, id: str) -> None:
        self.dock.show_panel(id)
        if self.bottom is not None and self.bottom.holds(id):
            self.bottom.show_panel(id)

    def show_docks(self, shown: bool) -> None:
        for part in (self.dock, self.line, self.bottom):
            if part is not None:
                part.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.dock.setFixedWidth(WIDTH if self.width() >= 1400 else NARROW)
