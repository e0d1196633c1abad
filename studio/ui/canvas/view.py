"""The sheet one paints on: shows the document in front, and lends the hand what it needs to work on it."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from studio.core.document import Change, Document
from studio.tools.tool import Outline
from studio.ui.canvas import overlay, painting
from studio.ui.canvas.compare import Divider
from studio.ui.canvas.frames import Frames
from studio.ui.canvas.hands import Hands
from studio.ui.canvas.sight import Sight
from studio.ui.canvas.transform import Area, ViewTransform
from studio.ui.canvas.tuning import tune
from studio.ui.theme import colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect

    from studio.ui.desk import Desk

PATIENCE = 0.012
"""Seconds a frame may take to build pictures; the rest follows in the next."""
MARCH = 90
"""Milliseconds between steps of the marching ants."""
MANY = 16
"""More separate parts than this are repainted as one."""
MARGIN, PILLS = 20, 48
"""Screen units kept free around a fitted picture, and below it for the floating pills."""


class CanvasView(QWidget):
    """`moved`: the picture lies elsewhere on screen. `pointed`: the pixel under the pointer, or None.

    `tuned`: an option of the tool in hand was changed from here. `compared`: the divider was opened or closed.
    `outlined`: the tool's lines are others.
    """

    moved = Signal()
    pointed = Signal(object)
    tuned = Signal()
    compared = Signal(bool)
    outlined = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sight: Sight | None = None
        self.veil_shown = True
        self._sights: dict[int, Sight] = {}
        self._outlines: tuple[Outline, ...] = ()
        self._ring = QRectF()
        self._original = False
        self._phase = 0.0
        self.frames = Frames(self)
        self.divider = Divider(self)
        self.hands = Hands(self)
        self._ants = QTimer(self)
        self._ants.setInterval(MARCH)
        self._ants.timeout.connect(self._march)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(120)
        self._calm.timeout.connect(self._after_change)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 160)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription(
            "Arrow keys move the brush, Enter makes a dab, P puts the pen down and takes it up again, "
            "Escape cancels, Shift+Tab leaves the canvas.")
        desk.switched.connect(self._switch)
        desk.tool_changed.connect(self._tool_changed)
        self._switch()

    # What is shown

    @property
    def document(self) -> Document | None:
        return None if self.sight is None else self.sight.document

    def _switch(self) -> None:
        self.hands.drop()
        open_now = {id(session.document): session.document for session in self.desk.sessions}
        for gone in self._sights.keys() - open_now.keys():
            self._sights.pop(gone).close()
        document = self.desk.document
        if document is None:
            self.sight = None
        else:
            known = self._sights.get(id(document))
            if known is None:
                known = self._sights[id(document)] = Sight(document)
                known.changed.connect(lambda change: self._changed(known, change))
            self.sight = known
            self._settle_in(known)
        self._outlines = ()
        self._tool_changed()
        self._march_if_needed()
        self.divider.setVisible(self.divider.wanted and self.sight is not None)
        self.frames.ask()
        self.moved.emit()

    def _settle_in(self, sight: Sight) -> None:
        sight.transform = replace(sight.transform, dpr=self.devicePixelRatioF())
        if sight.fitting:
            sight.transform = sight.transform.fitted(sight.document.size, self.free_area)

    def _changed(self, sight: Sight, change: Change) -> None:
        if sight is not self.sight:
            return
        if change.size:
            self._settle_in(sight)
            self.moved.emit()
        if change.size or change.area.empty:
            self.frames.ask()
        else:
            self.frames.ask(self._screen(change.area))
        if change.mask or change.selection:
            self._march_if_needed()
            self._calm.start()
        self.refresh_outlines()

    def _screen(self, area: tuple[float, float, float, float]) -> QRectF:
        return QRectF(*self.transform.bounds(area)).adjusted(-3, -3, 3, 3)

    def _after_change(self) -> None:
        """A stroke draws its edge only where it goes; now the dashes elsewhere are brought in step with it."""
        self._march_if_needed()
        self.frames.ask()

    # Where it lies

    @property
    def transform(self) -> ViewTransform:
        return self.sight.transform if self.sight else ViewTransform()

    @property
    def free_area(self) -> Area:
        """Where a fitted picture may lie."""
        return Area(MARGIN, MARGIN, max(1, self.width() - 2 * MARGIN), max(1, self.height() - 2 * MARGIN - PILLS))

    @property
    def middle(self) -> tuple[float, float]:
        return self.free_area.centre

    @property
    def zoom(self) -> float:
        return self.transform.zoom

    def place(self, transform: ViewTransform) -> None:
        """Shows the picture there; from now on it is no longer fitted by itself."""
        if self.sight is None:
            return
        self.sight.fitting = False
        self._show(transform)

    def _show(self, transform: ViewTransform) -> None:
        assert self.sight is not None
        self.sight.transform = transform
        self.divider.follow()
        self.refresh_ring()
        self.frames.ask()
        self.moved.emit()

    def fit(self) -> None:
        if self.sight is not None:
            self.sight.fitting = True
            self._show(self.transform.fitted(self.sight.document.size, self.free_area))

    def zoom_to(self, zoom: float) -> None:
        self.place(self.transform.zoomed(zoom, self.middle))

    def zoom_in(self) -> None:
        self.zoom_to(self.transform.step(True))

    def zoom_out(self) -> None:
        self.zoom_to(self.transform.step(False))

    def rotate(self, degrees: float) -> None:
        """Turns the view, not the picture, clockwise about the middle."""
        self.place(self.transform.turned(degrees, self.middle))

    def straighten(self) -> None:
        self.place(self.transform.upended(self.middle))

    def mirror(self) -> None:
        self.place(self.transform.mirror(self.middle))

    # The tool in hand

    def tune(self, name: str, value: Any) -> None:
        """Changes an option of the tool in hand, if it has it."""
        if tune(self.desk.tool.options, name, value):
            self.refresh_ring()
            self.tuned.emit()

    def _tool_changed(self) -> None:
        self.refresh_outlines()
        self.refresh_ring()

    def refresh_outlines(self) -> None:
        """The tool's lines may be others now."""
        document = self.document
        now = self.desk.tool.outlines(document) if document is not None and self.desk.tools else ()
        if now != self._outlines:
            self.frames.ask(overlay.outlines_box(self.transform, self._outlines))
            self._outlines = now
            self.frames.ask(overlay.outlines_box(self.transform, now))
            self._march_if_needed()
            self.outlined.emit()

    @property
    def begun(self) -> bool:
        """The tool shows something between two gestures: a polygon's corners, a crop's frame."""
        return bool(self._outlines) and self.hands.gesture is None

    def refresh_ring(self) -> None:
        """The pointer, the brush or the zoom is another."""
        self.hands.set_cursor()
        self.frames.ask(self._ring)
        at = self.hands.ring_at
        self._ring = QRectF() if at is None else overlay.ring_box(at, self._radius())
        self.frames.ask(self._ring)

    def _radius(self) -> float:
        return float(self.desk.tool.options.size) / 2 * self.transform.scale if self.desk.tool.brush_like else 0.0

    # Comparing

    def show_original(self, shown: bool) -> None:
        """While a key is held: the picture as it was when it was opened."""
        if shown != self._original:
            self._original = shown
            self.frames.ask()

    @property
    def original_shown(self) -> bool:
        return self._original

    def show_veil(self, shown: bool) -> None:
        self.veil_shown = shown
        self.frames.ask()

    def picture_box(self) -> QRectF:
        if self.sight is None:
            return QRectF(self.rect())
        return painting.outline(self.transform, self.sight.document.size).boundingRect()

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Tab shows the original while it is held; Shift+Tab leaves the canvas."""
        return not forth and super().focusNextPrevChild(forth)

    # Drawing

    def settle(self) -> None:
        """Builds all that is in sight, however long it takes: for tests and screenshots."""
        if self.sight is None:
            return
        exposed = QRectF(self.rect())
        compared = [self.sight.original] if self._original or self.divider.on else []
        for pyramid in (self.sight.picture, self.sight.veil, *compared):
            pyramid.image(*painting.wanted(self.transform, pyramid, exposed))
        self._edges(patient=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        parts = worth_parting(event.region())
        until = perf_counter() + PATIENCE
        late = QRegion()
        for part in parts:
            painter.setClipRect(part)
            if not self._paint(painter, QRectF(part), until):
                late |= part
        painter.end()
        if not late.isEmpty():
            self.frames.ask(late)

    def _paint(self, painter: QPainter, exposed: QRectF, until: float) -> bool:
        sight, view = self.sight, self.transform
        if sight is None:
            painter.fillRect(exposed, colour("canvas"))
            return True
        painting.paint_ground(painter, view, sight.document.size, exposed)
        complete = self._paint_compared(painter, sight, exposed, until)
        painting.paint_grid(painter, view, sight.document.size, exposed)
        if not self._original:
            painter.save()
            if self.divider.on:
                painter.setClipRect(QRectF(self.rect()).adjusted(self.divider.at, 0, 0, 0) & exposed)
            self._paint_marks(painter, exposed)
            painter.restore()
        at = self.hands.ring_at
        if at is not None and self._ring.intersects(exposed):
            overlay.draw_ring(painter, at, self._radius(), float(getattr(self.desk.tool.options, "hardness", 1.0)))
        if self.hasFocus() and self.hands.by_keyboard:
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        return complete

    def _paint_compared(self, painter: QPainter, sight: Sight, exposed: QRectF, until: float) -> bool:
        """Now, or as it was, or each on its side of the divider."""
        split = exposed.right() if self._original else self.divider.at if self.divider.on else exposed.left()
        before = QRectF(exposed.left(), exposed.top(), split - exposed.left(), exposed.height()) & exposed
        after = QRectF(max(split, exposed.left()), exposed.top(), exposed.right() - split, exposed.height()) & exposed
        complete = True
        if not before.isEmpty():
            painter.save()
            painter.setClipRect(before)
            complete = painting.paint_pixels(painter, self.transform, sight.original, before, until)
            painter.restore()
        if not after.isEmpty():
            painter.save()
            painter.setClipRect(after)
            complete &= painting.paint_pixels(painter, self.transform, sight.picture, after, until)
            if self.veil_shown:
                complete &= painting.paint_pixels(painter, self.transform, sight.veil, after, until)
            painter.restore()
        return complete

    def _paint_marks(self, painter: QPainter, exposed: QRectF) -> None:
        mask, selection = self._edges()
        if self.veil_shown:
            mask.draw(painter, self.transform, exposed)
        selection.draw(painter, self.transform, exposed, self._phase)
        overlay.draw_outlines(painter, self.transform, self._outlines, self._phase)

    def _edges(self, patient: bool = False) -> Any:
        assert self.sight is not None
        sight, canvas, zoom = self.sight, self.sight.document.canvas, self.transform.zoom
        return (sight.mask_edge.dashes(sight.marks, canvas, zoom, patient),
                sight.selection_edge.dashes(sight.selected, canvas, zoom, patient))

    # Marching ants

    def _march_if_needed(self) -> None:
        """The timer runs only while there is something to march and it can be seen."""
        ants = self.sight is not None and self.isVisible() and (
            len(self.sight.selected) > 0 or any(outline.ants for outline in self._outlines))
        if ants != self._ants.isActive():
            self._ants.start() if ants else self._ants.stop()

    def _march(self) -> None:
        assert self.sight is not None
        self._phase += 1.2
        boxes = self.sight.selection_edge.shown.boxes(self.transform)
        region = QRegion()
        for box in boxes if len(boxes) <= MANY * 4 else []:
            region |= box.toAlignedRect()
        if not boxes or region.isEmpty():
            region = QRegion(self.rect())
        self.frames.ask(region | overlay.outlines_box(self.transform, self._outlines).toAlignedRect())

    # The widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for sight in self._sights.values():
            if sight.fitting:
                self._settle_in(sight)
        self.divider.follow()
        self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.sight is not None:
            self._settle_in(self.sight)
        self._march_if_needed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hands.drop()
        self._ants.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            for sight in self._sights.values():
                sight.recolour()
            self.frames.ask()


def worth_parting(region: QRegion) -> list[QRect]:
    """What to paint one by one: the region's parts, or all at once where they are many or lie close together."""
    whole = region.boundingRect()
    parts = list(cast("Iterable[QRect]", region)) if region.rectCount() <= MANY else []
    area = sum(part.width() * part.height() for part in parts)
    return parts if area * 1.6 < whole.width() * whole.height() and parts else [whole]
