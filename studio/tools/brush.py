"""The brush: paints the foreground colour on the active layer."""

from __future__ import annotations

from studio.core.document import Document, Part, Target
from studio.core.ink import Colour, Ink
from studio.core.layers import PixelLayer
from studio.tools.stroking import FlowOptions, StrokeTool, painted_layer
from studio.tools.tool import Pointer, Setting


class Brush(StrokeTool):
    id = "brush"
    title = "Brush"
    icon = "paint-brush"
    shortcut = "B"
    group = 1
    hint = "Drag to paint · Shift+click for a straight line"

    def __init__(self) -> None:
        super().__init__()
        self.options = FlowOptions()

    def target(self, document: Document, setting: Setting) -> Target:
        return Target(Part.PIXELS, painted_layer(document).id)

    def ink(self, document: Document, target: Target, at: Pointer, setting: Setting) -> Ink:
        layer = document.layer(target.layer)
        assert isinstance(layer, PixelLayer)
        return Colour(setting.foreground, document.selection, layer.alpha_locked)


TOOL = Brush
