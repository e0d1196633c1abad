"""What holds a page's form: as high as it where there is room, scrolled where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

ROOM = 232
"""The height that the form keeps when the docks are tight: all rows of a text-led task, without "More"."""
MARGIN, BAR = 12, 10


class Body(QScrollArea):
    """`parts` stand one below the other; those that are hidden take no room."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._content.installEventFilter(self)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.verticalScrollBar().rangeChanged.connect(self._fit_bar)
        self._fit_bar(0, 0)

    def add(self, part: QWidget) -> None:
        """One more part at the end."""
        self._column.insertWidget(self._column.count() - 1, part, 0, Qt.AlignmentFlag.AlignLeft)

    def _fit_bar(self, low: int, high: int) -> None:
        """The scroll bar stands in the margin, so that the rows keep their width."""
        self._column.setContentsMargins(MARGIN, 0, MARGIN - BAR if high > low else MARGIN, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rows that come or go change how high this wants to be, which Qt does not pass on by itself."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(ROOM, self._content.sizeHint().height()))
