"""The wand: selects what has the colour that was clicked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from studio.core import selection
from studio.core.commands.selection import Select
from studio.core.document import Command, Document
from studio.core.fields import Range, Says
from studio.core.geometry import Rect
from studio.core.picture import Mask, Picture
from studio.tools.gestures import Gesture, ShapeOptions, joining, seen_layer
from studio.tools.tool import Pointer, Setting


@dataclass
class WandOptions(ShapeOptions):
    tolerance: Annotated[int, Says("Tolerance", "How much a colour may differ in red, green, blue or alpha."),
                         Range(0, 255)] = 32
    contiguous: Annotated[bool, Says("Contiguous", "Only what hangs together with the place clicked.")] = True
    all_layers: Annotated[bool, Says("All layers", "Look at the whole picture, not the active layer alone.")] = True


class Wand(Gesture):
    id = "wand"
    title = "Magic wand"
    icon = "magic-wand"
    shortcut = "W"
    group = 2
    hint = "Click a colour to select it · Shift adds · Alt subtracts"

    def __init__(self) -> None:
        self.options = WandOptions()
        self._found: Mask | None = None
        self._how = self.options.combine

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self._how = joining(at.held, self.options.combine)
        self._found = alike(document, at, self.options.tolerance, self.options.contiguous, self.options.all_layers)

    def release(self, document: Document, at: Pointer) -> Command | None:
        found, self._found = self._found, None
        if found is None:
            return None
        return Select(selection.feather(found, self.options.feather), self._how, title="Select by colour")

    def cancel(self, document: Document) -> None:
        self._found = None


def looked_at(document: Document, all_layers: bool) -> Picture:
    """The whole canvas as tools see it that go by colour: of all layers, or of the active layer or group alone."""
    from studio.core.composite import flatten, layer_picture

    if all_layers:
        return flatten(document)
    return layer_picture(document, seen_layer(document, "go by its colours"), document.canvas)


def alike(document: Document, at: Pointer, tolerance: int, contiguous: bool, all_layers: bool) -> Mask | None:
    """Marks what looks like the place clicked; None when that is not on the canvas."""
    point = math.floor(at.x), math.floor(at.y)
    if not document.canvas.holds(Rect(*point, 1, 1)):
        return None
    return selection.wand(looked_at(document, all_layers), point, tolerance, contiguous)


TOOL = Wand
