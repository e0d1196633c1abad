"""What tools share that paint no strokes: quiet defaults, what the modifier keys mean, which layers are meant."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from studio.core.commands.selection import Deselect, Select
from studio.core.document import Command, Document
from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.core.geometry import Rect
from studio.core.layers import Layer
from studio.core.picture import Mask
from studio.core.selection import Combine, feather
from studio.tools.tool import Held, Outline, Pointer, Setting

CLICK = 3.0
"""Screen pixels within which a press and a release are a click, not a drag."""
REACH = 9.0
"""Screen pixels within which a handle is grabbed."""

Spot = tuple[float, float]


@dataclass
class NoOptions:
    """Of a tool that has nothing to set."""


class Gesture:
    """A tool that does nothing yet: each tool says only what differs."""

    brush_like = False
    options: Any = NoOptions()

    def press(self, document: Document, at: Pointer, setting: Setting) -> None: ...

    def drag(self, document: Document, at: Pointer) -> None: ...

    def release(self, document: Document, at: Pointer) -> Command | None:
        return None

    def hover(self, document: Document, at: Pointer) -> None: ...

    def cancel(self, document: Document) -> None: ...

    def finish(self, document: Document) -> Command | None:
        return None

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        return ()


@dataclass
class ShapeOptions:
    """What every tool that draws a selection lets the artist choose."""

    combine: Annotated[Combine, Says("Mode", "How the shape joins the selection: Shift adds, Alt subtracts, "
                                             "both keep what is common.")] = Combine.REPLACE
    feather: Annotated[int, Says("Feather", "How far the edge fades."), Range(0, 250, 1, " px")] = 0


def joining(held: Held, chosen: Combine) -> Combine:
    """Shift adds, Alt subtracts, both intersect; without either it is as the options say."""
    if held & Held.SHIFT and held & Held.ALT:
        return Combine.INTERSECT
    if held & Held.SHIFT:
        return Combine.ADD
    return Combine.SUBTRACT if held & Held.ALT else chosen


class Keys:
    """Modifiers during a drag. One held since the press meant something then; it counts again once it was let go."""

    def __init__(self, at: Pointer) -> None:
        self._spent = at.held

    def fresh(self, at: Pointer) -> Held:
        self._spent &= at.held
        return at.held & ~self._spent


def far(one: Pointer, two: Pointer) -> bool:
    """Whether two places are further apart than a hand trembles."""
    return math.hypot(two.x - one.x, two.y - one.y) * two.scale > CLICK


def selecting(document: Document, around: Rect, draw: Callable[[Rect], Mask], options: ShapeOptions,
              how: Combine) -> Command:
    """The command that selects what `draw` marks in the rectangle it is given: `around` and room for the feather."""
    rect = around.grown(2 * options.feather + 1) & document.canvas
    mask = np.zeros((0, 0), np.uint8) if rect.empty else feather(draw(rect), options.feather)
    return Select(mask, how, rect.corner)


def clicked(document: Document, how: Combine) -> Command | None:
    """A click with a tool that draws shapes gives the selection up, if there is one."""
    return Deselect() if how is Combine.REPLACE and document.selection is not None else None


def around(points: list[Spot]) -> Rect:
    """The whole pixels that hold all the points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return Rect.between(math.floor(min(across)), math.floor(min(down)), math.ceil(max(across)), math.ceil(max(down)))


def seen_layer(document: Document, wish: str) -> Layer:
    """The active layer, or BadRequest when there is none or it is hidden; `wish` ends "Show it to …"."""
    layer = document.active_layer
    if layer is None:
        raise BadRequest("No layer is chosen.", "Choose one in the Layers panel first.")
    refuse_hidden(document, layer, wish)
    return layer


def refuse_hidden(document: Document, layer: Layer, wish: str) -> None:
    for holder in (layer, *document.lineage(layer)):
        if not holder.visible:
            raise BadRequest(f"“{holder.name}” is hidden.", f"Show it in the Layers panel to {wish}.")


def chosen_layers(document: Document, wish: str) -> tuple[int, ...]:
    """Ids of the layers chosen in the panel. BadRequest when there is none, or one is hidden or locked."""
    ids = document.chosen or ((document.active,) if document.active else ())
    there = {layer.id for layer in document.root.walk()}
    ids = tuple(number for number in ids if number in there)
    if not ids:
        raise BadRequest("No layer is chosen.", "Choose one in the Layers panel first.")
    for number in ids:
        refuse_hidden(document, document.editable(number), wish)
    return ids


def turned(x: float, y: float, step: float) -> Spot:
    """The vector (x, y) laid along the nearest multiple of `step` degrees, its length along that way kept."""
    angle = round(math.degrees(math.atan2(y, x)) / step) * math.radians(step)
    along = x * math.cos(angle) + y * math.sin(angle)
    return along * math.cos(angle), along * math.sin(angle)
