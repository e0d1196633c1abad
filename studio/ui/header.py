"""The strip on top: the mark, the menus, the workspaces in the middle, and the way to every command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QMenuBar, QWidget

from studio.ui import icons
from studio.ui.logo import Logo
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import IconButton


class Tab(NamedTuple):
    id: str
    title: str
    icon: str


class WorkspaceButton(QAbstractButton):
    """28 high; the active one is filled with the hover grey and shows its icon in the accent."""

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = tab.icon
        self.setText(tab.title)
        self.setCheckable(True)
        self.setToolTip(f"The {tab.title} workspace")
        self.setFont(font(12, 500))
        self.setFixedSize(self.fontMetrics().horizontalAdvance(tab.title) + 48, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover" if on else "raised"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 6, 6)
        icons.draw(painter, self._icon, QRectF(13, 6, 16, 16), colour("accent_text" if on else "text3"))
        painter.setPen(colour("text" if on else "text2"))
        painter.setFont(font(12, 600 if on else 500))
        painter.drawText(QRectF(34, 0, self.width(), 28), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class FindBox(QAbstractButton):
    """Looks like a field to type in; opens the command palette."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setText("Find a command")
        self.setAccessibleName("Find a command")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "border"), 1))
        painter.setBrush(colour("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        icons.draw(painter, "magnifying-glass", QRectF(9, 7, 14, 14), colour("text3"))
        painter.setPen(colour("text2"))
        painter.drawText(QRectF(28, 0, self.width(), 28), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.keys:
            painter.setFont(font(11, 500))
            width = painter.fontMetrics().horizontalAdvance(self.keys) + 14
            chip = QRectF(self.width() - width - 6.5, 5.5, width, 17)
            painter.setPen(QPen(colour("border"), 1))
            painter.setBrush(colour("raised"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(colour("text"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.keys)
        painter.end()


class OfflineChip(QAbstractButton):
    """Says whether the studio may use the network; a click changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(12, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_offline(True)

    def set_offline(self, offline: bool) -> None:
        self.offline = offline
        self.setText("Offline ready" if offline else "Network allowed")
        self.setAccessibleName(self.text())
        self.setToolTip("The studio opens no network connection: click to allow it" if offline else
                        "Models may be downloaded: click to stay offline")
        self.setFixedSize(self.fontMetrics().horizontalAdvance(self.text()) + 32, 24)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = ("ok", "ok_soft") if self.offline else ("info", "info_soft")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ink))
        painter.drawEllipse(QRectF(8, 9, 6, 6))
        painter.setPen(colour(ink))
        painter.drawText(QRectF(20, 0, self.width(), 24), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Header(QWidget):
    """40 high. `chosen` says which workspace was clicked."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab], find_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(41)
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setFont(font(12, 500))
        self.menus.setAccessibleName("Menus")
        name = QLabel("Pentimento")
        name.setFont(font(13, 600))
        self.finder = FindBox(find_keys)
        self.offline = OfflineChip()
        self.settings = IconButton("gear-six", "Preferences", 28)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 1)
        row.setSpacing(8)
        row.addWidget(Logo(20))
        row.addWidget(name)
        row.addWidget(self.menus)
        row.addStretch(1)
        for widget in (self.finder, self.offline, self.settings):
            row.addWidget(widget)
        row.setAlignment(self.menus, Qt.AlignmentFlag.AlignVCenter)
        self._middle = QWidget(self)
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(5)
        self._group = QButtonGroup(self)
        self.workspaces: dict[str, WorkspaceButton] = {}
        for tab in tabs:
            button = WorkspaceButton(tab)
            self.workspaces[tab.id] = button
            self._group.addButton(button)
            middle.addWidget(button)
            button.clicked.connect(lambda _=False, id=tab.id: self.chosen.emit(id))

    def show_workspace(self, id: str) -> None:
        self.workspaces[id].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.finder.setFixedWidth(206 if self.width() >= 1400 else 176)
        size = self._middle.sizeHint()
        left = max((self.width() - size.width()) // 2, self.menus.geometry().right() + 12)
        self._middle.setGeometry(left, (40 - size.height()) // 2, size.width(), size.height())

    def sizeHint(self) -> QSize:
        return QSize(1000, 41)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        painter.fillRect(0, 40, self.width(), 1, colour("line"))
        painter.end()
