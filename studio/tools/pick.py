"""The picker: takes a colour from the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from studio.core.document import Document
from studio.core.fields import Range, Says
from studio.core.geometry import Rect
from studio.core.picture import to8
from studio.tools.gestures import Gesture, seen_layer
from studio.tools.tool import Held, Pointer, Setting


@dataclass
class PickOptions:
    radius: Annotated[int, Says("Average", "How far around the place colours are averaged."),
                      Range(0, 50, 1, " px")] = 0
    all_layers: Annotated[bool, Says("All layers", "Look at the whole picture, not the active layer alone.")] = True


class Pick(Gesture):
    id = "pick"
    title = "Colour picker"
    icon = "eyedropper"
    shortcut = "I"
    group = 3
    hint = "Click to take a colour · Alt takes it as the background colour"

    def __init__(self) -> None:
        self.options = PickOptions()
        self._setting: Setting | None = None

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        self._setting = setting
        self.drag(document, at)

    def drag(self, document: Document, at: Pointer) -> None:
        """Where there is nothing but transparency the colour stays as it was."""
        if self._setting is None:
            return
        colour = colour_at(document, (at.x, at.y), self.options.radius, self.options.all_layers)
        if colour is None:
            return
        if at.held & Held.ALT:
            self._setting.background = colour
        else:
            self._setting.foreground = colour

    def release(self, document: Document, at: Pointer) -> None:
        self._setting = None

    def cancel(self, document: Document) -> None:
        self._setting = None


def colour_at(document: Document, place: tuple[float, float], radius: int,
              all_layers: bool) -> tuple[int, int, int, int] | None:
    """The mean colour (opaque) of the disc of `radius` px around `place`, by alpha; None where nothing is painted."""
    from studio.core.composite import composite, layer_picture

    x, y = math.floor(place[0]), math.floor(place[1])
    rect = Rect(x, y, 1, 1).grown(radius) & document.canvas
    if rect.empty:
        return None
    if all_layers:
        picture = to8(composite(document, rect))
    else:
        picture = to8(layer_picture(document, seen_layer(document, "take its colours"), rect))
    down, across = np.ogrid[rect.y : rect.bottom, rect.x : rect.right]
    near = (across - x) ** 2 + (down - y) ** 2 <= radius * radius
    weights = picture[..., 3].astype(np.float64) * near
    if weights.sum() == 0:
        return None
    red, green, blue = np.rint(np.tensordot(weights, picture[..., :3], 2) / weights.sum()).astype(int).tolist()
    return red, green, blue, 255


TOOL = Pick
