"""The map: pictures side by side along two axes, where one is among them, pins, and the way between these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.pictures import covering, rounded
from studio.ui.theme import colour, font
from studio.ui.widgets.slider import KNOB

Cell = tuple[int, int]

GAP, LEFT, BELOW, EDGE = 4, 58, 46, 16
"""Between pictures; for the numbers and the axis' name at the left and below; to all sides."""
LARGEST = 168
RADIUS = 4
DISC = 10.0
STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class Mark(NamedTuple):
    """A pin on the map: its letter, and where it lies (−1 … 1 each)."""

    letter: str
    x: float
    y: float


class MapView(QWidget):
    """Places are x from −1 (middle of the leftmost pictures) to 1 and y from −1 (lowest row) to 1.

    `gone`: the hand is at that place now; `rested`: it was lifted; `stepped`: arrow keys, in pictures; `turned`: the
    wheel, in notches, up is closer; `recentred`: a double click or Enter; `asked`: the menu of that place.
    """

    gone = Signal(float, float)
    rested = Signal()
    stepped = Signal(float, float)
    turned = Signal(float)
    recentred = Signal()
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = 5
        self.place: tuple[float, float] | None = None
        self.cell: Cell | None = None
        self.marks: tuple[Mark, ...] = ()
        self.path: tuple[QPointF, ...] = ()
        self.tiles: dict[Cell, QImage] = {}
        self._ground: QPixmap | None = None
        """Pictures and axes, ready to be laid under the signs: these move with the hand."""
        self._ticks: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._titles = ("", "")
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 280)
        self.setAccessibleName("Latent map")
        self.setAccessibleDescription("Arrow keys go from picture to picture, with Shift a quarter of the way; plus "
                                      "and minus change the range; Enter makes this the middle")

    # What it shows

    def show_axes(self, across: str, up: str, columns: Sequence[str], rows: Sequence[str]) -> None:
        """Titles, and what stands beside each column from the left and each row from below; nothing where a map has no
        axes."""
        self._titles, self._ticks = (across, up), (tuple(columns), tuple(rows))
        self._renew()

    def _renew(self) -> None:
        self._ground = None
        self.update()

    def set_side(self, side: int) -> None:
        if side != self.side:
            self.side = side
            self.clear()

    def clear(self) -> None:
        self.tiles.clear()
        self._renew()

    def show_tile(self, cell: Cell, image: QImage) -> None:
        self.tiles[cell] = image
        if self._ground is not None:
            painter = QPainter(self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_tile(painter, cell, self.rect_of(cell))
            painter.end()
        self.update(self.rect_of(cell).toAlignedRect())

    def show_place(self, place: tuple[float, float] | None, cell: Cell | None, said: str = "") -> None:
        """Where one is, and which picture that is; `said` is read out."""
        if (place, cell) != (self.place, self.cell):
            self.update(self._signs())
            self.place, self.cell = place, cell
            self.update(self._signs())
        self.setAccessibleName(f"Latent map: {said}" if said else "Latent map")

    def show_marks(self, marks: Sequence[Mark], path: Sequence[tuple[float, float]] = ()) -> None:
        """Pins, and the places through which the dashed line goes."""
        self.marks, self.path = tuple(marks), tuple(QPointF(*place) for place in path)
        self.update()

    # Where things are

    @property
    def tile(self) -> float:
        """The side of a picture, in whole pixels."""
        room = min(self.width() - LEFT - 2 * EDGE, self.height() - BELOW - 2 * EDGE)
        return float(max(24, min(LARGEST * 5 // max(self.side, 5), (room - GAP * (self.side - 1)) // self.side)))

    @property
    def field(self) -> QRectF:
        """All pictures together; numbers and pictures stand in the middle of the widget."""
        whole = self.side * self.tile + GAP * (self.side - 1)
        left = LEFT + max(EDGE, (self.width() - LEFT - whole) // 2)
        top = max(EDGE, (self.height() - BELOW - whole) // 2)
        return QRectF(left, top, whole, whole)

    def rect_of(self, cell: Cell) -> QRectF:
        field, step = self.field, self.tile + GAP
        return QRectF(field.left() + cell[1] * step, field.top() + cell[0] * step, self.tile, self.tile)

    def point_of(self, x: float, y: float) -> QPointF:
        """A place of the map in the widget."""
        step = (self.tile + GAP) * (self.side - 1) / 2
        middle = self.field.center()
        return QPointF(middle.x() + x * step, middle.y() - y * step)

    def place_at(self, point: QPointF) -> tuple[float, float]:
        step = (self.tile + GAP) * max(1, self.side - 1) / 2
        middle = self.field.center()
        return (point.x() - middle.x()) / step, (middle.y() - point.y()) / step

    def _beside(self, x: float, y: float, way: tuple[float, float]) -> QPointF:
        """Where a sign of that place is drawn: in a corner of its picture where it would else lie on a face."""
        half = max(1, self.side - 1) / 2
        column, row = round(x * half + half), round(half - y * half)
        near = max(abs(x * half + half - column), abs(half - y * half - row)) < 0.22
        point = self.point_of(x, y)
        inside = 0 <= column < self.side and 0 <= row < self.side
        return point + QPointF(way[0], way[1]) * (self.tile * 0.36) if near and inside else point

    def _signs(self) -> QRegion:
        """What the ring and the dot cover."""
        found = QRegion()
        if self.cell is not None:
            found += self.rect_of(self.cell).adjusted(-6, -6, 6, 6).toAlignedRect()
        if self.place is not None:
            for at in (self.point_of(*self.place), self._beside(*self.place, (-1.0, 1.0))):
                found += QRectF(at.x() - KNOB, at.y() - KNOB, 2 * KNOB, 2 * KNOB).toAlignedRect()
        return found

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.field.contains(event.position()):
            self._held = True
            self._go(event.position(), exactly=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._go(event.position(), exactly=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and event.button() is Qt.MouseButton.LeftButton:
            self._held = False
            self.rested.emit()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.field.contains(event.position()):
            self.recentred.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.field.contains(QPointF(event.pos())):
            self._go(QPointF(event.pos()), exactly=False)
            self.asked.emit(event.globalPos())

    def _go(self, point: QPointF, exactly: bool) -> None:
        """A click goes to the middle of a picture; dragging goes everywhere between."""
        x, y = self.place_at(point)
        if not exactly:
            half = max(1, self.side // 2)
            x, y = (max(-1.0, min(1.0, round(way * half) / half)) for way in (x, y))
        self.gone.emit(x, y)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.turned.emit(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            share = 0.25 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self.stepped.emit(STEPS[key][0] * share, STEPS[key][1] * share)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.turned.emit(1.0)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.turned.emit(-1.0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.recentred.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._ground = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(QPointF(0, 0), self._grounded())
        self._paint_ring(painter)
        if len(self.path) > 1:
            self._paint_path(painter)
        for mark in self.marks:
            self._paint_mark(painter, mark)
        if self.place is not None:
            self._paint_here(painter, self.place)
        painter.end()

    def _grounded(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != scale:
            self._ground = QPixmap(round(self.width() * scale), round(self.height() * scale))
            self._ground.setDevicePixelRatio(scale)
            self._ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for cell in ((row, column) for row in range(self.side) for column in range(self.side)):
                self._paint_tile(painter, cell, self.rect_of(cell))
            if self._ticks[0] or self._ticks[1]:
                self._paint_axes(painter)
            painter.end()
        return self._ground

    def _paint_tile(self, painter: QPainter, cell: Cell, rect: QRectF) -> None:
        image = self.tiles.get(cell)
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("panel"))
            painter.drawRoundedRect(rect, RADIUS, RADIUS)
            return
        scale = self.devicePixelRatioF()
        side = round(self.tile * scale)
        drawn = QPixmap.fromImage(rounded(covering(image, QSize(side, side)), RADIUS, scale))
        drawn.setDevicePixelRatio(scale)
        painter.drawPixmap(rect.topLeft(), drawn)

    def _paint_ring(self, painter: QPainter) -> None:
        if self.cell is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("accent"), 3))
        painter.drawRoundedRect(self.rect_of(self.cell).adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS + 1.5, RADIUS + 1.5)
        if self.hasFocus():
            painter.setPen(QPen(colour("text"), 1))
            painter.drawRoundedRect(self.rect_of(self.cell).adjusted(-3.5, -3.5, 3.5, 3.5), RADIUS + 4, RADIUS + 4)

    def _paint_axes(self, painter: QPainter) -> None:
        field, step = self.field, self.tile + GAP
        painter.setFont(font(12, tabular=True))
        painter.setPen(colour("text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number, text in enumerate(self._ticks[1]):
            top = field.top() + (self.side - 1 - number) * step
            painter.drawText(QRectF(field.left() - 52, top, 46, self.tile), right, _short(painter, text, 46))
        for number, text in enumerate(self._ticks[0]):
            place = QRectF(field.left() + number * step - 2, field.bottom() + 5, self.tile + 4, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _short(painter, text, self.tile + 4))
        painter.setFont(font(12, 500))
        painter.setPen(colour("text"))
        below = QRectF(field.left(), field.bottom() + 23, field.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{self._titles[0]}  →")
        painter.save()
        painter.translate(field.left() - 62, field.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-field.height() / 2, -9, field.height(), 18), Qt.AlignmentFlag.AlignCenter,
                         f"{self._titles[1]}  →")
        painter.restore()

    def _paint_path(self, painter: QPainter) -> None:
        """Black dashes' ground under white ones, so that it shows on any picture."""
        line = curve([self._beside(place.x(), place.y(), (1.0, -1.0)) for place in self.path])
        painter.save()
        painter.setClipRect(self.field.adjusted(-GAP, -GAP, GAP, GAP), Qt.ClipOperation.IntersectClip)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("#161618"), 3.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(line)
        pen = QPen(colour("#FFFFFF"), 1.8, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3.2, 2.2])
        painter.setPen(pen)
        painter.drawPath(line)
        painter.restore()

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        limit = 1 + 1 / max(1, self.side - 1)
        if max(abs(mark.x), abs(mark.y)) > limit:
            return
        at = self._beside(mark.x, mark.y, (1.0, -1.0))
        painter.setPen(QPen(colour("#161618"), 1.5))
        painter.setBrush(colour("#FFFFFF"))
        painter.setFont(font(11, 600))
        width = max(2 * DISC, painter.fontMetrics().horizontalAdvance(mark.letter) + 10.0)
        disc = QRectF(at.x() - width / 2, at.y() - DISC, width, 2 * DISC)
        painter.drawRoundedRect(disc, DISC, DISC)
        painter.setPen(colour("#161618"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, mark.letter)

    def _paint_here(self, painter: QPainter, place: tuple[float, float]) -> None:
        at = self.point_of(*place) if self._held else self._beside(*place, (-1.0, 1.0))
        painter.setPen(QPen(colour("#161618"), 1))
        painter.setBrush(colour("#FFFFFF"))
        painter.drawEllipse(at, KNOB - 2.5, KNOB - 2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(at, KNOB - 5.0, KNOB - 5.0)

    def sizeHint(self) -> QSize:
        return QSize(700, 700)


def curve(points: Sequence[QPointF]) -> QPainterPath:
    """A smooth line through all points (Catmull and Rom 1974, as Bézier pieces)."""
    line = QPainterPath(points[0])
    for number in range(len(points) - 1):
        before, start = points[max(0, number - 1)], points[number]
        end, after = points[number + 1], points[min(len(points) - 1, number + 2)]
        line.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    return line


def _short(painter: QPainter, text: str, room: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room))

