"""The mover: takes the chosen layers to another place."""

from __future__ import annotations

from studio.core.commands.layers import MoveLayer, all_editable, all_inside, topmost
from studio.core.document import Command, Document
from studio.core.geometry import Point
from studio.tools.gestures import Gesture, chosen_layers, far, turned
from studio.tools.showing import Showing
from studio.tools.tool import Held, Pointer, Setting


class Move(Gesture):
    id = "move"
    title = "Move"
    icon = "arrows-out-cardinal"
    shortcut = "V"
    group = 1
    hint = "Drag to move the chosen layers · Shift keeps them level or upright"

    def __init__(self) -> None:
        self._from: Pointer | None = None
        self._layers: tuple[int, ...] = ()
        self._by = Point(0, 0)
        self._showing = Showing()

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self.cancel(document)
        self._layers = chosen_layers(document, "move it")
        for layer in topmost(document, self._layers):
            all_editable(document, layer)
        self._from = at

    def drag(self, document: Document, at: Pointer) -> None:
        start = self._from
        if start is None or (self._by == (0, 0) and not far(start, at)):
            return
        across, down = at.x - start.x, at.y - start.y
        if at.held & Held.SHIFT:
            across, down = turned(across, down, 90)
        by = Point(round(across), round(down))
        if by != self._by:
            self._by = by
            parts = [part for layer in topmost(document, self._layers) for part in all_inside(layer)]
            self._showing.moved(document, parts, by)

    def release(self, document: Document, at: Pointer) -> Command | None:
        self.drag(document, at)
        by, layers = self._by, self._layers
        self.cancel(document)
        return MoveLayer(layers, by) if by != (0, 0) else None

    def cancel(self, document: Document) -> None:
        self._showing.end(document)
        self._from, self._by, self._layers = None, Point(0, 0), ()


TOOL = Move
