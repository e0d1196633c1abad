"""The bar at the left of the map: chance, pins, back, and the ways from and to the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.canvas.toolbar import GAP, SIDE, WIDTH
from studio.ui.theme import colour
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.ui.desk import Desk

GROUPS = (("explore.random", "explore.shuffle"), ("explore.pin", "explore.recentre", "explore.back"),
          ("layer.explore", "explore.add"))


class Rail(QWidget):
    """48 wide, as the tools of the canvas are. Each button is an action's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, IconButton] = {}
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Explore")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 6)
        column.setSpacing(GAP)
        for number, group in enumerate(GROUPS):
            if number:
                column.addWidget(Hairline(length=SIDE), 0, Qt.AlignmentFlag.AlignHCenter)
            for id in group:
                action = desk.actions[id]
                button = IconButton(desk.actions.entry(id).icon, action.toolTip(), SIDE, icon_size=20)
                button.follow(action)
                button.setIconSize(QSize(20, 20))
                self.buttons[id] = button
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        painter.end()
