"""Panels that share a place at the window's edge: a head with their names, and one of them below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QStackedWidget, QVBoxLayout, QWidget

from studio.parts import parts
from studio.ui.theme import colour
from studio.ui.widgets.dock_head import DockHead

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.panels.panel import Panel
    from studio.ui.widgets.tabs import Tabs

WIDTH, NARROW = 340, 320


class _Headed(Protocol):
    def head_widgets(self) -> list[QWidget]: ...


class _Tabbed(Protocol):
    def head_tabs(self) -> Tabs: ...


class _Sized(Protocol):
    def wanted_height(self) -> int: ...


def panels_of(workspace: str, area: str) -> tuple[Panel, ...]:
    """The panels of one area, in order."""
    found = (panel for panel in parts("studio.ui.panels") if (panel.workspace, panel.area) == (workspace, area))
    return tuple(sorted(found, key=lambda panel: panel.order))


class DockArea(QWidget):
    """One head, one panel shown; the others are made when their name is first clicked."""

    def __init__(self, desk: Desk, panels: Sequence[Panel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._panels = {panel.id: panel for panel in panels}
        self._made: dict[str, QWidget] = {}
        self.head = DockHead([(panel.id, panel.title) for panel in panels])
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.head.changed.connect(self.show_panel)
        self.show_panel(panels[0].id)

    def panel(self, id: str) -> QWidget:
        """The panel's widget, made now if it was not."""
        if id not in self._made:
            widget = self._panels[id].make(self._desk)
            widget.setAccessibleName(self._panels[id].title)
            self._made[id] = widget
            self.stack.addWidget(widget)
        return self._made[id]

    def holds(self, id: str) -> bool:
        return id in self._panels

    def wanted_height(self) -> int | None:
        """Of head and panel, where the panel knows what it needs."""
        widget = self.stack.currentWidget()
        return self.head.height() + cast(_Sized, widget).wanted_height() if hasattr(widget, "wanted_height") else None

    def show_panel(self, id: str) -> None:
        widget = self.panel(id)
        self.stack.setCurrentWidget(widget)
        self.head.tabs.choose(id)
        self.head.set_trailing(cast(_Headed, widget).head_widgets() if hasattr(widget, "head_widgets") else [])
        if len(self._panels) == 1 and hasattr(widget, "head_tabs"):
            self.head.replace_tabs(cast(_Tabbed, widget).head_tabs())


class _Handle(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("line"))
        painter.end()


class _Column(QSplitter):
    grown = Signal(int)
    """Has another height, and its parts have followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.grown.emit(event.size().height())

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class RightDock(QWidget):
    """The three areas at the right, one over the other, with hairlines between them that can be dragged."""

    def __init__(self, desk: Desk, workspace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fill", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.areas: dict[str, DockArea] = {}
        self._column = _Column()
        for area in ("right-top", "right-middle", "right-bottom"):
            panels = panels_of(workspace, area)
            if panels:
                self.areas[area] = DockArea(desk, panels)
                self._column.addWidget(self.areas[area])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._column)
        self._own = [int(size) for size in desk.settings.recall("dock", [])]
        self._column.splitterMoved.connect(lambda *_: self._moved(desk))
        self._column.grown.connect(self._share)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(lambda: self._share(self._column.height()))
        for one in self.areas.values():
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A form has other rows now: its area may need less, or more."""
        if event.type() is QEvent.Type.LayoutRequest and not self._own:
            self._soon.start()
        return False

    def show_panel(self, id: str) -> None:
        for area in self.areas.values():
            if area.holds(id):
                area.show_panel(id)

    def sizes(self) -> list[int]:
        return self._column.sizes()

    def _moved(self, desk: Desk) -> None:
        self._own = self.sizes()
        desk.settings.remember("dock", self._own)

    def _share(self, height: int) -> None:
        """As the artist left them; else the middle area what its form needs, and the rest to the others."""
        if len(self._own) == len(self.areas):
            whole = max(1, sum(self._own))
            self._column.setSizes([round(size * height / whole) for size in self._own])
            return
        ideal = {"right-top": 310, "right-middle": 352, "right-bottom": 273}
        small = {"right-top": 264, "right-middle": 314, "right-bottom": 157}
        part = max(0.0, (height - 735) / 200)
        sizes = {area: round(small[area] + (ideal[area] - small[area]) * part) for area in self.areas}
        below = self.areas["right-bottom"].wanted_height() if "right-bottom" in self.areas else None
        if below is not None:  # what stands in front down there is more than a list
            form = self.areas["right-middle"].wanted_height() if "right-middle" in self.areas else None
            sizes["right-middle"] = min(small["right-middle"], form or small["right-middle"])
            sizes["right-top"] = min(height // 4, small["right-top"])
            sizes["right-bottom"] = max(0, height - sizes["right-middle"] - sizes["right-top"])
            spare = max(0, sizes["right-bottom"] - below)
            sizes["right-bottom"] -= spare
            sizes["right-top"] += spare
            if list(sizes.values()) != self.sizes():
                self._column.setSizes([sizes[area] for area in self.areas])
            return
        middle = self.areas.get("right-middle")
        wanted = middle.wanted_height() if middle is not None else None
        if wanted is not None and wanted < sizes["right-middle"] and "right-bottom" in sizes:
            sizes["right-bottom"] += sizes["right-middle"] - wanted
            sizes["right-middle"] = wanted
        for area in ("right-bottom", "right-top"):  # a long form takes what the others can spare
            if wanted is not None and area in sizes and sizes[area] > small[area]:
                more = max(0, min(wanted - sizes["right-middle"], sizes[area] - small[area]))
                sizes["right-middle"] += more
                sizes[area] -= more
        if list(sizes.values()) != self.sizes():
            self._column.setSizes(list(sizes.values()))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)
