"""The open pictures as tabs over the canvas, and what the one in front is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QWidget

from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.session import Session
    from studio.ui.desk import Desk

HEIGHT = 32
LONGEST = 220
"""Names wider than this are cut in the middle."""
LONG = 32
"""Letters of a profile's name that are shown."""
NEW, CLOSE = "file.new", "file.close"
"""The window's actions behind the plus and the crosses."""


def says(document: Document) -> str:
    """Size, colour space and depth."""
    return f"{document.size} · {_space(document.icc)}" + (" · 16 bit" if document.depth == 16 else "")


@lru_cache(maxsize=16)
def _space(icc: bytes | None) -> str:
    """What the profile calls itself; sRGB's many makers give it many names."""
    if icc is None:
        return "sRGB"
    from studio.formats.profiles import description

    name = " ".join(description(icc).split())
    if name.lower().startswith("srgb"):
        return "sRGB"
    return name if len(name) <= LONG else f"{name[:LONG - 1].rstrip()}…"


class _Bar(QTabBar):
    """Draws its tabs; the mark of a changed picture is a dot before the cross."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFixedHeight(HEIGHT)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Open pictures")

    def modified(self, index: int) -> bool:
        return bool(self.tabData(index))

    def tabSizeHint(self, index: int) -> QSize:
        words = min(LONGEST, QFontMetrics(font(12, 600)).horizontalAdvance(self.tabText(index)))
        return QSize(12 + words + (12 if self.modified(index) else 0) + 32, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(80, HEIGHT)

    def tabLayoutChange(self) -> None:
        """The crosses stand where the look wants them, not where the platform's style does."""
        super().tabLayoutChange()
        for index in range(self.count()):
            cross = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if cross is not None:
                cross.move(self.tabRect(index).right() - 4 - cross.width(), (HEIGHT - cross.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        for index in range(self.count()):
            self._paint_tab(painter, index, self.tabRect(index))
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int, rect: QRect) -> None:
        front = index == self.currentIndex()
        if front:
            painter.fillRect(rect, colour("canvas"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), colour("line"))
        painter.setFont(font(12, 600 if front else 500))
        painter.setPen(colour("text" if front else "text2"))
        dot = 12 if self.modified(index) else 0
        room = rect.adjusted(12, 0, -32 - dot, 0)
        words = painter.fontMetrics().elidedText(self.tabText(index), Qt.TextElideMode.ElideMiddle, room.width() + 2)
        painter.drawText(room.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if dot:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(QPoint(rect.right() - 33, rect.center().y() + 1), 3, 3)
        if front and self.hasFocus():
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.MiddleButton and self.tabAt(event.position().toPoint()) >= 0:
            self.tabCloseRequested.emit(self.tabAt(event.position().toPoint()))


class DocumentTabs(QWidget):
    """32 high. The plus and the crosses run the window's actions, which ask about unsaved changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setFixedHeight(HEIGHT)
        self.bar = _Bar(self)
        self.new = IconButton("plus", "New picture", 26, icon_size=14)
        self.new.clicked.connect(lambda: desk.actions.run(NEW))
        self.facts = QLabel()
        self.facts.setProperty("tone", "3")
        self.facts.setFont(font(12, tabular=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(0)
        row.addWidget(self.bar)
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.facts)
        self.bar.currentChanged.connect(self._bring)
        self.bar.tabCloseRequested.connect(self.close_tab)
        desk.switched.connect(self.refresh)
        desk.listed.connect(self.refresh)
        desk.actions.grown.connect(self._show_new)
        self._show_new()
        self.refresh()

    def _show_new(self) -> None:
        self.new.setVisible(NEW in self._desk.actions)

    def refresh(self) -> None:
        """Tabs as the desk has them: opened, closed, renamed, changed, saved."""
        sessions, bar = self._desk.sessions, self.bar
        bar.blockSignals(True)
        while bar.count() > len(sessions):
            bar.removeTab(bar.count() - 1)
        for index, session in enumerate(sessions):
            if index == bar.count():
                bar.addTab("")
                bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._cross())
            bar.setTabData(index, session.document.modified)
            bar.setTabText(index, session.document.name)
            bar.setTabToolTip(index, str(session.document.path or session.document.name))
            cross = bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
            assert isinstance(cross, IconButton)
            cross.set_name(f"Close {session.document.name}")
        if self._desk.session in sessions:
            bar.setCurrentIndex(sessions.index(self._desk.session))
        bar.blockSignals(False)
        bar.setVisible(bool(sessions))
        bar.update()
        self.show_facts()

    def show_facts(self) -> None:
        document = self._desk.document
        self.facts.setText("" if document is None else says(document))

    def _cross(self) -> IconButton:
        cross = IconButton("x", "Close", 20, icon_size=12)
        cross.clicked.connect(lambda: self._close_by(cross))
        return cross

    def _close_by(self, cross: IconButton) -> None:
        for index in range(self.bar.count()):
            if self.bar.tabButton(index, QTabBar.ButtonPosition.RightSide) is cross:
                self.close_tab(index)
                return

    def _bring(self, index: int) -> None:
        if 0 <= index < len(self._desk.sessions):
            self._desk.bring(self._desk.sessions[index])

    def close_tab(self, index: int) -> None:
        """Brings it to the front and closes it as the menu does."""
        session: Session = self._desk.sessions[index]
        self._desk.bring(session)
        if CLOSE in self._desk.actions:
            self._desk.actions.run(CLOSE)
        else:
            self._desk.close(session)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("chrome"))
        painter.end()
