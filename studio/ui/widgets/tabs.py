"""Tabs that are only words: the active one stands in strong letters over a line in the accent colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import colour, font

_GAP = 24


class Tabs(QWidget):
    """`tabs` are (id, title); Left and Right walk with the keyboard. The words start at the left edge."""

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

    def _places(self) -> list[tuple[str, str, QRectF]]:
        metrics, x, places = QFontMetrics(font(12, 600)), 0.0, []
        for tab, title in self._tabs:
            width = metrics.horizontalAdvance(title)
            places.append((tab, title, QRectF(x, 0, width, self.height())))
            x += width + _GAP
        return places

    def sizeHint(self) -> QSize:
        places = self._places()
        return QSize(round(places[-1][2].right()) + 4 if places else 0, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _at(self, x: float) -> str:
        return next((tab for tab, _, rect in self._places() if rect.left() - 8 <= x < rect.right() + 8), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().x())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
