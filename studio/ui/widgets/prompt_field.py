"""Where a picture is described in words: several lines, with their count below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.theme import font
from studio.ui.widgets.well import draw_well


class PromptField(QWidget):
    """`lines` are shown at once; Tab leaves it. `trailing` widgets stand at the right of the word count."""

    changed = Signal(str)

    def __init__(self, placeholder: str = "", lines: int = 3, trailing: Sequence[QWidget] = (),
                 counted: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.setFont(font(12))
        self.edit.document().setDocumentMargin(0)
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 4)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.installEventFilter(self)
        self.words = QLabel("0 words", self)
        self.words.setProperty("tone", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 4)
        column.setSpacing(2)
        column.addWidget(self.edit)
        if counted or trailing:
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            row.addWidget(self.words)
            row.addStretch(1)
            for widget in trailing:
                row.addWidget(widget)
            column.addLayout(row)
            self.words.setFixedHeight(28)
        else:
            column.setContentsMargins(10, 8, 10, 8)
        self.words.setVisible(counted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._typed)

    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, text: str) -> None:
        """Shows `text` without telling anybody; undo inside the field still works."""
        if text != self.value():
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
        self._count()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def _typed(self) -> None:
        self._count()
        self.changed.emit(self.value())

    def _count(self) -> None:
        words = len(self.value().split())
        self.words.setText("1 word" if words == 1 else f"{words} words")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_well(self, self.edit.hasFocus())
