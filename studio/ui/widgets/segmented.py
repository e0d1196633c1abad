"""A few choices side by side in one well, for what has two to four states."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.theme import colour, font
from studio.ui.widgets.well import draw_well


class _Part(QAbstractButton):
    def __init__(self, label: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(label)
        self.setCheckable(True)
        self.setFont(font(12, 500))
        self.setFixedHeight(22)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(label) + (38 if icon else 20))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, rect = self.isChecked(), QRectF(self.rect())
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("raised" if on else "panel"))
            painter.drawRoundedRect(rect, 4, 4)
        role = "text" if on else "text2"
        width = self.fontMetrics().horizontalAdvance(self.text()) + (18 if self._icon else 0)
        x = (rect.width() - width) / 2
        if self._icon:
            icons.draw(painter, self._icon, QRectF(x, 4, 14, 14), colour("accent_text" if on else "text3"))
            x += 18
        painter.setPen(colour(role))
        painter.drawText(QRectF(x, 0, rect.width(), rect.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Segmented(QWidget):
    """`choices` are (id, label, icon or ""). Left and Right choose with the keyboard."""

    changed = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], current: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = [choice[0] for choice in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for number, (_, label, icon) in enumerate(choices):
            part = _Part(label, icon, self)
            self._group.addButton(part, number)
            row.addWidget(part)
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_value(current or self._ids[0])
        self._group.idClicked.connect(lambda number: self.changed.emit(self._ids[number]))

    def value(self) -> str:
        return self._ids[max(0, self._group.checkedId())]

    def set_value(self, choice: str) -> None:
        """Shows `choice` without telling anybody."""
        self._group.button(self._ids.index(choice)).setChecked(True)
        self.update()

    def part(self, choice: str) -> QAbstractButton:
        return self._group.button(self._ids.index(choice))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0)
        if not way:
            super().keyPressEvent(event)
            return
        number = (self._ids.index(self.value()) + way) % len(self._ids)
        self.set_value(self._ids[number])
        self.changed.emit(self._ids[number])

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_well(self, self.hasFocus())
