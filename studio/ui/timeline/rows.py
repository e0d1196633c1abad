"""The rows of the timeline: what changes, and a diamond wherever a value is keyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.errors import PentimentoError
from studio.ui import icons
from studio.ui.theme import colour, font
from studio.ui.timeline import editing
from studio.ui.timeline.keys import pressed, taken
from studio.ui.timeline.scale import NAMES, ROW, Scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.timeline.timeline import Timeline
    from studio.timeline.track import Track
    from studio.ui.timeline.reel import KeyId, Reel

HALF = 5.0
"""Of a diamond, px."""
NEAR = 8.0
EMPTY = "Add a track, then key it where it is to change"


class Rows(QWidget):
    """28 for each track. `asked`: the menu at that place of the screen, for the row and keys that are chosen now."""

    asked = Signal(object)

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self._held: tuple[KeyId, Timeline, int] | None = None
        self._scrubs = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAccessibleName("Tracks")
        self.setToolTip("Drag a diamond to another time · double click to add one")
        reel.changed.connect(self._changed)
        reel.picked.connect(self._tell)
        reel.moved.connect(lambda _: self.update())
        self._changed()

    @property
    def scale(self) -> Scale:
        timeline = self._reel.timeline
        return Scale(self.width(), timeline.length, timeline.fps)

    def sizeHint(self) -> QSize:
        return QSize(600, ROW * max(1, len(self._reel.timeline.tracks)))

    def _changed(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self._tell()

    def _tell(self) -> None:
        """What a screen reader says."""
        track = self._reel.timeline.track(*self._reel.track) if self._reel.track else None
        said = f"{editing.title_of(track)}, {len(track.keys)} keys. " if track else ""
        self.setAccessibleDescription(said + "Up and down choose a row, left and right go through time, comma and "
                                      "period from key to key; K adds a key, Delete takes the chosen ones away, "
                                      "Alt with left and right moves them")  # fmt: skip
        self.update()

    # Places

    def place(self, key: KeyId) -> QPointF:
        """The middle of that diamond."""
        number = [track.id for track in self._reel.timeline.tracks].index(key[0])
        return QPointF(self.scale.x(key[1]), number * ROW + ROW / 2)

    def _track(self, y: float) -> Track | None:
        tracks = self._reel.timeline.tracks
        number = int(y // ROW)
        return tracks[number] if 0 <= number < len(tracks) else None

    def _key(self, at: QPointF) -> KeyId | None:
        """The nearest diamond under the pointer."""
        track = self._track(at.y())
        if track is None:
            return None
        near = [(abs(self.scale.x(key.frame) - at.x()), key.frame) for key in track.keys]
        distance, frame = min(near, default=(NEAR + 1, 0))
        return (track.id, frame) if distance <= NEAR else None

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        track, key = self._track(event.position().y()), self._key(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or track is None:
            return
        more = bool(event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if key is None:
            self._reel.pick(track.id, self._reel.keys if more else frozenset())
            self._scrubs = event.position().x() >= NAMES
            if self._scrubs:
                self._reel.go(self.scale.frame(event.position().x()))
            return
        chosen = self._reel.keys
        if more:
            self._reel.pick(track.id, chosen ^ {key})
        elif key not in chosen:
            self._reel.pick(track.id, frozenset({key}))
        else:
            self._reel.pick(track.id, chosen)
        self._held = (key, self._reel.timeline, 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            if self._scrubs:
                self._reel.go(self.scale.frame(event.position().x()))
            over = self._key(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        key, before, _ = self._held
        by = self.scale.frame(event.position().x()) - key[1]
        self._held = key, before, by
        if key in self._reel.keys:
            self._reel.show(editing.moved(before, self._reel.keys, by)[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the key; a drag has moved it, and all that are chosen with it."""
        held, self._held, self._scrubs = self._held, None, False
        if held is None:
            return
        key, _, by = held
        self._reel.show(None)
        if by and key in self._reel.keys:
            self._attempt(lambda: editing.move_keys(self._reel, by))
        elif not by:
            self._reel.go(key[1])
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        track = self._track(event.position().y())
        if track is None or self._key(event.position()) is not None or event.position().x() < NAMES:
            return
        self._reel.pick(track.id)
        self._reel.go(self.scale.frame(event.position().x()))
        self._attempt(lambda: editing.add_key(self._reel))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        track, key = self._track(at.y()), self._key(at)
        if track is None:
            return
        if key is not None and key not in self._reel.keys:
            self._reel.pick(track.id, frozenset({key}))
        elif key is None:
            self._reel.pick(track.id)
        self.asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        try:
            known = pressed(self._reel, event)
        except PentimentoError as error:
            known = True
            self._reel.desk.say(error.message, error.hint, "error")
        if not known:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here do not reach the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and taken(event):
            event.accept()
            return True
        return super().event(event)

    def _attempt(self, do: Callable[[], object]) -> None:
        try:
            do()
        except PentimentoError as error:
            self._reel.desk.say(error.message, error.hint, "error")

    # The look

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, tracks = self.scale, self._reel.timeline.tracks
        for number, track in enumerate(tracks):
            self._paint_row(painter, track, number * ROW, scale)
        painter.fillRect(NAMES, 0, 1, self.height(), colour("line"))
        if not tracks:
            painter.setPen(colour("text3"))
            painter.setFont(font(12))
            painter.drawText(QRectF(scale.left + 12, 0, scale.room, ROW), Qt.AlignmentFlag.AlignVCenter, EMPTY)
        painter.fillRect(QRectF(round(scale.x(self._reel.frame)), 0, 1, self.height()), colour("text"))
        painter.end()

    def _paint_row(self, painter: QPainter, track: Track, top: int, scale: Scale) -> None:
        active = track.id == self._reel.track
        if active:
            painter.fillRect(0, top, self.width(), ROW, colour("raised"))
        painter.fillRect(0, top + ROW - 1, self.width(), 1, colour("line"))
        role = "text" if active and track.on else "text2" if track.on else "text3"
        icons.draw(painter, track.what.icon, QRectF(12, top + 7, 14, 14),
                   colour("accent_text" if active and track.on else "text3"))  # fmt: skip
        letters = font(12, 500 if active else 400)
        letters.setStrikeOut(not track.on)
        painter.setFont(letters)
        painter.setPen(colour(role))
        name = QFontMetrics(letters).elidedText(editing.title_of(track), Qt.TextElideMode.ElideRight, NAMES - 42)
        painter.drawText(QRectF(34, top, NAMES - 40, ROW), Qt.AlignmentFlag.AlignVCenter, name)
        tone = colour(("accent" if active else "text2") if track.on else "border")
        keys, middle = track.keys, top + ROW / 2
        if len(keys) > 1:
            way = colour("accent" if active and track.on else "track")
            painter.setPen(QPen(way, 1.5))
            painter.drawLine(QPointF(scale.x(keys[0].frame), middle), QPointF(scale.x(keys[-1].frame), middle))
        painter.setClipRect(QRectF(NAMES + 1, top, self.width() - NAMES, ROW))
        for key in keys:
            chosen = (track.id, key.frame) in self._reel.keys
            painter.setBrush(tone)
            painter.setPen(QPen(colour("text"), 1.6) if chosen else QPen(colour("panel"), 1))
            x = scale.x(key.frame)
            half = HALF + (0.6 if chosen else 0)
            painter.drawPolygon(QPolygonF([QPointF(x, middle - half), QPointF(x + half, middle),
                                           QPointF(x, middle + half), QPointF(x - half, middle)]))  # fmt: skip
        if self.hasFocus() and active:
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRect(QRectF(0.5, top + 0.5, self.width() - 1, ROW - 2))
        painter.setClipping(False)
