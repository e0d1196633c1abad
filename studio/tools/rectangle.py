"""The rectangle: selects what lies in a box that is drawn from corner to corner."""

from __future__ import annotations

import math

from studio.core import selection
from studio.core.document import Command, Document
from studio.core.geometry import Rect
from studio.core.picture import Mask
from studio.tools.gestures import Gesture, Keys, ShapeOptions, clicked, far, joining, selecting
from studio.tools.tool import Held, Outline, Path, Pointer, Setting


class Rectangle(Gesture):
    id = "rectangle"
    title = "Rectangle selection"
    icon = "selection"
    shortcut = "R"
    group = 2
    hint = "Drag to select · Shift adds · Alt subtracts · while dragging: Shift square, Alt from the centre"

    def __init__(self) -> None:
        self.options = ShapeOptions()
        self._from: Pointer | None = None
        self._keys = Keys(Pointer(0, 0))
        self._box: tuple[int, int, int, int] | None = None

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self._from, self._keys, self._box = at, Keys(at), None

    def drag(self, document: Document, at: Pointer) -> None:
        if self._from is not None and (self._box is not None or far(self._from, at)):
            self._box = box(self._from, at, self._keys.fresh(at))

    def release(self, document: Document, at: Pointer) -> Command | None:
        self.drag(document, at)
        start, corners = self._from, self._box
        self.cancel(document)
        if start is None:
            return None
        how = joining(start.held, self.options.combine)
        if corners is None:
            return clicked(document, how)
        return selecting(document, Rect.between(*corners), lambda rect: self.drawn(rect, corners), self.options, how)

    def cancel(self, document: Document) -> None:
        self._from = self._box = None

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        return () if self._box is None else (Outline(self.path(*self._box), closed=True, ants=True),)

    def drawn(self, rect: Rect, corners: tuple[int, int, int, int]) -> Mask:
        left, top, right, bottom = corners
        return selection.rectangle(rect.extent, left - rect.x, top - rect.y, right - rect.x, bottom - rect.y)

    def path(self, left: int, top: int, right: int, bottom: int) -> Path:
        return (left, top), (right, top), (right, bottom), (left, bottom)


def box(start: Pointer, end: Pointer, held: Held) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in whole pixels, at least one each way: Shift a square, Alt out from the start."""
    x, y = round(start.x), round(start.y)
    across, down = round(end.x) - x, round(end.y) - y
    if held & Held.SHIFT:
        side = max(abs(across), abs(down))
        across, down = int(math.copysign(side, across)), int(math.copysign(side, down))
    across, down = across or 1, down or 1
    left, top = (x - across, y - down) if held & Held.ALT else (x, y)
    right, bottom = x + across, y + down
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


TOOL = Rectangle
