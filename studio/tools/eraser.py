"""The eraser: takes the active layer's pixels away, softly or to the last."""

from __future__ import annotations

from studio.core.document import Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.ink import Eraser, Ink
from studio.tools.stroking import FlowOptions, StrokeTool, painted_layer
from studio.tools.tool import Pointer, Setting


class EraserTool(StrokeTool):
    id = "eraser"
    title = "Eraser"
    icon = "eraser"
    shortcut = "E"
    group = 1
    hint = "Drag to erase · Shift+click for a straight line"

    def __init__(self) -> None:
        super().__init__()
        self.options = FlowOptions()

    def target(self, document: Document, setting: Setting) -> Target:
        layer = painted_layer(document)
        if layer.alpha_locked:
            raise BadRequest(f"The transparency of “{layer.name}” is locked.", "Unlock it to erase.")
        return Target(Part.PIXELS, layer.id)

    def ink(self, document: Document, target: Target, at: Pointer, setting: Setting) -> Ink:
        return Eraser(document.selection)


TOOL = EraserTool
