"""The lasso: selects what a line drawn by hand goes round."""

from __future__ import annotations

from studio.core.document import Command, Document
from studio.core.selection import from_polygon
from studio.tools.gestures import Gesture, ShapeOptions, Spot, around, clicked, joining, selecting
from studio.tools.tool import Held, Outline, Pointer, Setting


class Lasso(Gesture):
    id = "lasso"
    title = "Lasso"
    icon = "lasso"
    shortcut = "L"
    group = 2
    hint = "Drag around what to select · Shift adds · Alt subtracts"

    def __init__(self) -> None:
        self.options = ShapeOptions()
        self._points: list[Spot] = []
        self._held = Held.NONE

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self._points, self._held = [(at.x, at.y)], at.held

    def drag(self, document: Document, at: Pointer) -> None:
        if self._points and (at.x, at.y) != self._points[-1]:
            self._points.append((at.x, at.y))

    def release(self, document: Document, at: Pointer) -> Command | None:
        self.drag(document, at)
        points, self._points = self._points, []
        if not points:
            return None
        how = joining(self._held, self.options.combine)
        if len(points) < 3:
            return clicked(document, how)
        return enclosed(document, points, self.options, self._held)

    def cancel(self, document: Document) -> None:
        self._points = []

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        return (Outline(tuple(self._points), ants=True),) if len(self._points) > 1 else ()


def enclosed(document: Document, points: list[Spot], options: ShapeOptions, held: Held) -> Command:
    """Selects what the closed line through `points` (canvas pixels) goes round."""
    return selecting(
        document, around(points),
        lambda rect: from_polygon([(x - rect.x, y - rect.y) for x, y in points], rect.extent),
        options, joining(held, options.combine),
    )


TOOL = Lasso
