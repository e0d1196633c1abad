"""Something that is on or off: a small square with a tick, beside its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from studio.ui import icons
from studio.ui.theme import colour


class Check(QCheckBox):
    changed = Signal(bool)

    def __init__(self, text: str, value: bool = False, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(value)
        self.setToolTip(hint or text)
        self.setFixedHeight(28)
        self.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Shows `value` without telling anybody."""
        self.blockSignals(True)
        self.setChecked(value)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        return QSize(24 + self.fontMetrics().horizontalAdvance(self.text()) + 4, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(0.5, self.height() / 2 - 7.5, 15, 15)
        on = self.isChecked()
        painter.setBrush(colour("accent" if on else "field"))
        painter.setPen(QPen(colour("text" if on and self.hasFocus() else "accent" if on or self.hasFocus() else
                                   "border"), 1))
        painter.drawRoundedRect(square, 4, 4)
        if on:
            icons.draw(painter, "check-bold", square.adjusted(2, 2, -2, -2), colour("on_accent"))
        painter.setPen(colour("text" if self.isEnabled() else "text3"))
        painter.drawText(QRectF(24, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
