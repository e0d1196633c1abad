"""What brush, eraser and mask brush share: one gesture is one stroke, and one stroke is one step of undo."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from studio.core.brush import Stroke, Tip, Touch
from studio.core.commands.paint import Paint
from studio.core.document import Command, Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Range, Says
from studio.core.geometry import NOWHERE, Point
from studio.core.ink import Ink
from studio.core.layers import Group, PixelLayer
from studio.tools.tool import Held, Outline, Pointer, Setting


@dataclass
class TipOptions:
    """The tip, as far as every stroking tool lets the artist choose it."""

    size: Annotated[int, Says("Size", "How wide the tip is."), Range(1, 1000, 1, " px", 0, "log")] = 40
    hardness: Annotated[float, Says("Hardness", "How crisp its edge is."), Range(0, 1, 0.01, "", 2)] = 0.8
    opacity: Annotated[float, Says("Opacity", "How much one stroke covers at most."), Range(0, 1, 0.01, "", 2)] = 1.0


@dataclass
class FlowOptions(TipOptions):
    flow: Annotated[float, Says("Flow", "How fast the stroke builds up."), Range(0.01, 1, 0.01, "", 2),
                    Advanced()] = 1.0
    spacing: Annotated[float, Says("Spacing", "How far dabs lie apart, in widths of the tip."),
                       Range(0.01, 2, 0.01, "", 2, "log"), Advanced()] = 0.1
    size_pressure: Annotated[bool, Says("Pressure sets size", "A pen pressed lightly draws a thinner line."),
                             Advanced()] = False
    opacity_pressure: Annotated[bool, Says("Pressure sets opacity", "A pen pressed lightly covers less."),
                                Advanced()] = True


def tip_of(options: TipOptions) -> Tip:
    if not isinstance(options, FlowOptions):
        return Tip(options.size, options.hardness, options.opacity)
    return Tip(options.size, options.hardness, options.opacity, options.flow, options.spacing,
               options.size_pressure, options.opacity_pressure)


class Stroking(Protocol):
    """The gesture. A tool says what it works on and with which ink; `hint`, `options` and the rest are its own."""

    options: Any
    title: str

    def target(self, document: Document, setting: Setting) -> Target:
        """What the stroke goes to; raises BadRequest when there is nothing it may paint on."""
        ...

    def ink(self, document: Document, target: Target, at: Pointer, setting: Setting) -> Ink: ...


class StrokeTool(Stroking):
    """Shift+press draws straight from where the last stroke on the same target ended."""

    brush_like = True

    def __init__(self) -> None:
        self._stroke: Stroke | None = None
        self._target = Target(Part.MASK)
        self._last: tuple[weakref.ref[Document], Target, Touch] | None = None

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self.cancel(document)
        target = self.target(document, setting)
        offset = Point(0, 0)
        if target.part in (Part.PIXELS, Part.LAYER_MASK):
            offset = document.editable(target.layer).offset
        ink = self.ink(document, target, at, setting)
        self._target = target
        self._stroke = Stroke(document.tiles(target), tip_of(self.options), ink, document.canvas, offset)
        start = self._start(document, target) if at.held & Held.SHIFT else None
        if start is None:
            self._show(document, [touch_of(at)])
        else:
            self._stroke.extend([start._replace(pressure=at.pressure), touch_of(at)])
            self._stroke.end()
            document.preview(target, self._stroke.tiles, self._stroke.area)

    def drag(self, document: Document, at: Pointer) -> None:
        self._show(document, [touch_of(at)])

    def release(self, document: Document, at: Pointer) -> Command | None:
        stroke = self._stroke
        if stroke is None:
            return None
        # A pen reports no pressure as it lifts: the last drag is where the stroke ends.
        if at.pressure > 0:
            stroke.extend([touch_of(at)])
        stroke.end()
        self._stroke = None
        if stroke.last is not None:
            self._last = weakref.ref(document), self._target, stroke.last
        changes = stroke.changes()
        document.preview(self._target, None, NOWHERE if changes else stroke.area)
        return Paint(self.title, self._target, changes, stroke.area) if changes else None

    def hover(self, document: Document, at: Pointer) -> None:
        """Nothing shows before the press but the tip's outline, which the canvas draws."""

    def cancel(self, document: Document) -> None:
        if self._stroke is not None:
            area, self._stroke = self._stroke.area, None
            document.preview(self._target, None, area)

    def finish(self, document: Document) -> Command | None:
        return None

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        return ()

    def _show(self, document: Document, touches: list[Touch]) -> None:
        if self._stroke is None:
            return
        drawn = self._stroke.extend(touches)
        if not drawn.empty:
            document.preview(self._target, self._stroke.tiles, drawn)

    def _start(self, document: Document, target: Target) -> Touch | None:
        if self._last is None or self._last[0]() is not document or self._last[1] != target:
            return None
        return self._last[2]


def touch_of(at: Pointer) -> Touch:
    return Touch(at.x, at.y, at.pressure)


def painted_layer(document: Document) -> PixelLayer:
    """The active layer, or BadRequest that says why one cannot paint on it."""
    layer = document.active_layer
    if layer is None:
        raise BadRequest("No layer is chosen to paint on.", "Choose one in the Layers panel, or add a new one.")
    if isinstance(layer, Group) or not isinstance(layer, PixelLayer):
        raise BadRequest(f"“{layer.name}” is a group: it has no pixels of its own.", "Choose a layer inside it.")
    document.editable(layer.id)
    if not layer.visible:
        raise BadRequest(f"“{layer.name}” is hidden.", "Show it in the Layers panel to paint on it.")
    return layer
