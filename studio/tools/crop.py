"""The cropper: frames what the picture is to be, inside or beyond what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from studio.core.commands.canvas import Crop, ResizeCanvas
from studio.core.document import Command, Document
from studio.core.fields import Says
from studio.core.geometry import Rect
from studio.tools.gestures import Gesture, far
from studio.tools.handles import PLACES, framed, grabbed, spots
from studio.tools.tool import Held, Outline, Pointer, Setting


class Ratio(Enum):
    """Width to height of the frame."""

    FREE = "free"
    ORIGINAL = "original"
    SQUARE = "1:1"
    PHOTO = "3:2"
    SCREEN = "4:3"
    WIDE = "16:9"


@dataclass
class CropOptions:
    ratio: Annotated[Ratio, Says("Ratio", "Width to height of the frame.")] = Ratio.FREE
    delete: Annotated[bool, Says("Delete outside", "Cut off what lies outside; else it is kept unseen.")] = True


class Cropper(Gesture):
    """Goes on over several gestures: Enter crops, Esc gives it up. A frame beyond the canvas makes that larger."""

    id = "crop"
    title = "Crop"
    icon = "crop"
    shortcut = "C"
    group = 4
    hint = "Drag a frame or its handles · Shift keeps its shape · Enter crops · Esc gives it up"

    def __init__(self) -> None:
        self.options = CropOptions()
        self._frame: Rect | None = None
        self._before: Rect | None = None
        self._from: Pointer | None = None
        self._handle: int | None = None

    def press(self, document: Document, at: Pointer, setting: Setting) -> None:
        frame = document.canvas if self._frame is None else self._frame
        self._before, self._from = self._frame, at
        self._handle = grabbed(spots(frame), at)
        if self._handle is not None:
            self._before = frame
        elif self._frame is not None and not holds(self._frame, at):
            self._before = None

    def drag(self, document: Document, at: Pointer) -> None:
        start, before = self._from, self._before
        if start is None or (at.x, at.y) == (start.x, start.y):
            return
        if self._handle is not None and before is not None:
            self._frame = self._resized(document, before, self._handle, start, at)
        elif before is not None:
            self._frame = before.moved((round(at.x - start.x), round(at.y - start.y)))
        elif far(start, at):
            self._frame = self._drawn(document, start, at)

    def release(self, document: Document, at: Pointer) -> None:
        self.drag(document, at)
        self._from = None

    def cancel(self, document: Document) -> None:
        self._frame = self._from = self._before = None

    def finish(self, document: Document) -> Command | None:
        frame = self._frame
        self.cancel(document)
        if frame is None or frame == document.canvas:
            return None
        return Crop(frame) if self.options.delete else ResizeCanvas(frame, "Crop")

    def outlines(self, document: Document) -> tuple[Outline, ...]:
        return framed(spots(document.canvas if self._frame is None else self._frame))

    def _shape(self, document: Document, held: Held, now: Rect | None) -> float | None:
        """Width to height that the frame must keep; None when it may be any."""
        ratio = self.options.ratio
        if ratio is Ratio.FREE:
            if not held & Held.SHIFT:
                return None
            return 1.0 if now is None else now.width / now.height
        if ratio is Ratio.ORIGINAL:
            return document.size.width / document.size.height
        across, down = ratio.value.split(":")
        return int(across) / int(down)

    def _drawn(self, document: Document, start: Pointer, at: Pointer) -> Rect:
        shape = self._shape(document, at.held, None)
        return framed_by((start.x, start.y), at.x - start.x, at.y - start.y, shape)

    def _resized(self, document: Document, before: Rect, handle: int, start: Pointer, at: Pointer) -> Rect:
        """The frame with one handle dragged; the opposite one stays."""
        across, down = PLACES[handle]
        shape = self._shape(document, at.held, before)
        x, y = spots(before)[(handle + 4) % 8]
        width = before.width * (2 * across - 1) + at.x - start.x
        height = before.height * (2 * down - 1) + at.y - start.y
        if across == 0.5:  # the upper or lower edge
            wide = before.width if shape is None else abs(height) * shape
            return framed_by((x - wide / 2, y), wide, height, None)
        if down == 0.5:
            high = before.height if shape is None else abs(width) / shape
            return framed_by((x, y - high / 2), width, high, None)
        return framed_by((x, y), width, height, shape)


def holds(frame: Rect, at: Pointer) -> bool:
    return frame.x <= at.x < frame.right and frame.y <= at.y < frame.bottom


def framed_by(fixed: tuple[float, float], width: float, height: float, shape: float | None) -> Rect:
    """Whole pixels from a corner that stays to one (width, height) away, at least one each way; `shape` kept."""
    if shape is not None:
        size = max(abs(width), abs(height) * shape)
        width, height = (size if width >= 0 else -size), (size / shape if height >= 0 else -size / shape)
    x, y = round(fixed[0]), round(fixed[1])
    across, down = round(width) or 1, round(height) or 1
    return Rect.between(min(x, x + across), min(y, y + down), max(x, x + across), max(y, y + down))


TOOL = Cropper
