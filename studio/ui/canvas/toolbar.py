"""The tools down the left side, in groups, with the two colours one paints with at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QColorDialog, QMenu, QVBoxLayout, QWidget

from studio.ui.theme import colour
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.swatches import Swatches

if TYPE_CHECKING:
    from studio.tools.tool import Tool
    from studio.ui.desk import Desk

WIDTH = 48
SIDE, GAP = 36, 4
ORDER = ("move", "brush", "eraser", "mask_brush", "lasso", "polygon", "rectangle", "ellipse", "wand", "fill", "pick",
         "crop", "transform")
"""Tools the hand expects in this order; others follow in theirs."""


def in_order(tools: dict[str, Tool]) -> list[list[Tool]]:
    """Tools by group; a group stands where its first tool does."""
    place = {id: number for number, id in enumerate(ORDER)}
    found = sorted(tools.values(), key=lambda tool: place.get(tool.id, len(ORDER)))
    groups: dict[int, list[Tool]] = {}
    for tool in found:
        groups.setdefault(tool.group, []).append(tool)
    return list(groups.values())


class ToolBar(QWidget):
    """48 wide. Each button is its tool's action; where the window is too low, the last ones move into a menu."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.buttons: dict[str, IconButton] = {}
        self._lines: list[Hairline] = []
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Tools")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 6)
        column.setSpacing(GAP)
        self._rows: list[QWidget] = []
        for number, group in enumerate(in_order(desk.tools)):
            if number:
                self._rows.append(Hairline(length=SIDE))
            self._rows += [self._button(tool) for tool in group]
        for row in self._rows:
            column.addWidget(row, 0, Qt.AlignmentFlag.AlignHCenter)
        self.more = IconButton("dots-three", "More tools", SIDE, icon_size=20)
        self.more.clicked.connect(self._unfold)
        self.more.hide()
        column.addWidget(self.more)
        column.addStretch(1)
        self.swatches = Swatches(desk.setting.foreground, desk.setting.background)
        self.swatches.setToolTip("Colours: click to choose  (X swaps, D black and white)")
        self.swatches.picked.connect(self.pick_colour)
        column.addWidget(self.swatches)
        desk.tool_changed.connect(self._show_tool)
        desk.colours_changed.connect(self._show_colours)
        self._show_tool()

    def _button(self, tool: Tool) -> IconButton:
        button = IconButton(tool.icon, tool.title, SIDE, checkable=True, icon_size=20)
        button.follow(self._desk.actions[f"tool.{tool.id}"])
        button.setIconSize(QSize(20, 20))
        self.buttons[tool.id] = button
        return button

    def _show_tool(self) -> None:
        for id in self.buttons:
            self._desk.actions[f"tool.{id}"].setChecked(bool(self._desk.tools) and self._desk.tool.id == id)

    def _show_colours(self) -> None:
        self.swatches.set_colours(self._desk.setting.foreground, self._desk.setting.background)

    def pick_colour(self, which: str) -> QColorDialog:
        """Opens the colour chooser for "foreground" or "background"; the colour follows it at once."""
        dialog = QColorDialog(QColor(*getattr(self._desk.setting, which)), self)
        dialog.setWindowTitle("Front colour" if which == "foreground" else "Back colour")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        before = getattr(self._desk.setting, which)

        def choose(chosen: QColor) -> None:
            self._desk.set_colours(**{which: (chosen.red(), chosen.green(), chosen.blue(), 255)})

        dialog.currentColorChanged.connect(choose)
        dialog.rejected.connect(lambda: self._desk.set_colours(**{which: before}))
        dialog.open()
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() - 8 - 6 - SIDE - GAP
        needed = sum(self._height(row) for row in self._rows)
        fits = needed <= room
        room -= 0 if fits else SIDE + GAP
        for row in self._rows:
            room -= self._height(row)
            row.setVisible(room >= 0)
        self.more.setVisible(not fits)

    @staticmethod
    def _height(row: QWidget) -> int:
        return (1 if isinstance(row, Hairline) else SIDE) + GAP

    def _unfold(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self.buttons.values():
            if button.isHidden():
                menu.addAction(button.defaultAction())
        menu.popup(self.more.mapToGlobal(self.more.rect().topRight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        painter.end()
