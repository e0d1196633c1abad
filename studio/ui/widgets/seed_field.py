"""The number a picture grows from, with a dice for a new one and a lock to keep it."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Signal
from PySide6.QtGui import QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.ui.theme import font
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.well import draw_well

_LARGEST = 2**64 - 1


class SeedField(QWidget):
    """`value()` is the number while it is locked, else −1: a new one each time. `show_used` tells what was drawn."""

    changed = Signal()

    def __init__(self, value: int = -1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setFont(font(12, tabular=True))
        self.edit.setPlaceholderText("Random")
        self.edit.setAccessibleName("Seed")
        self.edit.setToolTip("The same seed gives the same picture")
        self.edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9  ]{0,26}"), self.edit))
        self.edit.setMinimumWidth(60)
        self.dice = IconButton("dice-five", "Roll another seed", 24)
        self.lock = IconButton("lock-simple-open", "Keep this seed for the next picture", 24, checkable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(self.edit, 1)
        row.addWidget(self.dice)
        row.addWidget(self.lock)
        self.setFixedHeight(28)
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._tidy)
        self.dice.clicked.connect(self.roll)
        self.lock.toggled.connect(self._locked)
        self.set_value(value)

    def value(self) -> int:
        number = self._number()
        return number if self.lock.isChecked() and number is not None else -1

    def set_value(self, value: int) -> None:
        """Shows `value` (−1: unlocked) without telling anybody."""
        self.lock.blockSignals(True)
        self.lock.setChecked(value >= 0)
        self.lock.blockSignals(False)
        self._show_lock()
        if value >= 0:
            self.show_used(value)

    def show_used(self, seed: int) -> None:
        """The seed that the last picture grew from, whether or not it is kept."""
        self.edit.setText(f"{seed:,}".replace(",", " "))

    def roll(self) -> None:
        """A new number, and keeps it: who rolls wants to see it again."""
        self.show_used(secrets.randbelow(1_000_000))
        self.lock.setChecked(True)
        self.changed.emit()

    def _number(self) -> int | None:
        digits = "".join(c for c in self.edit.text() if c.isdigit())
        return min(int(digits), _LARGEST) if digits else None

    def _typed(self) -> None:
        self.lock.setChecked(self._number() is not None)
        self.changed.emit()

    def _tidy(self) -> None:
        number = self._number()
        if number is not None:
            self.show_used(number)

    def _locked(self) -> None:
        if self.lock.isChecked() and self._number() is None:
            self.show_used(secrets.randbelow(1_000_000))
        self._show_lock()
        self.changed.emit()

    def _show_lock(self) -> None:
        self.lock.set_icon("lock-simple-fill" if self.lock.isChecked() else "lock-simple-open")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_well(self, self.edit.hasFocus())
