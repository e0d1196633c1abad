"""The middle of the Paint workspace: tools, options, open pictures, and the canvas with its floating bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.canvas import deeds
from studio.ui.canvas.pills import INSET, MaskPill, ViewPill
from studio.ui.canvas.strip import OptionsStrip
from studio.ui.canvas.tabs import DocumentTabs
from studio.ui.canvas.toolbar import ToolBar
from studio.ui.canvas.view import CanvasView

if TYPE_CHECKING:
    from studio.core.geometry import Point
    from studio.ui.desk import Desk


class PaintPage(QWidget):
    """Tool bar 48 wide | options 44, tabs 32, canvas. Its actions are registered once, with the desk's others."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view = CanvasView(desk)
        deeds.register_tools(desk)
        deeds.register_view(desk, self.view)
        deeds.register_brush(desk, self.view)
        self.tools = ToolBar(desk)
        self.strip = OptionsStrip(desk, self.view)
        self.tabs = DocumentTabs(desk)
        self.view_pill = ViewPill(desk, self.view)
        self.mask_pill = MaskPill(desk, self.view)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.strip, self.tabs, self.view):
            column.addWidget(part, 1 if part is self.view else 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tools)
        row.addLayout(column, 1)
        self.setFocusProxy(self.view)
        self.view.moved.connect(self._arrange)
        self.view.moved.connect(self.tabs.show_facts)
        self.view.pointed.connect(self._point)
        desk.tool_changed.connect(self._hint)
        self.view.installEventFilter(self)
        self._arrange()

    def _arrange(self) -> None:
        """The pills stand 16 from the canvas's lower corners; where both do not fit, one says less."""
        view = self.view
        for pill in (self.view_pill, self.mask_pill):
            pill.adjustSize()
        if not self.mask_pill.isHidden():
            self.mask_pill.set_narrow(False)
            self.mask_pill.set_narrow(
                view.width() < self.view_pill.width() + self.mask_pill.width() + 3 * INSET)
        y = view.height() - INSET - self.view_pill.height()
        self.view_pill.move(INSET, y)
        self.mask_pill.move(view.width() - INSET - self.mask_pill.width(), y)

    def _point(self, pixel: Point | None) -> None:
        self._desk.pointed.emit("" if pixel is None else f"{pixel.x}, {pixel.y} px".replace("-", "−"))

    def _hint(self) -> None:
        self._desk.hinted.emit(tuple(self._desk.tool.hint.split(" · ")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._arrange()
        elif event.type() is QEvent.Type.FocusIn and self._desk.tools:
            self._hint()
        return False
