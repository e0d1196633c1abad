"""The line of time above the rows: seconds, what is ready to be shown, and the tag of the playhead to be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.ui.theme import colour, font
from studio.ui.timeline.scale import NAMES, RULER, Scale
from studio.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel


class Ruler(QWidget):
    """24 high. `add` stands over the names."""

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self.setFixedHeight(RULER)
        self.setToolTip("Drag to look at another time")
        self.setAccessibleName("Time")
        self.add = Button("Add track", "plus", ghost=True, parent=self)
        self.add.setFixedHeight(RULER - 1)
        self.add.setToolTip("Key something else: a slider, the mask, a layer, the camera …")
        reel.changed.connect(self.update)
        reel.moved.connect(lambda _: self.update())

    @property
    def scale(self) -> Scale:
        timeline = self._reel.timeline
        return Scale(self.width(), timeline.length, timeline.fps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.add.setGeometry(4, 0, NAMES - 8, RULER - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.position().x() >= NAMES:
            self._reel.go(self.scale.frame(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._reel.go(self.scale.frame(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.scale
        painter.fillRect(0, RULER - 1, self.width(), 1, colour("line"))
        painter.fillRect(NAMES, 0, 1, RULER, colour("line"))
        painter.setFont(font(11, tabular=True))
        for x, seconds, written in scale.seconds():
            painter.fillRect(QRectF(round(x), RULER - (7 if written else 4), 1, 6 if written else 3),
                             colour("text3" if written else "border"))  # fmt: skip
            if written:
                painter.setPen(colour("text3"))
                painter.drawText(QRectF(x - 40, 0, 80, RULER - 6), Qt.AlignmentFlag.AlignCenter, f"{seconds:.1f} s")
        self._paint_ready(painter, scale)
        self._paint_tag(painter, scale)
        painter.end()

    def _paint_ready(self, painter: QPainter, scale: Scale) -> None:
        """A thin green line under what plays without being made first."""
        if "projector" not in vars(self._reel):
            return
        for frame in self._reel.projector.ready():
            x = scale.x(frame)
            painter.fillRect(QRectF(x, RULER - 2, scale.x(frame + 1) - x + 0.5, 2), colour("ok"))

    def _paint_tag(self, painter: QPainter, scale: Scale) -> None:
        x = scale.x(self._reel.frame)
        tag = QRectF(x - 20, 3, 40, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("text"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(colour("canvas"))
        painter.setFont(font(11, 600, tabular=True))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, f"{self._reel.frame / float(scale.fps):.2f}")
