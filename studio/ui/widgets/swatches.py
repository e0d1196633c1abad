"""The two colours one paints with: the front one over the back one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import colour

RGBA = tuple[int, int, int, int]


class Swatches(QWidget):
    """36 × 36. `picked` says which was clicked ("foreground" or "background"); Enter is the front one."""

    picked = Signal(str)

    def __init__(self, foreground: RGBA = (32, 32, 36, 255), background: RGBA = (255, 255, 255, 255),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(36, 36)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_colours(foreground, background)

    def set_colours(self, foreground: RGBA, background: RGBA) -> None:
        self.foreground, self.background = foreground, background
        self.setAccessibleName(f"Colours: front {QColor(*foreground).name()}, back {QColor(*background).name()}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            self.picked.emit("foreground" if _FRONT.contains(point) or not _BACK.contains(point) else "background")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.picked.emit("background" if back else "foreground")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, rgba in ((_BACK, self.background), (_FRONT, self.foreground)):
            square = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(colour("border"), 1))
            painter.setBrush(QColor(*rgba))
            painter.drawRoundedRect(square, 4, 4)
            painter.setPen(QPen(colour("chrome"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(-1, -1, 1, 1), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, 35, 35), 6, 6)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(36, 36)


_FRONT = QRect(5, 4, 17, 17)
_BACK = QRect(15, 13, 16, 16)
