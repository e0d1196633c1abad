"""The transformer: scales, turns and bends the chosen layers by the handles of a box around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from studio.core.commands.layers import all_editable, all_inside, topmost
from studio.core.commands.transform import TransformLayers, around
from studio.core.document import Command, Document
from studio.core.errors import BadRequest
from studio.core.fields import Says
from studio.core.geometry import NOWHERE, Rect
from studio.core.layers import Layer
from studio.core.resample import Matrix, Method, target_rect
from studio.tools.gestures import Gesture, Spot, chosen_layers, turned
from studio.tools.handles import framed, grabbed, holds, spots
from studio.tools.showing import Showing
from studio.tools.tool import Held, Outline, Pointer, Setting

TURN = 15.0
"""Degrees that turning snaps to while Shift is held."""


@dataclass
class TransformOptions:
    method: Annotated[Method, Says("Sampling", "How new pixels come of old ones.")] = Method.CUBIC


class Transform(Gesture):
    """Goes on over several gestures: Enter keeps the result as one step of undo, Esc gives it up."""

    id = "transform"
    title = "Transform"
    icon = "bounding-box"
    shortcut = "Ctrl+T"
    group = 4
    hint = "Drag a handle to scale, outside to turn, inside to move · Shift constrains · Ctrl bends · Enter keeps it"

    def __init__(self) -> None:
        self.options = TransformOptions()
        self._layers: tuple[int, ...] = ()
        self._box = NOWHERE
        self._matrix: Matrix = np.eye(3)
        self._start: Matrix = np.eye(3)
        self._from: Pointer | None = None
        self._handle: int | None = None
        self._inside = False
        self._showing = Showing()

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        if not self._layers or not self._there(document):
            self._begin(document)
        self._start, self._from = self._matrix, at
        handles = moved(self._matrix, spots(self._box))
        self._handle = grabbed(handles, at)
        self._inside = holds(handles, (at.x, at.y))

    def drag(self, document: Document, at: Pointer) -> None:
        start = self._from
        if start is None or (at.x, at.y) == (start.x, start.y):
            return
        try:
            matrix = self._dragged(start, at)
            target_rect(self._box, matrix)
        except (BadRequest, np.linalg.LinAlgError):
            return  # the hand went where nothing would be left: stay with the last shape that was one
        self._matrix = matrix
        self._showing.bent(document, self._parts(document), matrix)

    def release(self, document: Document, at: Pointer) -> None:
        self.drag(document, at)
        self._from = None

    def cancel(self, document: Document) -> None:
        self._showing.end(document)
        self._layers, self._from, self._matrix = (), None, np.eye(3)

    def finish(self, document: Document) -> Command | None:
        layers, matrix = self._layers, self._matrix
        there = self._there(document)
        self.cancel(document)
        if not layers or not there or np.array_equal(matrix, np.eye(3)):
            return None
        return TransformLayers(layers, matrix, self.options.method)

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        if self._layers and self._there(document):
            return framed(moved(self._matrix, spots(self._box)))
        box = around(document, (layer for layer in document.root.walk() if layer.id in document.chosen))
        return () if box.empty else framed(spots(box))

    def _begin(self, document: Document) -> None:
        self.cancel(document)
        layers = chosen_layers(document, "transform it")
        chosen = topmost(document, layers)
        for layer in chosen:
            all_editable(document, layer)
        box = around(document, chosen)
        if box.empty:
            raise BadRequest("There is nothing painted in this layer to transform.", "Choose a layer with pixels.")
        self._layers, self._box = layers, box

    def _there(self, document: Document) -> bool:
        """Whether the layers still are: undo may have taken them away meanwhile."""
        return set(self._layers) <= {layer.id for layer in document.root.walk()}

    def _parts(self, document: Document) -> list[Layer]:
        return [part for layer in topmost(document, self._layers) for part in all_inside(layer)]

    def _dragged(self, start: Pointer, at: Pointer) -> Matrix:
        if self._handle is not None:
            if at.held & Held.CTRL and self._handle % 2 == 0:
                return self._bent(self._handle, (at.x - start.x, at.y - start.y))
            return self._scaled(self._handle, start, at)
        if self._inside:
            by = at.x - start.x, at.y - start.y
            by = turned(*by, 90) if at.held & Held.SHIFT else by
            return np.asarray(shift(float(round(by[0])), float(round(by[1]))) @ self._start)
        return self._turned(start, at)

    def _turned(self, start: Pointer, at: Pointer) -> Matrix:
        (x, y), = moved(self._start, (middle(self._box),))
        angle = math.atan2(at.y - y, at.x - x) - math.atan2(start.y - y, start.x - x)
        if at.held & Held.SHIFT:  # the whole turn snaps, not only this gesture's part of it
            before = math.atan2(self._start[1, 0], self._start[0, 0])
            step = math.radians(TURN)
            angle = round((before + angle) / step) * step - before
        cos, sin = math.cos(angle), math.sin(angle)
        turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1.0]])
        return np.asarray(shift(x, y) @ turn @ shift(-x, -y) @ self._start)

    def _scaled(self, handle: int, start: Pointer, at: Pointer) -> Matrix:
        """Scales in the box's own directions, about the opposite handle or (Alt) the middle."""
        inverse = np.asarray(np.linalg.inv(self._start), np.float64)
        (x0, y0), (x1, y1) = moved(inverse, ((start.x, start.y), (at.x, at.y)))
        here = spots(self._box)[handle]
        there = middle(self._box) if at.held & Held.ALT else spots(self._box)[(handle + 4) % 8]
        reach = here[0] - there[0], here[1] - there[1]
        across = 1 + (x1 - x0) / reach[0] if reach[0] else 1.0
        down = 1 + (y1 - y0) / reach[1] if reach[1] else 1.0
        if at.held & Held.SHIFT:
            # Along the diagonal, or, from an edge, as much the other way too.
            length = reach[0] ** 2 + reach[1] ** 2
            across = down = 1 + ((x1 - x0) * reach[0] + (y1 - y0) * reach[1]) / length
        if min(abs(across) * self._box.width, abs(down) * self._box.height) < 1:
            raise BadRequest("A layer cannot be thinner than one pixel.", "Drag the handles apart.")
        scale = np.diag([across, down, 1.0])
        return np.asarray(self._start @ shift(*there) @ scale @ shift(-there[0], -there[1]))

    def _bent(self, handle: int, by: Spot) -> Matrix:
        corners = [spot for index, spot in enumerate(spots(self._box)) if index % 2 == 0]
        goals = list(moved(self._start, corners))
        goals[handle // 2] = (goals[handle // 2][0] + by[0], goals[handle // 2][1] + by[1])
        return perspective(corners, goals)


def shift(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0, x], [0, 1.0, y], [0, 0, 1.0]])


def middle(rect: Rect) -> Spot:
    return rect.x + rect.width / 2, rect.y + rect.height / 2


def moved(matrix: Matrix, places: tuple[Spot, ...] | list[Spot]) -> tuple[Spot, ...]:
    points = np.array([(x, y, 1.0) for x, y in places]) @ matrix.T
    return tuple((float(x / w), float(y / w)) for x, y, w in points)


def perspective(corners: list[Spot], goals: list[Spot]) -> Matrix:
    """The matrix that takes four corners to four goals: eight linear equations in its entries, the last being 1.

    BadRequest when the goals do not make a convex shape.
    """
    turns = []
    for index in range(4):
        (ax, ay), (bx, by), (cx, cy) = (goals[(index + step) % 4] for step in range(3))
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    if not (min(turns) > 1e-6 or max(turns) < -1e-6):
        raise BadRequest("The corners would fold over.", "Drag the handles apart.")
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, goals, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows, np.float64), np.array(values)), 1.0).reshape(3, 3)


TOOL = Transform
