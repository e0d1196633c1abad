"""Small pictures to click: pins on their shelf, and the sets that are reckoned with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.ui.pictures import covering, image_of, rounded
from studio.ui.theme import colour, font

if TYPE_CHECKING:
    from studio.core.picture import Picture

RADIUS, LETTERS = 4, 18


class Thumb(QAbstractButton):
    """`side` × `side` with its letters below. `asked`: its menu, at that point of the screen; `typed`: Delete or F2."""

    asked = Signal(QPoint)
    typed = Signal(str)

    def __init__(self, letters: str = "", side: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.current = False
        self._picture: Picture | None = None
        self._drawn: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(side + 4, side + 4 + LETTERS)
        self.show_letters(letters)

    def show_letters(self, letters: str) -> None:
        self.setText(letters)
        self.setAccessibleName(letters or "Empty")
        self.update()

    def show_picture(self, picture: Picture | None) -> None:
        if picture is not self._picture:
            self._picture, self._drawn = picture, None
            self.update()

    def set_current(self, on: bool) -> None:
        if on != self.current:
            self.current = on
            self.update()

    @property
    def empty(self) -> bool:
        return self._picture is None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(2, 2, self.side, self.side)
        if self._picture is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("border"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        else:
            scale = self.devicePixelRatioF()
            if self._drawn is None:
                size = QSize(round(self.side * scale), round(self.side * scale))
                self._drawn = QPixmap.fromImage(rounded(covering(image_of(self._picture), size), RADIUS, scale))
                self._drawn.setDevicePixelRatio(scale)
            painter.drawPixmap(rect.topLeft(), self._drawn)
        if self.current or self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent" if self.current or self.hasFocus() else "border"), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        painter.setPen(colour("text" if self.isEnabled() else "text3"))
        painter.setFont(font(11, 500))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, self.side + 4, self.width(), LETTERS), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = {Qt.Key.Key_Delete: "delete", Qt.Key.Key_F2: "rename"}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif name:
            self.typed.emit(name)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return self.size()
