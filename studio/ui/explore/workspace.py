"""The Explore workspace: the map with where one is beside it, the strip above, and the docks at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.ui.dock import NARROW, WIDTH, DockArea, panels_of
from studio.ui.explore import now_column
from studio.ui.explore.map_view import MapView
from studio.ui.explore.now_column import NowColumn
from studio.ui.explore.rail import Rail
from studio.ui.explore.strip import MapStrip
from studio.ui.explore.ways import spoken
from studio.ui.theme import font
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from studio.ui.desk import Desk

WIDE = 1400
"""From this width on docks and columns have their full width."""
HINTS = ("Click a picture to move there", "Drag between pictures to blend", "P drops a pin", "Wheel changes the range")
NO_MODEL = "No model here has a latent space to explore."
WAY_OUT = "Train a VAE or a GAN in the Train workspace, or put one into a model folder (Preferences, Models)."


class ExploreWorkspace(QWidget):
    """Rail 48 | strip 44, map and Now column | dock 340 (320 in a narrow window)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fill", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.explorer, self.board = desk.explorer, desk.pins
        names = ("explore.pin", "explore.random", "explore.shuffle", "explore.back", "explore.recentre", "explore.add")
        actions = [desk.actions[name] for name in names if name in desk.actions]
        self.strip = MapStrip(self.explorer, actions)
        self.map = MapView()
        self.now = NowColumn(self.explorer, self.board)
        self.rail = Rail(desk)
        self.notice = Notice()
        self.dock = DockArea(desk, panels_of("explore", "right-top"))
        self.dock.setProperty("fill", "panel")
        self.dock.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        below = panels_of("explore", "bottom")
        self.bottom = DockArea(desk, below) if below else None
        if self.bottom is not None:
            self.bottom.setProperty("fill", "panel")
            self.bottom.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.map)
        self._switched()

    def _lay_out(self) -> None:
        self._both = QHBoxLayout()
        self._both.setSpacing(16)
        self._both.addWidget(self.map, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 28, 0, 16)
        beside.addWidget(self.now)
        self._both.addLayout(beside)
        self._shown = QWidget()
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(16, 8, 16, 0)
        held.addWidget(self.notice)
        shown.addLayout(held)
        shown.addLayout(self._both, 1)
        self.empty = QWidget()
        words = QVBoxLayout(self.empty)
        words.addStretch(1)
        for text, size, tone in ((NO_MODEL, 15, "1"), (WAY_OUT, 12, "2")):
            label = QLabel(text)
            label.setFont(font(size, 600 if size > 12 else 400))
            label.setProperty("tone", tone)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            words.addWidget(label)
        words.addStretch(1)
        self.middle = QStackedWidget()
        self.middle.addWidget(self._shown)
        self.middle.addWidget(self.empty)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.middle, 1)
        if self.bottom is not None:
            column.addWidget(Hairline())
            column.addWidget(self.bottom)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        row.addWidget(Hairline(vertical=True))
        row.addWidget(self.dock)

    def _connect(self) -> None:
        explorer, board, view = self.explorer, self.board, self.map
        view.gone.connect(self._go)
        view.stepped.connect(explorer.step)
        view.turned.connect(explorer.turn)
        view.recentred.connect(explorer.recentre)
        view.asked.connect(self._open_menu)
        explorer.switched.connect(self._switched)
        explorer.mapped.connect(self._mapped)
        explorer.moved.connect(self._moved)
        explorer.showing.tiled.connect(lambda cell: view.show_tile(cell, explorer.showing.images[cell]))
        explorer.failed.connect(self._failed)
        board.changed.connect(self._mark)
        self.now.pin.clicked.connect(lambda: self._run("explore.pin"))
        self.now.add.clicked.connect(lambda: self._run("explore.add"))
        self.now.back.clicked.connect(lambda: self._run("explore.back"))

    def _run(self, id: str) -> None:
        self._desk.actions.refresh(id)
        self._desk.actions.run(id)

    # Following

    def _switched(self) -> None:
        self.middle.setCurrentWidget(self._shown if self.explorer.models else self.empty)
        self.strip.setEnabled(bool(self.explorer.models))
        self.notice.put_away()
        self.map.clear()
        if self.isVisible():
            self._begin()
        self._moved()
        self._desk.actions.later()

    def _mapped(self) -> None:
        stand, showing = self.explorer.stand, self.explorer.showing
        if stand is None:
            return
        self.map.set_side(stand.side)
        if not showing.images:
            self.map.clear()
        if self.explorer.neighbours:
            self.map.show_axes("", "", (), ())
        else:
            self.map.show_axes(spoken(stand.across.title), spoken(stand.up.title), stand.ticks(stand.across),
                               stand.ticks(stand.up))  # fmt: skip
        self._mark()
        self._desk.actions.later()

    def _moved(self) -> None:
        stand = self.explorer.stand
        if stand is None:
            self.map.show_place(None, None)
            self.map.show_marks(())
            return
        said = ", ".join(f"{spoken(axis.title)} {stand.reading(axis)}" for axis in (stand.across, stand.up))
        if self.explorer.neighbours:
            self.map.show_place((0.0, 0.0), (stand.side // 2, stand.side // 2), "neighbours")
        else:
            self.map.show_place((stand.x, stand.y), stand.cell, said)
        if self.isVisible():
            self._desk.point(said)

    def _mark(self) -> None:
        marks = self.board.marks()
        self.map.show_marks(marks, [mark[1:] for mark in marks])

    def _go(self, x: float, y: float) -> None:
        self.explorer.go(x, y)

    def _failed(self, error: PentimentoError) -> None:
        self.notice.say(error.message, error.hint, "error")

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for id in ("explore.pin", "explore.recentre", "explore.add"):
            if id in self._desk.actions:
                menu.addAction(self._desk.actions[id])
        menu.exec(at)
        menu.deleteLater()

    # Being looked at

    def _begin(self) -> None:
        try:
            self.explorer.look()
        except PentimentoError as error:
            self._failed(error)

    def show_panel(self, id: str) -> None:
        self.dock.show_panel(id)

    def showEvent(self, event: QShowEvent) -> None:
        self._begin()
        self._mapped()
        self._moved()

    def hideEvent(self, event: QHideEvent) -> None:
        self._desk.point("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self.dock.setFixedWidth(WIDTH if wide else NARROW)
        self.now.set_width(now_column.WIDE if wide else now_column.NARROW)
        self._both.setContentsMargins(0, 0, 48 if wide else 20, 0)
