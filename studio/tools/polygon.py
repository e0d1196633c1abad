"""The polygon: selects what straight lines from click to click go round."""

from __future__ import annotations

import math

from studio.core.document import Command, Document
from studio.tools.gestures import CLICK, REACH, Gesture, ShapeOptions, Spot, clicked, joining, turned
from studio.tools.lasso import enclosed
from studio.tools.tool import Held, Outline, Pointer, Setting


class Polygon(Gesture):
    """Goes on over several clicks. A click on the first corner, Enter or a double click closes it."""

    id = "polygon"
    title = "Polygon lasso"
    icon = "polygon"
    shortcut = "Shift+L"
    group = 2
    hint = "Click corner by corner · Enter or a click on the first corner closes · Shift keeps 45° · Esc drops it"

    def __init__(self) -> None:
        self.options = ShapeOptions()
        self._corners: list[Spot] = []
        self._next: Spot | None = None
        self._held = Held.NONE
        self._closing = False

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self._closing = self._at_start(at)
        if self._closing:
            return
        if not self._corners:
            self._held = at.held
        self._next = self._placed(at)
        self._corners.append(self._next)

    def drag(self, document: Document, at: Pointer) -> None:
        if self._corners and not self._closing:
            last = self._corners.pop()
            self._corners.append(self._placed(at) if self._corners else last)
            self._next = self._corners[-1]

    def release(self, document: Document, at: Pointer) -> Command | None:
        if self._closing:
            return self.finish(document)
        if len(self._corners) > 1 and math.dist(self._corners[-1], self._corners[-2]) * at.scale <= CLICK:
            self._corners.pop()
        return None

    def hover(self, document: Document, at: Pointer) -> None:
        if self._corners:
            self._next = self._corners[0] if self._at_start(at) else self._placed(at)

    def cancel(self, document: Document) -> None:
        self._corners, self._next, self._closing = [], None, False

    def finish(self, document: Document) -> Command | None:
        corners = self._corners
        self.cancel(document)
        if len(corners) < 3:
            return clicked(document, joining(self._held, self.options.combine)) if len(corners) == 1 else None
        return enclosed(document, corners, self.options, self._held)

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        if not self._corners:
            return ()
        end = () if self._next is None or self._next == self._corners[-1] else (self._next,)
        return Outline((*self._corners, *end), ants=True), Outline((self._corners[0],), handles=True)

    def _at_start(self, at: Pointer) -> bool:
        return len(self._corners) > 2 and math.dist(self._corners[0], (at.x, at.y)) * at.scale <= REACH

    def _placed(self, at: Pointer) -> Spot:
        if not self._corners or not at.held & Held.SHIFT:
            return at.x, at.y
        x, y = self._corners[-1]
        across, down = turned(at.x - x, at.y - y, 45)
        return x + across, y + down


TOOL = Polygon
