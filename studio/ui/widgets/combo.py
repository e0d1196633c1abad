"""A list to choose from, closed to one line 28 high."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.theme import colour


class Combo(QComboBox):
    """`items` are (id, label) or (id, label, icon); `changed` gives the id. Ids may be anything."""

    changed = Signal(object)

    def __init__(self, items: Sequence[tuple[Any, ...]] = (), current: Any = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setView(QListView(self))
        self.setFixedHeight(28)
        self.setIconSize(QSize(16, 16))
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_items(items, current)
        self.currentIndexChanged.connect(lambda index: self.changed.emit(self.itemData(index)))

    def set_items(self, items: Sequence[tuple[Any, ...]], current: Any = None) -> None:
        """Replaces the list, keeping what is chosen where it is still there; tells nobody."""
        keep = self.currentData() if current is None else current
        self.blockSignals(True)
        self.clear()
        for item in items:
            self.addItem(str(item[1]), item[0])
            if len(item) > 2 and item[2]:
                self.setItemIcon(self.count() - 1, icons.icon(item[2]))
        self.setCurrentIndex(max(0, self._index(keep)) if items else -1)
        self.blockSignals(False)

    def set_possible(self, choice: Any, possible: bool, reason: str = "") -> None:
        """Greys out one item and says why."""
        index, model = self._index(choice), self.model()
        if index >= 0 and isinstance(model, QStandardItemModel):
            model.item(index).setEnabled(possible)
            self.setItemData(index, reason, Qt.ItemDataRole.ToolTipRole)

    def _index(self, choice: Any) -> int:
        return next((i for i in range(self.count()) if self.itemData(i) == choice), -1)

    def value(self) -> Any:
        return self.currentData()

    def set_value(self, choice: Any) -> None:
        """Shows `choice`, where it is in the list, without telling anybody."""
        index = self._index(choice)
        if index >= 0:
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.draw(painter, "caret-down", QRectF(self.width() - 20, (self.height() - 12) / 2, 12, 12),
                   colour("text3"))
        painter.end()
