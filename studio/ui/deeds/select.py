"""What is selected, and the mask that says where a model may paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from studio.core.fields import Range, Says
from studio.ui.deeds.file import refuse_without
from studio.ui.deeds.layer import active
from studio.ui.dialogs import asked

if TYPE_CHECKING:
    from studio.core.commands.selection import Edge
    from studio.core.document import Command, Document, Target
    from studio.ui.window import Window


@dataclass(frozen=True)
class Amount:
    pixels: Annotated[int, Says("By", "How far."), Range(1, 500, 1, " px")] = 8


def register(window: Window) -> None:
    _selection(window)
    _edges(window)
    _mask(window)


def _selection(window: Window) -> None:
    from studio.core.commands import selection as commands

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def opened() -> bool:
        return desk.document is not None

    def selected() -> bool:
        return bool(desk.document and desk.document.selection is not None)

    def do(command: Command) -> None:
        document().do(command)

    add("select.all", "Select all", "selection-all", "Ctrl+A", lambda: do(commands.SelectAll()), menu="Select",
        enabled=opened, tooltip="Select the whole canvas")
    add("select.none", "Deselect", "selection-slash", "Ctrl+D; Ctrl+Shift+A", lambda: do(commands.Deselect()),
        menu="Select", enabled=selected, tooltip="Select nothing: tools work everywhere")
    add("select.again", "Reselect", "selection-background", "Ctrl+Shift+D", lambda: do(commands.Reselect()),
        menu="Select", enabled=lambda: opened() and not selected(), tooltip="Bring the last selection back")
    add("select.invert", "Invert selection", "selection-inverse", "Ctrl+I", lambda: do(commands.InvertSelection()),
        menu="Select", enabled=opened, tooltip="Select what is not selected")
    add("select.layer", "Select what the layer covers", "selection-plus", "",
        lambda: do(commands.LayerToSelection(active(document()).id)), menu="Select",
        enabled=lambda: bool(desk.document and desk.document.active_layer),
        tooltip="Select where the active layer has pixels")


def _edges(window: Window) -> None:
    from studio.core.commands.selection import Edge, ModifySelection
    from studio.core.document import MASK, SELECTION

    desk, add = window.desk, window.desk.actions.add

    def selected() -> bool:
        return bool(desk.document and desk.document.selection is not None)

    def marked() -> bool:
        return bool(desk.document and len(desk.document.mask))

    def change(edge: Edge, title: str, target: Target) -> None:
        document = refuse_without(desk.document)
        last = int(desk.settings.recall(f"edge.{edge.value}", 8))
        wanted = asked(Amount, title, title.split()[0], window, {"pixels": last})
        if wanted is not None:
            desk.settings.remember(f"edge.{edge.value}", wanted.pixels)
            document.do(ModifySelection(edge, wanted.pixels, target))

    for edge, icon, keys, what in (
        (Edge.GROW, "arrows-out-simple", "", "Widen {} by some pixels"),
        (Edge.SHRINK, "arrows-in-simple", "", "Narrow {} by some pixels"),
        (Edge.FEATHER, "drop-half", "Shift+F6", "Soften the edge of {}"),
        (Edge.BORDER, "selection", "", "Keep only a band along the edge of {}"),
    ):
        name = edge.value.capitalize()
        add(f"select.{edge.value}", f"{name} selection…", icon, keys,
            lambda edge=edge, name=name: change(edge, f"{name} selection", SELECTION),  # type: ignore[misc]
            menu="Select", enabled=selected, line=edge is Edge.GROW, tooltip=what.format("the selection"))
        add(f"mask.{edge.value}", f"{name} mask…", icon, "",
            lambda edge=edge, name=name: change(edge, f"{name} mask", MASK),  # type: ignore[misc]
            menu="Select/Mask", enabled=marked, tooltip=what.format("the mask"))


def _mask(window: Window) -> None:
    from studio.core.commands import selection as commands

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def marked() -> bool:
        return bool(desk.document and len(desk.document.mask))

    def do(command: Command) -> None:
        document().do(command)

    add("mask.from_selection", "Mask from selection", "selection-foreground", "Ctrl+M",
        lambda: do(commands.MaskFromSelection()), menu="Select", line=True,
        enabled=lambda: bool(desk.document and desk.document.selection is not None),
        tooltip="Let models paint where it is selected")
    add("mask.to_selection", "Selection from mask", "selection", "Ctrl+Shift+M",
        lambda: do(commands.SelectionFromMask()), menu="Select", enabled=marked, tooltip="Select what is masked")
    add("mask.invert", "Invert mask", "selection-inverse", "Ctrl+Shift+I", lambda: do(commands.InvertMask()),
        menu="Select/Mask", enabled=lambda: desk.document is not None,
        tooltip="Mask what is not masked")
    add("mask.clear", "Clear mask", "x", "Ctrl+Shift+Backspace", lambda: do(commands.ClearMask()),
        menu="Select/Mask", enabled=marked, tooltip="Take the whole mask away")
