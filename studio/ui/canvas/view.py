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
from studio.ui.canvas.ants import Ants
from studio.ui.canvas.compare import Divider
from studio.ui.canvas.frames import Frames
from studio.ui.canvas.hands import Hands
from studio.ui.canvas.scene import Scene
from studio.ui.canvas.sight import Sight
from studio.ui.canvas.transform import Area, ViewTransform
from studio.ui.canvas.tuning import tune

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect

    from studio.ui.desk import Desk

PATIENCE = 0.012
"""Seconds a frame may take to build pictures; the rest follows in the next."""
MANY = 16
"""More separate parts than this are repainted as one."""
MARGIN, PILLS = 20, 48
"""Screen units kept free around a fitted picture, and below it for the floating pills."""


class CanvasView(QWidget):
    """`moved`: the picture lies elsewhere on screen. `pointed`: the pixel under the pointer, or None.

    `tuned`: an option of the tool in hand was changed from here. `compared`: the divider was opened or closed.
    `outlined`: the tool's lines are others. `veiled`: the mask is shown now, or is not.
    """

    moved = Signal()
    pointed = Signal(object)
    tuned = Signal()
    compared = Signal(bool)
    outlined = Signal()
    veiled = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sight: Sight | None = None
        self._veil = True
        self._sights: dict[int, Sight] = {}
        self.outlines: tuple[Outline, ...] = ()
        self.ring = QRectF()
        self._original = False
        self.frames = Frames(self)
        self.divider = Divider(self)
        self.hands = Hands(self)
        self._scene = Scene(self)
        self.ants = Ants(self)
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
        session = self.desk.session
        if session is None:
            self.sight = None
        else:
            document = session.document
            known = self._sights.get(id(document))
            if known is None:
                known = self._sights[id(document)] = Sight(document)
                known.changed.connect(lambda change: self._changed(known, change))
                session.landed.connect(lambda *_: self._uncover(known))
            self.sight = known
            self._settle_in(known)
        self.outlines = ()
        self._tool_changed()
        self.ants.march_if_needed()
        self.divider.setVisible(self.divider.wanted and self.sight is not None)
        self._tell_veil()
        self.moved.emit()

    def _settle_in(self, sight: Sight) -> None:
        sight.transform = replace(sight.transform, dpr=self.devicePixelRatioF())
        if sight.fitting:
            sight.transform = sight.transform.fitted(sight.document.size, self.free_area)

    def _changed(self, sight: Sight, change: Change) -> None:
        if change.mask and sight.uncovered:
            sight.uncovered = False
            self._tell_veil()
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
            self.ants.march_if_needed()
            self._calm.start()
        self.refresh_outlines()

    def _screen(self, area: tuple[float, float, float, float]) -> QRectF:
        return QRectF(*self.transform.bounds(area)).adjusted(-3, -3, 3, 3)

    def _after_change(self) -> None:
        """A stroke draws its edge only where it goes; now the dashes elsewhere are brought in step with it."""
        self.ants.march_if_needed()
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
        if now != self.outlines:
            self.frames.ask(overlay.outlines_box(self.transform, self.outlines))
            self.outlines = now
            self.frames.ask(overlay.outlines_box(self.transform, now))
            self.ants.march_if_needed()
            self.outlined.emit()

    @property
    def begun(self) -> bool:
        """The tool shows something between two gestures: a polygon's corners, a crop's frame."""
        return bool(self.outlines) and self.hands.gesture is None

    def refresh_ring(self) -> None:
        """The pointer, the brush or the zoom is another."""
        self.hands.set_cursor()
        self.frames.ask(self.ring)
        at = self.hands.ring_at
        self.ring = QRectF() if at is None else overlay.ring_box(at, self.radius)
        self.frames.ask(self.ring)

    @property
    def radius(self) -> float:
        """The brush's, in screen units; 0 for tools that are none."""
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

    @property
    def veil_shown(self) -> bool:
        return self._veil and not (self.sight is not None and self.sight.uncovered)

    def show_veil(self, shown: bool) -> None:
        self._veil = shown
        if self.sight is not None:
            self.sight.uncovered = False
        self._tell_veil()

    def _uncover(self, sight: Sight) -> None:
        """A result has come where the mask is: it is seen without the veil until the mask is touched again."""
        sight.uncovered = True
        self._tell_veil()

    def _tell_veil(self) -> None:
        self.frames.ask()
        self.veiled.emit(self.veil_shown)

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
        self._scene.settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        parts = worth_parting(event.region())
        until = perf_counter() + PATIENCE
        late = QRegion()
        for part in parts:
            painter.setClipRect(part)
            if not self._scene.paint(painter, QRectF(part), until):
                late |= part
        painter.end()
        if not late.isEmpty():
            self.frames.ask(late)

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
        self.ants.march_if_needed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hands.drop()
        self.ants.stop()

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
