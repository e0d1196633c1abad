"""What the hand is doing while a button is down: painting with a tool, moving the sheet, or sizing the brush."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF

from studio.core.errors import PentimentoError
from studio.tools.tool import Pointer

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.tools.tool import Tool
    from studio.ui.canvas.view import CanvasView


class Gesture(Protocol):
    def move(self, at: QPointF, pointer: Pointer) -> None: ...
    def end(self) -> None: ...
    def cancel(self) -> None: ...


class Pan:
    """The sheet follows the hand."""

    def __init__(self, view: CanvasView, at: QPointF) -> None:
        self._view = view
        self._last = at

    def move(self, at: QPointF, pointer: Pointer) -> None:
        by, self._last = at - self._last, at
        self._view.place(self._view.transform.panned(by.x(), by.y()))

    def end(self) -> None:
        pass

    cancel = end


class Stroke:
    """A tool at work. Whatever it refuses is said, and the stroke is over: the canvas goes on."""

    def __init__(self, view: CanvasView, tool: Tool, document: Document) -> None:
        self._view = view
        self._tool = tool
        self._document = document
        self._last = Pointer(0, 0)
        self._colours = view.desk.setting.foreground, view.desk.setting.background

    def begin(self, pointer: Pointer) -> bool:
        self._last = pointer
        try:
            self._tool.press(self._document, pointer, self._view.desk.setting)
        except PentimentoError as error:
            self._refused(error)
            return False
        self._tell_colours()
        return True

    def move(self, at: QPointF, pointer: Pointer) -> None:
        self._last = pointer
        try:
            self._tool.drag(self._document, pointer)
        except PentimentoError as error:
            self._refused(error)
            self._view.hands.forget()
        self._tell_colours()

    def end(self) -> None:
        """The pen is up where it was last seen."""
        try:
            command = self._tool.release(self._document, self._last)
            if command is not None:
                self._document.do(command)
        except PentimentoError as error:
            self._refused(error)
        self._tell_colours()

    def cancel(self) -> None:
        self._tool.cancel(self._document)

    def _tell_colours(self) -> None:
        """A picker writes colours without knowing of the window: the swatches hear of it here."""
        setting = self._view.desk.setting
        if self._colours != (setting.foreground, setting.background):
            self._colours = setting.foreground, setting.background
            self._view.desk.colours_changed.emit()

    def _refused(self, error: PentimentoError) -> None:
        self._tool.cancel(self._document)
        self._view.desk.say(error.message, error.hint, "error")


class SizeBrush:
    """Right is larger, up is harder; the ring stays where it began."""

    def __init__(self, view: CanvasView, at: QPointF) -> None:
        options = view.desk.tool.options
        self._view = view
        self.at = at
        self._first = (float(options.size), float(options.hardness))

    def move(self, at: QPointF, pointer: Pointer) -> None:
        by = at - self.at
        self._view.tune("size", self._first[0] + 2 * by.x() / self._view.transform.scale)
        self._view.tune("hardness", self._first[1] - by.y() / 200)

    def end(self) -> None:
        pass

    def cancel(self) -> None:
        self._view.tune("size", self._first[0])
        self._view.tune("hardness", self._first[1])
