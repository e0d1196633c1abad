"""The list of trainings: what each makes, how it stands, and how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.ui import icons
from studio.ui.background import in_background
from studio.ui.panels.train.samples import image_of
from studio.ui.panels.train.training import State, Training
from studio.ui.panels.train.words import state_said
from studio.ui.pictures import covering
from studio.ui.theme import colour, font

HEIGHT, THUMB = 60, 40


class Row(QAbstractButton):
    """60 high: the newest samples small, the name over how it stands, a bar while it runs."""

    stepped = Signal(int)
    """The focus shall go up (−1) or down (1)."""

    def __init__(self, training: Training) -> None:
        super().__init__()
        self.training = training
        self._thumb = QImage()
        self._path: Path | None = None
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refresh()

    def refresh(self) -> None:
        training = self.training
        self.setText(training.name)
        self.setAccessibleName(f"{training.name}: {state_said(training)}")
        self.setToolTip(f"{training.name}\n{state_said(training)}\n{training.request.source}")
        sheets = training.sheets()
        if sheets and sheets[-1][1] != self._path:
            self._path = path = sheets[-1][1]
            side = round(THUMB * self.devicePixelRatioF())
            in_background(lambda: covering(image_of(path), QSize(side, side), 0.0), self._arrived, _ignore)
        self.update()

    def _arrived(self, image: QImage) -> None:
        self._thumb = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if way:
            self.stepped.emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        on, over = self.isChecked(), self.underMouse()
        if on or over or self.hasFocus():
            painter.setPen(QPen(colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft" if on else "hover" if over else "panel"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        box, shape = QRectF(8, 10, THUMB, THUMB), QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, colour("raised"))
        if self._thumb.isNull():
            icons.draw(painter, "graduation-cap", box.adjusted(12, 12, -12, -12), colour("text3"))
        else:
            painter.drawImage(box, self._thumb)
        painter.restore()
        self._paint_words(painter, on)
        painter.end()

    def _paint_words(self, painter: QPainter, on: bool) -> None:
        training, left = self.training, 58
        room = self.width() - left - 10
        running = training.state.active and training.fraction > 0
        top = 8 if running else 13
        painter.setFont(font(12, 600))
        painter.setPen(colour("text"))
        name = painter.fontMetrics().elidedText(training.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(left, top, room, 18), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(font(11, tabular=True))
        wrong = training.state in (State.FAILED, State.BROKEN)
        painter.setPen(colour("bad" if wrong else "text2" if on else "text3"))
        said = painter.fontMetrics().elidedText(state_said(training), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, top + 17, room, 16), Qt.AlignmentFlag.AlignVCenter, said)
        if running:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("track"))
            painter.drawRoundedRect(QRectF(left, 46, room, 3), 1.5, 1.5)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(left, 46, room * training.fraction, 3), 1.5, 1.5)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)


class Rows(QScrollArea):
    """`chosen` tells the training that was clicked."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[Row] = []
        self._group = QButtonGroup(self)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_all(self, trainings: list[Training], current: Training | None) -> None:
        kept = {id(row.training): row for row in self.rows}
        for row in self.rows:
            self._column.removeWidget(row)
            if row.training not in trainings:
                self._group.removeButton(row)
                row.hide()
                row.deleteLater()
        self.rows = []
        for number, training in enumerate(trainings):
            row = kept.get(id(training)) or self._made(training)
            self.rows.append(row)
            self._column.insertWidget(number, row)
        self.choose(current)

    def _made(self, training: Training) -> Row:
        row = Row(training)
        self._group.addButton(row)
        row.clicked.connect(lambda: self.chosen.emit(training))
        row.stepped.connect(lambda way: self._step(row, way))
        return row

    def _step(self, row: Row, way: int) -> None:
        place = self.rows.index(row) + way
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.rows[place].click()
            self.ensureWidgetVisible(self.rows[place])

    def choose(self, current: Training | None) -> None:
        self._group.setExclusive(False)
        for row in self.rows:
            row.setChecked(row.training is current)
        self._group.setExclusive(True)

    def refresh(self, training: Training) -> None:
        for row in self.rows:
            if row.training is training:
                row.refresh()


def _ignore(error: PentimentoError) -> None:
    """A sheet that was let go meanwhile."""
