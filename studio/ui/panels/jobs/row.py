"""One job as a row: its picture as it grows, what it is, how far it is, and what can be done about it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.core.picture import Picture, to8
from studio.engine.job import Job, State
from studio.ui import icons
from studio.ui.panels.jobs.words import left_of, line_of, spoken, title_of
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.progress_line import ProgressLine

HEIGHT, THUMB = 64, 48
ACTIVE = (State.LOADING, State.RUNNING)


class Line(QLabel):
    """One line of text that ends in an ellipsis where it is too long; its tip then holds all of it."""

    def __init__(self, letters: QFont, tone: str = "") -> None:
        super().__init__()
        self.setFont(letters)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(colour("text3" if self.property("tone") == "3" else "text"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        self.setToolTip("" if shown == self.text() else self.text())


def without_margin(picture: Picture) -> Picture:
    """The part that holds all pixels with any coverage: of a fill, what was filled."""
    seen = picture[..., 3] > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(rows):
        return picture
    return picture[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def small_image(picture: Picture, side: int) -> QImage:
    """What is to be seen of a picture (h, w, 4), cut to a square of `side` pixels."""
    picture = without_margin(picture)
    height, width = picture.shape[:2]
    edge = min(height, width)
    top, left, step = (height - edge) // 2, (width - edge) // 2, max(1, edge // (2 * side))
    square = np.ascontiguousarray(to8(picture[top:top + edge:step, left:left + edge:step]))
    image = QImage(square.data, square.shape[1], square.shape[0], square.strides[0], QImage.Format.Format_RGBA8888)
    # scaled() may give the very image back, which must not outlive the array it looks into.
    return image.copy().scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio,
                               Qt.TransformationMode.SmoothTransformation)


class Thumb(QWidget):
    """48 × 48: the newest preview, the result, or what the model was given."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(THUMB, THUMB)
        self._shown: Any = None
        self._image: QImage | None = None
        self._icon = "sparkle"

    def show_job(self, job: Job) -> None:
        result = job.patches[0].pixels if job.patches else None
        given = getattr(job.task, "picture", None)
        picture = next((p for p in (result, job.preview, given) if p is not None and p.size), None)
        self._icon = job.task.icon
        if job.state is State.DONE and not job.patches and self._image is not None:
            self._shown = None  # the engine has let go of the pixels; the small picture stays
            return
        if picture is not self._shown:
            self._shown = picture
            scale = self.devicePixelRatioF()
            self._image = None if picture is None else small_image(picture, round(THUMB * scale))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape, box = QPainterPath(), QRectF(self.rect())
        shape.addRoundedRect(box, 4, 4)
        painter.fillPath(shape, colour("raised"))
        painter.setClipPath(shape)
        if self._image is not None:
            painter.drawImage(box, self._image)
        else:
            icons.draw(painter, self._icon, box.adjusted(14, 14, -14, -14), colour("text3"))
        painter.end()


class Sign(QWidget):
    """A check in green or a warning: how it ended."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(28, 28)
        self._sign = ("check-circle", "ok")

    def set_sign(self, icon: str, role: str) -> None:
        self._sign = (icon, role)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self._sign[0], QRectF(6, 6, 16, 16), colour(self._sign[1]))
        painter.end()


class JobRow(QWidget):
    """`dragged` and `dropped` give the pointer's place on the screen while a waiting job is moved by hand."""

    cancelled = Signal(object)
    opened = Signal(object)
    retried = Signal(object)
    forgotten = Signal(object)
    stepped = Signal(object, int)
    """The job shall go up (−1) or down (1) among those that wait."""
    left = Signal(int)
    """The focus shall go to the row above (−1) or below (1)."""
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint, bool)

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self._pressed: QPoint | None = None
        self._moving = False
        self.thumb = Thumb()
        self.title = Line(font(12, 500))
        self.time = QLabel()
        self.bar = ProgressLine()
        self.line = Line(font(11), "3")
        self.why = QLabel()
        self.sign = Sign()
        self.open = IconButton("arrow-square-out", "Show the result")
        self.retry = Button("Retry", "arrow-clockwise", ghost=True)
        self.copy = Button("Copy", "copy", ghost=True)
        self.close_button = IconButton("x", "Cancel this job")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HEIGHT + 1)
        self._lay_out()
        self.open.clicked.connect(lambda: self.opened.emit(self.job))
        self.retry.clicked.connect(lambda: self.retried.emit(self.job))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(line_of(self.job)))
        self.close_button.clicked.connect(self._close_job)
        self.retry.setToolTip("Do it again with the same settings and seed")
        self.copy.setToolTip("Copy this message")

    def _lay_out(self) -> None:
        self.time.setProperty("tone", "2")
        self.time.setFont(font(12, tabular=True))
        self.why.setWordWrap(True)
        self.why.setFont(font(11))
        self.why.setProperty("tone", "2")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.time)
        self.buttons = QWidget()
        under = QHBoxLayout(self.buttons)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(self.retry)
        under.addWidget(self.copy)
        under.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(4)
        words.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.bar)
        words.addWidget(self.line)
        words.addWidget(self.why)
        words.addWidget(self.buttons)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 9)
        row.setSpacing(0)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(10)
        row.addLayout(words, 1)
        row.addSpacing(8)
        for part in (self.sign, self.open, self.close_button):
            row.addWidget(part)

    def refresh(self, paused: bool = False, expected: float | None = None) -> None:
        """Shows the job as it is now; `expected` is how many seconds it will take, if that is known."""
        job = self.job
        failed, done, running = job.state is State.FAILED, job.state is State.DONE, job.state in ACTIVE
        self.title.setText(title_of(job))
        self.thumb.show_job(job)
        self.time.setText(left_of(job))
        self.time.setVisible(running)
        self.bar.set_fraction(job.fraction)
        self.bar.setVisible(running)
        self.line.setText(line_of(job, paused, expected))
        self.line.setVisible(not failed)
        self.why.setText(line_of(job) if failed else "")
        self.why.setVisible(failed)
        self.retry.setVisible(failed or job.state is State.CANCELLED)
        self.copy.setVisible(failed)
        self.buttons.setVisible(failed or job.state is State.CANCELLED)
        self.sign.setVisible(done or failed)
        self.sign.set_sign(*(("check-circle", "ok") if done else ("warning-circle", "bad")))
        self.open.setVisible(done)
        self.close_button.setVisible(not done)
        self.close_button.set_name("Remove from the list  (Del)" if job.state.over else "Cancel this job  (Del)")
        self.setAccessibleName(spoken(job, paused, expected))
        self.setCursor(Qt.CursorShape.OpenHandCursor if job.state is State.WAITING else Qt.CursorShape.ArrowCursor)

    def _close_job(self) -> None:
        (self.forgotten if self.job.state.over else self.cancelled).emit(self.job)

    # By keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(self.job, way)
        elif way:
            self.left.emit(way)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._close_job()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.job.state.over:
            (self.opened if self.job.state is State.DONE else self.retried).emit(self.job)
        elif event.key() == Qt.Key.Key_Escape and self._moving:
            self._end_move(self.mapToGlobal(self.rect().center()), False)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() in own or (event.key() == Qt.Key.Key_Escape and self._moving):
                event.accept()
                return True
        return super().event(event)

    # By hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton and self.job.state is State.WAITING:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._moving:
            self._moving = True
            self.dragged.emit(self.job, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._moving:
            self._end_move(event.globalPosition().toPoint(), True)
        self._pressed = None

    def _end_move(self, at: QPoint, meant: bool) -> None:
        self._pressed, self._moving = None, False
        self.dropped.emit(self.job, at, meant)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.job.state is State.DONE:
            self.opened.emit(self.job)

    # Looks

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(12, self.height() - 1, self.width() - 24, 1, colour("line"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 2, -4, -3), 6, 6)
        painter.end()
