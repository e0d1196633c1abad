"""The steps that led to the picture: a click goes back to any of them, and what they cost in memory is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLabel, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from studio.ui.panels.panel import Panel
from studio.ui.theme import font, theme

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = 28


def bytes_said(nbytes: int) -> str:
    """ "3.4 MB": decimal units, one place below ten."""
    value, unit = float(nbytes), "B"
    for unit in ("B", "KB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"


class Steps(QAbstractListModel):
    """Row 0 is the picture before the first remembered step; row `present` is what is seen now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._titles: list[tuple[str, int]] = []
        self.present = 0

    def show(self, document: Document | None) -> None:
        done = document.history.done if document else []
        undone = document.history.undone if document else []
        new = [("Start", 0), *((step.title, step.nbytes) for step in (*done, *reversed(undone)))] if document else []
        if len(new) != len(self._titles):
            self.beginResetModel()
            self._titles, self.present = new, len(done)
            self.endResetModel()
        else:
            self._titles, self.present = new, len(done)
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def __getitem__(self, row: int) -> tuple[str, int]:
        return self._titles[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._titles):
            return None
        title, nbytes = self._titles[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ahead = ", undone" if index.row() > self.present else ""
            return f"{title}{ahead}"
        if role == Qt.ItemDataRole.ToolTipRole and index.row():
            return f"{title}: holds {bytes_said(nbytes)} for undo"
        return None


class StepLook(QStyledItemDelegate):
    """Title on the left, what the step holds on the right; undone steps stand back."""

    def __init__(self, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._steps = steps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        title, nbytes = self._steps[index.row()]
        now, ahead = index.row() == self._steps.present, index.row() > self._steps.present
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body, shape = rect.adjusted(8, 0, -8, 0), QPainterPath()
        shape.addRoundedRect(body, 6, 6)
        if now or state & QStyle.StateFlag.State_MouseOver:
            painter.fillPath(shape, theme().colour("accent_soft" if now else "raised"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(theme().colour("accent"), 1.5))
            painter.drawRoundedRect(body.toRectF().adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        cost = bytes_said(nbytes) if nbytes else ""
        painter.setFont(font(11, tabular=True))
        painter.setPen(theme().colour("text2" if now else "text3"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(body.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignRight | middle, cost)
        room = body.width() - 24 - QFontMetrics(font(11)).horizontalAdvance(cost)
        letters = font(12, 500 if now else 400)
        painter.setFont(letters)
        painter.setPen(theme().colour("text3" if ahead else "text"))
        shown = QFontMetrics(letters).elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(body.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignLeft | middle, shown)
        painter.restore()


class HistoryPanel(QWidget):
    """The list and, below it, how many steps are kept and what they hold."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._going = False
        self._leave: Callable[[], None] = lambda: None
        self.steps = Steps(self)
        self.list = QListView()
        self.list.setModel(self.steps)
        self.list.setItemDelegate(StepLook(self.steps, self.list))
        self.list.setAccessibleName("Steps")
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.held = QLabel()
        self.held.setProperty("tone", "3")
        self.held.setFont(font(11, tabular=True))
        self.held.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.held)
        desk.switched.connect(self._switched)
        self._switched()

    def _switched(self) -> None:
        self._leave()
        document = self._desk.document
        self._leave = document.history.changed.connect(self._refresh) if document else lambda: None
        self._refresh()

    def _refresh(self) -> None:
        document = self._desk.document
        if self._going:
            return
        self._going = True
        self.steps.show(document)
        present = self.steps.index(self.steps.present)
        self.list.setCurrentIndex(present)
        self.list.scrollTo(present)
        self._going = False
        if document is None:
            self.held.setText("No picture is open.")
            return
        history = document.history
        steps = len(history.done) + len(history.undone)
        word = "step" if steps == 1 else "steps"
        self.held.setText(f"{steps} {word} · {bytes_said(history.nbytes)} of {bytes_said(history.limit)} held for undo")

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and not self._going:
            self.go_to(now.row())

    def go_to(self, row: int) -> None:
        """Undoes or redoes until the picture is as it was after step `row` (0 = before the first)."""
        document = self._desk.document
        if document is None:
            return
        self._going = True
        while len(document.history.done) > row and document.undo():
            pass
        while len(document.history.done) < row and document.redo():
            pass
        self._going = False
        self._refresh()


PANEL = Panel("history", "History", "clock-counter-clockwise", "paint", "right-top", 20, HistoryPanel)
