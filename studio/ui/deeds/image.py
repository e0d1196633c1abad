"""The whole picture: its size, its edges, its turning, its depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.core.geometry import Rect
from studio.ui.deeds.file import refuse_without
from studio.ui.dialogs import asked

if TYPE_CHECKING:
    from studio.core.document import Command, Document
    from studio.ui.window import Window


@dataclass(frozen=True)
class PictureSize:
    width: Annotated[int, Says("Width"), Range(1, 16384, 1, " px")] = 1024
    height: Annotated[int, Says("Height"), Range(1, 16384, 1, " px")] = 1024


@dataclass(frozen=True)
class CanvasRoom:
    """How far the canvas reaches beyond what it is now; negative numbers cut."""

    left: Annotated[int, Says("Left"), Range(-16384, 16384, 1, " px")] = 0
    top: Annotated[int, Says("Top"), Range(-16384, 16384, 1, " px")] = 0
    right: Annotated[int, Says("Right"), Range(-16384, 16384, 1, " px")] = 0
    bottom: Annotated[int, Says("Bottom"), Range(-16384, 16384, 1, " px")] = 0


def roomier(canvas: Rect, room: CanvasRoom) -> Rect:
    return Rect.between(-room.left, -room.top, canvas.width + room.right, canvas.height + room.bottom)


def register(window: Window) -> None:
    from studio.core.commands import canvas

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def opened() -> bool:
        return desk.document is not None

    def do(command: Command) -> None:
        document().do(command)

    def scale() -> None:
        size = document().size
        wanted = asked(PictureSize, "Picture size", "Scale", window, {"width": size.width, "height": size.height})
        if wanted is not None and (wanted.width, wanted.height) != size:
            do(canvas.ScaleImage((wanted.width, wanted.height)))

    def enlarge() -> None:
        wanted = asked(CanvasRoom, "Canvas size", "Change", window)
        if wanted is not None and wanted != CanvasRoom():
            do(canvas.ResizeCanvas(roomier(document().canvas, wanted)))

    def crop() -> None:
        selection = document().selection
        area = document().canvas if selection is None else selection.content & document().canvas
        if selection is None or area.empty:
            raise BadRequest("Nothing is selected to crop to.", "Draw a rectangle with the rectangle tool (R).")
        do(canvas.Crop(area))

    def deepen() -> None:
        do(canvas.ConvertDepth(8 if document().depth == 16 else 16))

    add("image.scale", "Picture size…", "arrows-out", "Ctrl+Alt+I", scale, menu="Image", enabled=opened,
        tooltip="Scale the picture with all its layers")
    add("image.canvas", "Canvas size…", "frame-corners", "Ctrl+Alt+C", enlarge, menu="Image", enabled=opened,
        tooltip="Give the canvas more room, or cut it")
    add("image.crop", "Crop to selection", "crop", "", crop, menu="Image",
        enabled=lambda: bool(desk.document and desk.document.selection is not None),
        tooltip="Cut the canvas to what is selected")
    add("image.flip_across", "Flip left to right", "arrows-left-right", "", lambda: do(canvas.FlipImage(True)),
        menu="Image", enabled=opened, line=True)
    add("image.flip_down", "Flip top to bottom", "arrows-down-up", "", lambda: do(canvas.FlipImage(False)),
        menu="Image", enabled=opened)
    add("image.turn_right", "Turn right", "arrow-clockwise", "", lambda: do(canvas.RotateImage(90)), menu="Image",
        enabled=opened, tooltip="Turn the picture by 90° to the right")
    add("image.turn_left", "Turn left", "arrow-counter-clockwise", "", lambda: do(canvas.RotateImage(270)),
        menu="Image", enabled=opened, tooltip="Turn the picture by 90° to the left")
    add("image.turn_over", "Turn upside down", "arrows-clockwise", "", lambda: do(canvas.RotateImage(180)),
        menu="Image", enabled=opened, tooltip="Turn the picture by 180°")
    add("image.depth", "Change between 8 and 16 bit", "palette", "", deepen, menu="Image", enabled=opened, line=True,
        tooltip="16 bit keeps finer steps and takes twice the memory")
