"""Find anything by a few letters of its name: every action, and the pictures that were open lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.ui import icons
from studio.ui.shortcuts import shown
from studio.ui.theme import colour, font

if TYPE_CHECKING:
    from studio.ui.actions import Actions
    from studio.ui.recents import Recents

Index: TypeAlias = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Find:
    """`where` is the menu it stands in, or a folder."""

    title: str
    where: str
    icon: str
    keys: str
    run: Callable[[], object]
    possible: bool = True


def score(query: str, title: str) -> float | None:
    """How well the letters of `query` are found in `title`, in order; None when they are not. Higher is better.

    Starts of words and runs of letters count more; a long title a little less.
    """
    wanted, text = query.casefold().replace(" ", ""), title.casefold()
    total, at, last = 0.0, 0, -2
    for letter in wanted:
        found = text.find(letter, at)
        start = next((i for i in range(at, len(text)) if text[i] == letter and (i == 0 or not text[i - 1].isalnum())),
                     -1)
        if found < 0:
            return None
        if start >= 0 and found != last + 1:
            found = start
        total += (4 if found == last + 1 else 2 if found == start else 0.3) + (2 if found == 0 else 0)
        last, at = found, found + 1
    return total - len(text) * 0.01


def ranked(query: str, finds: Sequence[Find]) -> list[Find]:
    """Those that match, the best first; all of them, in their order, for an empty query."""
    if not query.strip():
        return list(finds)
    scored = []
    for find in finds:
        by_title = score(query, find.title)
        by_both = score(query, f"{find.where} {find.title}")
        best = max((value for value in (by_title, None if by_both is None else by_both - 2) if value is not None),
                   default=None)
        if best is not None:
            scored.append((best - (0 if find.possible else 2), find))
    return [find for _, find in sorted(scored, key=lambda pair: -pair[0])]


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        find: Find = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        painter.setOpacity(1.0 if find.possible else 0.5)
        icons.draw(painter, find.icon, QRectF(rect.left() + 10, rect.top() + 9, 16, 16), colour("text3"))
        painter.setFont(font(12, 500))
        painter.setPen(colour("text"))
        painter.drawText(rect.adjusted(36, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, find.title)
        width = painter.fontMetrics().horizontalAdvance(find.title)
        painter.setFont(font(11))
        painter.setPen(colour("text2" if on else "text3"))
        painter.drawText(rect.adjusted(36 + width + 10, 0, -110, 0), Qt.AlignmentFlag.AlignVCenter, find.where)
        painter.setFont(font(11, 500))
        painter.drawText(rect.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                         find.keys)
        painter.restore()


class Palette(QFrame):
    """Opens over the window's middle; Enter does what is chosen, Escape closes."""

    def __init__(self, actions: Actions, recents: Recents, open_file: Callable[[str], object],
                 parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName("Find a command")
        self._actions, self._recents, self._open_file, self._host = actions, recents, open_file, parent
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a command or a recent picture")
        self.field.setAccessibleName("Find a command")
        self.field.setFont(font(13))
        self.field.setFixedHeight(36)
        self.list = QListWidget()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setAccessibleName("Commands found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 9, 9)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self.look)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self.take())

    def finds(self) -> list[Find]:
        found = []
        for id in self._actions:
            entry = self._actions.entry(id)
            title = entry.action.text().replace("&", "")
            keys = shown(self._actions.shortcuts.keys(id))
            found.append(Find(title, entry.menu.replace("/", " › "), entry.icon, keys, entry.action.trigger,
                              entry.action.isEnabled()))
        for recent in self._recents.all():
            path = str(recent.path)
            found.append(Find(recent.path.name, str(recent.path.parent), "image", "",
                              lambda path=path: self._open_file(path)))  # type: ignore[misc]
        return found

    def open(self) -> None:
        """Shows it, empty, with everything in it."""
        self._actions.refresh()
        host = self._host
        width = min(560, host.width() - 80)
        self.resize(width, min(420, host.height() - 120))
        self.move(host.mapToGlobal(QPoint((host.width() - width) // 2, 48)))
        self.field.clear()
        self.look("")
        self.show()
        self.field.setFocus()

    def look(self, query: str) -> None:
        self.list.clear()
        for find in ranked(query, self.finds())[:200]:
            item = QListWidgetItem(find.title)
            item.setData(Qt.ItemDataRole.UserRole, find)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def take(self) -> None:
        """Does what is chosen, once the palette is closed."""
        if self.list.currentRow() < 0:
            return
        find: Find = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.close()
        find.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress:
            pressed = cast(QKeyEvent, event)
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(pressed.key()), 0)
            if step:
                last = self.list.count() - 1
                self.list.setCurrentRow(min(last, max(0, self.list.currentRow() + step)))
                return True
            if pressed.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("border"), 1))
        painter.setBrush(colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

