"""The film as it looks at the playhead, with what was and what comes shining through where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.core.errors import PentimentoError
from studio.ui.theme import colour, font
from studio.ui.timeline.keys import pressed, taken
from studio.ui.widgets.check import Check

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel

AHEAD, PLAYING = 12, 24
"""Frames that are made ready before they are looked at: while one stands, and while the film plays."""
GHOST = 0.28
"""How strongly the frames before and after shine through."""
SIDE, FOOT = 20, 48
SQUARE = 8
NOTHING = "Choose a model under Film at the right, or open a picture and key its layers"


class Viewer(QWidget):
    """`ghosts`: the frames of the keys around the playhead shine through (onion skin). `troubled` gives an error, or
    None when there is none any more."""

    troubled = Signal(object)

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self.image: QImage | None = None
        self.frame = -1
        self.trouble = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)
        self.setAccessibleName("Film")
        self.setAccessibleDescription("Space plays, left and right go from frame to frame")
        self.ghosts = Check("Onion skin", False, "The keys before and after shine through")
        self.ghosts.changed.connect(lambda _: self.look())
        self.told = QLabel()
        self.told.setFont(font(11, tabular=True))
        self.told.setProperty("tone", "3")
        self.pill = _Pill(self)
        for part in (self.ghosts, self.told):
            self.pill.row.addWidget(part)
        projector = reel.projector
        projector.shown.connect(self._show)
        projector.readied.connect(self._readied)
        projector.failed.connect(self._failed)
        for signal in (reel.changed, reel.moved, reel.picked, reel.player.changed):
            signal.connect(self.look)
        reel.desk.switched.connect(self._clear)
        self._place()

    # What is looked at

    def look(self, *_: object) -> None:
        """Wishes for the frame at the playhead, for those that shine through, and for the next ones."""
        if self.isVisible():
            self._reel.projector.look(self.wanted() if self.filmed else [], self._reel.player.playing)
        if not self.filmed:
            self._clear()
        self.update()

    @property
    def filmed(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._reel.timeline.source.model) or self._reel.desk.document is not None

    def wanted(self) -> list[int]:
        reel, length = self._reel, self._reel.timeline.length
        step = reel.projector.stride() if reel.player.playing else 1
        ahead = PLAYING if reel.player.playing else AHEAD
        coming = [reel.frame + by * step for by in range(1, ahead + 1)]
        coming = [frame % length if reel.timeline.loop else frame for frame in coming]
        found = [reel.frame, *self.shining(), *(frame for frame in coming if frame < length)]
        return list(dict.fromkeys(found))

    def shining(self) -> list[int]:
        """Frames of the nearest keys before and after the playhead, on the active row or on all."""
        reel = self._reel
        if not self.ghosts.value() or reel.player.playing:
            return []
        tracks = [track for track in reel.timeline.tracks if reel.track in (None, track.id)]
        frames = sorted({key.frame for track in tracks for key in track.keys if key.frame < reel.timeline.length})
        before = [frame for frame in frames if frame < reel.frame][-1:]
        return [*before, *[frame for frame in frames if frame > reel.frame][:1]]

    def _show(self, frame: int, image: QImage) -> None:
        self.frame, self.image = frame, image
        self._say("")
        self.told.setText(f"Frame {frame + 1} of {self._reel.timeline.length} · {image.width()} × {image.height()}")
        self._place()
        self.update()

    def _readied(self) -> None:
        if self.ghosts.value():
            self.update()

    def _failed(self, error: PentimentoError) -> None:
        self._say(str(error))
        self.troubled.emit(error)

    def _say(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            if not trouble:
                self.troubled.emit(None)
            self.update()

    def _clear(self, *_: object) -> None:
        self.image, self.frame = None, -1
        self.told.setText("")
        self._say("")
        self._place()

    # The look

    def place(self) -> QRectF:
        """Where the picture is on the screen: as large as fits, small ones by whole steps."""
        if self.image is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(SIDE, SIDE, -SIDE, -FOOT)
        scale = min(room.width() / self.image.width(), room.height() / self.image.height())
        if scale > 1:
            scale = max(1.0, round(scale * 2 - 0.5) / 2)
        width, height = self.image.width() * scale, self.image.height() * scale
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image is not None:
            where = self.place()
            _checks(painter, where)
            painter.drawImage(where, self.image)
            for frame in self.shining():
                ghost = self._reel.projector.image(frame)
                if ghost is not None:
                    painter.setOpacity(GHOST)
                    painter.drawImage(where, ghost)
                    painter.setOpacity(1.0)
        words = self.trouble or ("" if self.filmed else NOTHING)
        if words:
            painter.setPen(colour("bad" if self.trouble else "text3"))
            painter.setFont(font(12))
            room = QRectF(self.rect()).adjusted(SIDE, SIDE, -SIDE, -8)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            at = Qt.AlignmentFlag.AlignTop if self.image is not None else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags | at), words)
        painter.end()

    def _place(self) -> None:
        self.pill.adjustSize()
        self.pill.move(QPointF(16, self.height() - self.pill.height() - 12).toPoint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reel.player.stop()
        self._reel.projector.look([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        try:
            known = pressed(self._reel, event)
        except PentimentoError as error:
            known = True
            self._reel.desk.say(error.message, error.hint, "error")
        if not known:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and taken(event):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._reel.go(self._reel.frame - (1 if event.angleDelta().y() > 0 else -1))


class _Pill(QWidget):
    """Floats over the film, 32 high."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 0, 12, 0)
        self.row.setSpacing(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line"))
        painter.setBrush(colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def _checks(painter: QPainter, where: QRectF) -> None:
    """Squares where the film is clear."""
    tile = QPixmap(2 * SQUARE, 2 * SQUARE)
    tile.fill(colour("raised"))
    squares = QPainter(tile)
    for x, y in ((0, 0), (SQUARE, SQUARE)):
        squares.fillRect(x, y, SQUARE, SQUARE, colour("hover"))
    squares.end()
    painter.drawTiledPixmap(where, tile)
