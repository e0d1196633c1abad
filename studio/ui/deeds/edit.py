"""Back and forth, and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QGuiApplication

from studio.core.commands.paint import Paint
from studio.core.commands.swap import pixels_in
from studio.core.document import Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.picture import to8
from studio.ui.deeds.file import refuse_without
from studio.ui.pictures import image_of

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.ui.window import Window


def chosen_pixels(document: Document) -> tuple[PixelLayer, Rect]:
    """The active layer and what of the canvas is selected on it; all of it when nothing is."""
    layer = document.active_layer
    if not isinstance(layer, PixelLayer):
        raise BadRequest("No layer with pixels is active.", "Choose a layer in the Layers panel.")
    selection = document.selection
    area = document.canvas if selection is None else selection.content & document.canvas
    return layer, area & layer.pixels.bounds.moved(layer.offset)


def coverage(document: Document, area: Rect) -> Any:
    """H × W of 0 … 1: how much each pixel is selected."""
    if document.selection is None:
        return np.ones((area.height, area.width), np.float32)
    return document.selection.read(area).astype(np.float32) / 255


def copied(document: Document, merged: bool = False) -> Picture:
    """What is selected, of the active layer or of the whole picture; soft edges become transparency. uint8."""
    if merged:
        from studio.core.composite import composite

        area = document.canvas if document.selection is None else document.selection.content & document.canvas
        picture = to8(composite(document, area)) if not area.empty else None
    else:
        layer, area = chosen_pixels(document)
        picture = to8(layer.pixels.read(area.moved(-layer.offset))) if not area.empty else None
    if picture is None:
        raise BadRequest("There is nothing to copy here.", "Select a part of the picture that has pixels.")
    picture = picture.copy()
    picture[..., 3] = np.rint(picture[..., 3] * coverage(document, area))
    return picture


def cleared(document: Document, title: str = "Clear") -> Paint | None:
    """Takes away what is selected on the active layer; None when there is nothing."""
    layer, area = chosen_pixels(document)
    if area.empty:
        return None
    document.editable(layer.id)
    if layer.alpha_locked:
        raise BadRequest(f"The transparency of “{layer.name}” is locked.", "Unlock it to erase.")
    inside = area.moved(-layer.offset)
    pixels = layer.pixels.read(inside)
    pixels[..., 3] = np.rint(pixels[..., 3] * (1 - coverage(document, area)))
    pixels[pixels[..., 3] == 0] = 0
    return Paint(title, Target(Part.PIXELS, layer.id), layer.pixels.planned(inside, pixels), area)


def register(window: Window) -> None:
    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def opened() -> bool:
        return desk.document is not None

    def has_pixels() -> bool:
        return desk.document is not None and isinstance(desk.document.active_layer, PixelLayer)

    def undo() -> None:
        """What is still being worked out is what came last."""
        if not desk.labours.give_up(document()):
            document().undo()

    def undoable() -> bool:
        return desk.document is not None and (bool(desk.document.history.done) or desk.labours.of(desk.document))

    def copy(merged: bool = False) -> None:
        here = document()
        work = pixels_in([here.root]) if merged else 4 * here.size.area
        desk.labours.do(here, "Copy", work, lambda there: image_of(copied(there, merged)),
                        QGuiApplication.clipboard().setImage)

    def clear(title: str = "Clear") -> None:
        here = document()

        def done(command: Paint | None) -> None:
            if command is not None:
                here.do(command)

        desk.labours.do(here, title, 8 * here.size.area, lambda there: cleared(there, title), done, anew=True)

    def cut() -> None:
        copy()
        clear("Cut")

    add("edit.undo", "Undo", "arrow-u-up-left", "Ctrl+Z", undo, menu="Edit", enabled=undoable,
        tooltip="Take the last step back")
    add("edit.redo", "Redo", "arrow-u-up-right", "Ctrl+Shift+Z; Ctrl+Y", lambda: document().redo(), menu="Edit",
        enabled=lambda: bool(desk.document and desk.document.history.undone), tooltip="Do the step again")
    add("edit.cut", "Cut", "scissors", "Ctrl+X", cut, menu="Edit", enabled=has_pixels, line=True,
        tooltip="Copy what is selected and take it away")
    add("edit.copy", "Copy", "copy", "Ctrl+C", copy, menu="Edit", enabled=has_pixels,
        tooltip="Copy what is selected of this layer")
    add("edit.copy_merged", "Copy merged", "copy-simple", "Ctrl+Shift+C", lambda: copy(True), menu="Edit",
        enabled=opened, tooltip="Copy what is selected of all layers together")
    add("edit.paste", "Paste as layer", "clipboard-text", "Ctrl+V", window.intake.paste, menu="Edit",
        tooltip="Put the copied picture on a layer of its own")
    add("edit.clear", "Clear", "backspace", "Delete", clear, menu="Edit", enabled=has_pixels,
        tooltip="Take away what is selected on this layer")
    add("edit.swap_colours", "Swap colours", "swap", "X", window.swap_colours, menu="Edit", line=True,
        tooltip="Front colour to the back, and back to the front")
    add("edit.default_colours", "Default colours", "circle-half", "D", window.default_colours, menu="Edit",
        tooltip="Black in front of white")
