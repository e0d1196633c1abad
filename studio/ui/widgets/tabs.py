"""Tabs that are only words: the active one stands in strong letters over a line in the accent colour.

Where there is no room for all of them, the last ones wait in a menu behind a caret; one that is chosen there takes the
last place that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from studio.ui import icons
from studio.ui.theme import colour, font

_GAP = 24
_CARET = 14
MORE = "…"
"""The caret's id among the places."""


class Tabs(QWidget):
    """`tabs` are (id, title); Left and Right walk with the keyboard through all of them, Down opens the menu of those
    that have no room. The words start at the left edge."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], current: str = "", height: int = 36,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: list[tuple[str, str]] = []
        self._current = ""
        self._over = ""
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_tabs(tabs, current)

    def set_tabs(self, tabs: Sequence[tuple[str, str]], current: str = "") -> None:
        self._tabs = list(tabs)
        ids = [tab[0] for tab in tabs]
        wanted = current or self._current
        self._current = wanted if wanted in ids else (ids[0] if ids else "")
        self.setAccessibleName(", ".join(title for _, title in tabs))
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> str:
        return self._current

    def choose(self, tab: str) -> None:
        """As if it had been clicked: tells when it is another."""
        if tab != self._current and any(tab == known for known, _ in self._tabs):
            self._current = tab
            self.update()
            self.changed.emit(tab)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Those for which there is no room: what the caret's menu offers."""
        shown = {tab for tab, _, _ in self._places()}
        return tuple(tab for tab in self._tabs if tab[0] not in shown)

    def _shown(self) -> list[tuple[str, str]]:
        """As many as there is room for, the current one among them."""
        if self._extent(self._tabs) <= self.width():
            return self._tabs
        room = self.width() - _GAP - _CARET
        first = [tab for tab in self._tabs if tab[0] != self._current]
        current = [tab for tab in self._tabs if tab[0] == self._current]
        while first and self._extent([*first, *current]) > room:
            first.pop()
        return [tab for tab in self._tabs if tab in first or tab in current]

    def _extent(self, tabs: Sequence[tuple[str, str]]) -> int:
        metrics = QFontMetrics(font(12, 600))
        return sum(metrics.horizontalAdvance(title) for _, title in tabs) + _GAP * max(0, len(tabs) - 1)

    def _places(self) -> list[tuple[str, str, QRectF]]:
        metrics, x, places = QFontMetrics(font(12, 600)), 0.0, []
        shown = self._shown()
        for tab, title in shown:
            width = metrics.horizontalAdvance(title)
            places.append((tab, title, QRectF(x, 0, width, self.height())))
            x += width + _GAP
        if len(shown) < len(self._tabs):
            places.append((MORE, "", QRectF(x, 0, _CARET, self.height())))
        return places

    def sizeHint(self) -> QSize:
        return QSize(self._extent(self._tabs) + 4 if self._tabs else 0, self.height())

    def minimumSizeHint(self) -> QSize:
        """The longest one and the caret; a few tabs keep all their room."""
        if len(self._tabs) <= 3:
            return self.sizeHint()
        longest = max(self._extent([tab]) for tab in self._tabs)
        return QSize(longest + _GAP + _CARET, self.height())

    def _at(self, x: float) -> str:
        return next((tab for tab, _, rect in self._places() if rect.left() - 8 <= x < rect.right() + 8), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        tab = self._at(event.position().x())
        if tab == MORE:
            self.open_menu()
        else:
            self.choose(tab)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().x())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = ""
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            over = self._at(event.pos().x()) == MORE
            QToolTip.showText(event.globalPos(), ", ".join(title for _, title in self.hidden) if over else "", self)
            return True
        return super().event(event)

    def menu(self) -> QMenu:
        """The tabs that have no room."""
        menu = QMenu(self)
        for tab, title in self.hidden:
            menu.addAction(title).triggered.connect(lambda *_, tab=tab: self.choose(tab))
        return menu

    def open_menu(self) -> None:
        place = next((rect for tab, _, rect in self._places() if tab == MORE), None)
        if place is not None:
            menu = self.menu()
            menu.exec(self.mapToGlobal(QPoint(round(place.left()) - 4, self.height())))
            menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.hidden:
            self.open_menu()
            return
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if way and self._tabs:
            ids = [tab for tab, _ in self._tabs]
            self.choose(ids[(ids.index(self._current) + way) % len(ids)])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tab, title, rect in self._places():
            if tab == MORE:
                role = "text2" if self._over == MORE else "text3"
                icons.draw(painter, "caret-down", QRectF(rect.left() + 1, rect.center().y() - 6, 12, 12), colour(role))
                continue
            active = tab == self._current
            painter.setFont(font(12, 600 if active else 500))
            painter.setPen(colour("text" if active else "text2" if tab == self._over else "text3"))
            painter.drawText(rect.adjusted(0, 0, 8, 0), Qt.AlignmentFlag.AlignVCenter, title)
            if active:
                painter.fillRect(QRectF(rect.left(), self.height() - 2, rect.width(), 2), colour("accent"))
                if self.hasFocus():
                    painter.setPen(QPen(colour("accent"), 1))
                    painter.drawRoundedRect(rect.adjusted(-0.5, 6.5, 4.5, -6.5), 4, 4)
        painter.end()
