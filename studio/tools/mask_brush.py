"""The mask brush: marks where a model may paint, or how much of a layer shows when its mask is being edited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from studio.core.document import MASK, Document, Part, Target
from studio.core.fields import Range, Says
from studio.core.ink import Ink, Mark
from studio.tools.stroking import StrokeTool, TipOptions
from studio.tools.tool import Held, Pointer, Setting


class Way(Enum):
    """Whether a stroke marks or unmarks."""

    ADD = "add"
    ERASE = "erase"


@dataclass
class MaskOptions(TipOptions):
    """`feather` and `grow` change nothing in the painted mask: they are what the Fill task starts from."""

    way: Annotated[Way, Says("Paint", "Add to the mask, or erase from it. Alt does the other.")] = Way.ADD
    feather: Annotated[int, Says("Feather", "Softens the border of what is filled."), Range(0, 256, 1, " px")] = 4
    grow: Annotated[int, Says("Grow", "Widens the mask before filling."), Range(0, 256, 1, " px")] = 4


class MaskBrush(StrokeTool):
    """Works on the mask of the layer whose id stands in `setting.extra["layer_mask"]` while that layer is the active
    one and has a mask; else on the document's mask."""

    id = "mask_brush"
    title = "Mask brush"
    icon = "mask-brush"
    shortcut = "Q"
    group = 1
    hint = "Drag to paint the mask · [ ] change size · Alt erases"

    def __init__(self) -> None:
        super().__init__()
        self.options = MaskOptions()

    def target(self, document: Document, setting: Setting) -> Target:
        layer = document.active_layer
        if layer is not None and layer.mask is not None and setting.extra.get("layer_mask") == layer.id:
            return Target(Part.LAYER_MASK, layer.id)
        return MASK

    def ink(self, document: Document, target: Target, at: Pointer, setting: Setting) -> Ink:
        marks = (self.options.way is Way.ADD) != bool(at.held & Held.ALT)
        return Mark(255 if marks else 0, document.tiles(target).empty, document.selection)


TOOL = MaskBrush
