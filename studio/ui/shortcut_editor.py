"""Shows every action with its keys and lets the artist give it others, saying who has them already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.ui.palette import score
from studio.ui.shortcuts import shown
from studio.ui.theme import font
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from studio.ui.actions import Actions

_ID = Qt.ItemDataRole.UserRole


class ShortcutEditor(QWidget):
    """A list to search, and below it the keys of the action that is chosen."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search actions")
        self.search.setAccessibleName("Search actions")
        self.search.setClearButtonEnabled(False)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Actions and their keys")
        self.list.setColumnCount(3)
        self.list.setHeaderLabels(["Action", "Menu", "Keys"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFont(font(12))
        self.list.setColumnWidth(0, 250)
        self.list.setColumnWidth(1, 110)
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName("New keys")
        self.keys.setToolTip("Press the keys that this action is to have")
        self.keys.setMaximumSequenceLength(1)
        self.keys.setFixedHeight(28)
        self.set = Button("Set")
        self.none = Button("None")
        self.default = Button("Default")
        self.all_default = Button("All to defaults", ghost=True)
        for button, tip in ((self.set, "Give the chosen action these keys"), (self.none, "Take its keys away"),
                            (self.default, "Back to the keys it came with"),
                            (self.all_default, "Every action back to the keys it came with")):
            button.setToolTip(tip)
        self.notice = Notice("error")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keys, 1)
        for button in (self.set, self.none, self.default, self.all_default):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        column.addLayout(row)
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.set.clicked.connect(lambda: self.give(self.keys.keySequence().toString()))
        self.none.clicked.connect(lambda: self.give(""))
        self.default.clicked.connect(lambda: self.give(self._actions.shortcuts.default(self.chosen)))
        self.all_default.clicked.connect(self._reset)
        self.fill()

    @property
    def chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def choose(self, id: str) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, _ID) == id:
                self.list.setCurrentItem(item)

    def fill(self) -> None:
        keep = self.chosen
        self.list.clear()
        for id in self._actions:
            entry = self._actions.entry(id)
            keys = "; ".join(shown(part) for part in self._actions.shortcuts.keys(id).split("; ") if part)
            item = QTreeWidgetItem([entry.action.text().replace("&", ""), entry.menu.replace("/", " › "), keys])
            item.setData(0, _ID, id)
            self.list.addTopLevelItem(item)
        if keep:
            self.choose(keep)
        elif (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._filter(self.search.text())

    def give(self, keys: str) -> None:
        """Changes the chosen action's keys, unless another has them: then it says which."""
        if not self.chosen:
            return
        other = self._actions.shortcuts.conflict(self.chosen, keys)
        if other:
            self.notice.say(f"{shown(keys)} is taken by “{self._actions[other].text().replace('&', '')}”.",
                            "Choose other keys, or take them away from it first.", "error")
            return
        self.notice.put_away()
        self._actions.change_keys(self.chosen, keys)
        self.fill()

    def _reset(self) -> None:
        self._actions.reset_keys()
        self.notice.put_away()
        self.fill()

    def _show_chosen(self) -> None:
        first = self._actions.shortcuts.keys(self.chosen).split("; ")[0] if self.chosen else ""
        self.keys.setKeySequence(QKeySequence(first))

    def _filter(self, query: str) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                text = f"{item.text(0)} {item.text(1)} {item.text(2)}"
                item.setHidden(bool(query) and score(query, text) is None)
