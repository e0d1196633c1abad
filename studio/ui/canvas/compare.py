"""The divider between before and after: a line down the canvas with a knob to drag or to move by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colour

if TYPE_CHECKING:
    from studio.ui.canvas.view import CanvasView

WIDTH = 28
KNOB = 12


class Divider(QWidget):
    """Left of it the picture as it was when it was opened, right of it as it is. Stands on the canvas view."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.share = 0.5
        """Where it stands, as a share of the picture's width on screen."""
        self.wanted = False
        self._grabbed: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Divider between before and after")
        self.setToolTip("Drag to compare before (left) and after (right)\nArrow keys move it, Escape closes it")
        self.hide()

    @property
    def on(self) -> bool:
        return self.wanted and self._view.sight is not None

    @property
    def at(self) -> float:
        """Its line's place on the view, in screen units."""
        box = self._view.picture_box()
        return round(box.left() + self.share * box.width()) + 0.0

    def show_it(self, shown: bool) -> None:
        self.wanted = shown
        self.setVisible(self.on)
        self.follow()
        self._view.frames.ask()

    def move_to(self, share: float) -> None:
        self.share = min(1.0, max(0.0, share))
        self.follow()
        self._view.frames.ask()

    def follow(self) -> None:
        """The picture lies elsewhere on the screen."""
        self.setGeometry(round(self.at) - WIDTH // 2, 0, WIDTH, self._view.height())

    def _share_at(self, x: float) -> float:
        box = self._view.picture_box()
        return (x - box.left()) / max(1.0, box.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position().x() - WIDTH / 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.move_to(self._share_at(self.mapToParent(event.position()).x() - self._grabbed))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
        places = {Qt.Key.Key_Left: self.share - step, Qt.Key.Key_Right: self.share + step, Qt.Key.Key_Home: 0.0,
                  Qt.Key.Key_End: 1.0}
        if event.key() in places:
            self.move_to(places[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.show_it(False)
            self._view.setFocus()
            self._view.compared.emit(False)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, centre = WIDTH / 2, QPointF(WIDTH / 2, self.height() / 2)
        painter.fillRect(QRectF(middle - 1.5, 0, 3, self.height()), colour("#121214"))
        painter.fillRect(QRectF(middle - 0.5, 0, 1, self.height()), colour("#FFFFFF"))
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "border"), 1.5))
        painter.setBrush(colour("raised"))
        painter.drawEllipse(centre, KNOB, KNOB)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("text"))
        for way in (-1, 1):
            tip = [QPointF(centre.x() + way * 8, centre.y()), QPointF(centre.x() + way * 3.5, centre.y() - 4),
                   QPointF(centre.x() + way * 3.5, centre.y() + 4)]
            painter.drawPolygon(QPolygonF(tip))
        painter.end()
