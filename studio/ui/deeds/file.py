"""Making, opening, saving and closing pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadRequest
from studio.core.fields import Range, Says
from studio.ui.dialogs import asked

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.session import Session
    from studio.ui.window import Window


class Depth(Enum):
    EIGHT = "8 bit"
    SIXTEEN = "16 bit"


class Ground(Enum):
    WHITE = "white"
    TRANSPARENT = "transparent"


@dataclass(frozen=True)
class NewPicture:
    width: Annotated[int, Says("Width"), Range(1, 16384, 1, " px")] = 1024
    height: Annotated[int, Says("Height"), Range(1, 16384, 1, " px")] = 1024
    ground: Annotated[Ground, Says("Ground", "What the first layer holds.")] = Ground.WHITE
    depth: Annotated[Depth, Says("Depth", "16 bit keeps finer steps and takes twice the memory.")] = Depth.EIGHT


def blank(new: NewPicture, name: str = "Untitled") -> Document:
    """A document with one layer, white or empty."""
    import numpy as np

    from studio.core.document import Document
    from studio.core.layers import PixelLayer
    from studio.core.tiles import Tiles

    deep = new.depth is Depth.SIXTEEN
    document = Document((new.width, new.height), depth=16 if deep else 8, name=name)
    kind = np.uint16 if deep else np.uint8
    layer = PixelLayer("Background", pixels=Tiles(4, kind))
    if new.ground is Ground.WHITE:
        white = np.full((new.height, new.width, 4), np.iinfo(kind).max, kind)
        layer.pixels.write(document.canvas, white)
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def register(window: Window) -> None:
    desk, filing, add = window.desk, window.filing, window.desk.actions.add

    def opened() -> bool:
        return desk.session is not None

    def front(run: Callable[[Session], object]) -> Callable[[], None]:
        def act() -> None:
            if desk.session is not None:
                run(desk.session)

        return act

    def new() -> None:
        last = desk.settings.recall("new", {})
        wanted = asked(NewPicture, "New picture", "Create", window, last)
        if wanted is not None:
            desk.settings.remember("new", {"width": wanted.width, "height": wanted.height})
            filing.start(blank(wanted))

    add("file.new", "New picture…", "plus", "Ctrl+N", new, menu="File", tooltip="New picture of a size you choose")
    add("file.from_clipboard", "New from clipboard", "clipboard", "Ctrl+Shift+N", window.intake.new_from_clipboard,
        menu="File", tooltip="New picture from what was copied")
    add("file.open", "Open…", "folder-open", "Ctrl+O", filing.choose, menu="File",
        tooltip="Open pictures and documents")
    add("file.save", "Save", "floppy-disk", "Ctrl+S", front(filing.save), menu="File", enabled=opened, line=True,
        tooltip="Save the document with all its layers")
    add("file.save_as", "Save as…", "floppy-disk-back", "Ctrl+Shift+S", front(filing.save_as), menu="File",
        enabled=opened, tooltip="Save the document under another name")
    add("file.export", "Export…", "export", "Ctrl+Shift+E", front(filing.export), menu="File", enabled=opened,
        tooltip="Write the picture as PNG, JPEG, WebP, TIFF, AVIF …")
    add("file.forget_recent", "Forget recent pictures", "clock-counter-clockwise", "", filing.recents.forget_all,
        menu="File", line=True, enabled=lambda: not filing.recents.empty,
        tooltip="Empty the list of recent pictures; the files stay")
    add("file.close", "Close", "x", "Ctrl+W", front(filing.close), menu="File", enabled=opened, line=True,
        tooltip="Close this picture")
    add("file.quit", "Quit", "sign-out", "Ctrl+Q", window.close, menu="File", tooltip="Close the studio")


def refuse_without(document: Document | None) -> Document:
    if document is None:
        raise BadRequest("No picture is open.", "Open one, or make a new one.")
    return document
