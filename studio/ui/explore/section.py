"""A part of a dock: a hairline, a name with small buttons at its right, and what belongs under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.ui.theme import font
from studio.ui.widgets.hairline import Hairline

MARGIN = 12


class Section(QWidget):
    """`body` takes the rows; `trailing` stand at the right of the name. The first section of a dock has no `line`."""

    def __init__(self, title: str, trailing: Sequence[QWidget] = (), line: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title = QLabel(title)
        self.title.setFont(font(12, 600))
        self.head = QHBoxLayout()
        self.head.setContentsMargins(MARGIN, 0, 8, 0)
        self.head.setSpacing(2)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        for widget in trailing:
            self.head.addWidget(widget)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(MARGIN, 0, MARGIN, 12)
        self.body.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line:
            column.addWidget(Hairline())
        column.addSpacing(8)
        holder = QWidget()
        holder.setMinimumHeight(28)
        holder.setLayout(self.head)
        column.addWidget(holder)
        column.addSpacing(2)
        column.addLayout(self.body)
