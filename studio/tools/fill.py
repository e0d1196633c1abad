"""The bucket: pours the foreground colour over what has the colour that was clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.commands.paint import Paint
from studio.core.document import Command, Document, Part, Target
from studio.core.fields import Range, Says
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.picture import Mask
from studio.core.selection import bounds, mixed
from studio.core.tiles import TILE, Changes, area_of
from studio.tools.gestures import Gesture
from studio.tools.stroking import painted_layer
from studio.tools.tool import Pointer, Setting
from studio.tools.wand import alike

Colour = tuple[int, int, int, int]


@dataclass
class FillOptions:
    tolerance: Annotated[int, Says("Tolerance", "How much a colour may differ in red, green, blue or alpha."),
                         Range(0, 255)] = 32
    opacity: Annotated[float, Says("Opacity", "How much the colour covers."), Range(0, 1, 0.01, "", 2)] = 1.0
    contiguous: Annotated[bool, Says("Contiguous", "Only what hangs together with the place clicked.")] = True
    all_layers: Annotated[bool, Says("All layers", "Look at the whole picture, not the active layer alone.")] = False


class Fill(Gesture):
    id = "fill"
    title = "Bucket fill"
    icon = "paint-bucket"
    shortcut = "G"
    group = 3
    hint = "Click to pour the foreground colour over alike pixels"

    def __init__(self) -> None:
        self.options = FillOptions()
        self._layer = 0
        self._found: Mask | None = None
        self._colour: Colour = (0, 0, 0, 0)

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        layer = painted_layer(document)
        options = self.options
        self._layer, self._colour = layer.id, setting.foreground
        self._found = alike(document, at, options.tolerance, options.contiguous, options.all_layers)

    def release(self, document: Document, at: Pointer) -> Command | None:
        found, self._found = self._found, None
        layer = document.layer(self._layer) if found is not None else None
        if found is None or not isinstance(layer, PixelLayer):
            return None
        area = bounds(found)
        if document.selection is not None:
            area &= document.selection.bounds
        changes = poured(document, layer, found, area, self._colour, self.options.opacity)
        return Paint("Fill", Target(Part.PIXELS, layer.id), changes, area) if changes else None

    def cancel(self, document: Document) -> None:
        self._found = None


def poured(document: Document, layer: PixelLayer, found: Mask, area: Rect, colour: Colour, opacity: float) -> Changes:
    """The layer's tiles with `colour` laid over what `found` (the whole canvas) marks in `area`, where selected."""
    changes: Changes = {}
    for key in area.moved(-layer.offset).cells(TILE):
        part = area_of(key).moved(layer.offset) & area  # on the canvas
        share = found[part.slices].astype(np.float64) * (colour[3] * opacity / 255 / 255)
        if document.selection is not None:
            share *= document.selection.read(part) / 255
        inside = part.moved(-layer.offset)
        before = layer.pixels.read(inside)
        if layer.alpha_locked:
            share[before[..., 3] == 0] = 0
        touched = share > 0
        if touched.any():
            before[touched] = laid_over(before[touched], colour, share[touched], layer.alpha_locked)
            changes |= layer.pixels.planned(inside, before)
    return changes


def laid_over(pixels: NDArray[Any], colour: Colour, share: NDArray[np.float64], alpha_locked: bool) -> NDArray[Any]:
    """Straight-alpha pixels (n, 4) under the opaque colour laid with strength `share` (n,): source-over."""
    opaque = np.empty_like(pixels)
    opaque[:] = np.array((*colour[:3], 255)) * (257 if pixels.dtype == np.uint16 else 1)
    if alpha_locked:
        opaque[:, 3] = pixels[:, 3]  # equal alphas weigh equally: only the colours mix
    return opaque if (share >= 1).all() else mixed(pixels, opaque, share)


TOOL = Fill
