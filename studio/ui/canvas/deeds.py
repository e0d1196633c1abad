"""What one can do to the view and the tool in hand, with its keys: tools, zoom, turning, brush, comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui import icons
from studio.ui.canvas import tuning
from studio.ui.canvas.toolbar import in_order

if TYPE_CHECKING:
    from studio.ui.canvas.view import CanvasView
    from studio.ui.desk import Desk

TURN = 15
"""Degrees a key turns the view."""


def register_tools(desk: Desk) -> None:
    first = True
    for tool in (tool for group in in_order(desk.tools) for tool in group):
        desk.actions.add(
            f"tool.{tool.id}", tool.title, tool.icon, tool.shortcut,
            lambda id=tool.id: desk.choose_tool(id) if id != desk.tool.id  # type: ignore[misc]
            else desk.tool_changed.emit(),
            menu="Edit/Tools", tooltip=tool.title, checkable=True, checked=tool.id == desk.tool.id, line=first)
        first = False


def register_view(desk: Desk, view: CanvasView) -> None:
    """Zooming, turning and mirroring the view; none of it changes the picture."""
    add = desk.actions.add

    def opened() -> bool:
        return view.sight is not None

    def compare() -> None:
        view.divider.show_it(not view.divider.wanted)
        view.compared.emit(view.divider.wanted)

    add("view.zoom_in", "Zoom in", "magnifying-glass-plus", "Ctrl++; Ctrl+=; +", view.zoom_in, menu="View",
        enabled=opened, line=True, tooltip="Closer to the picture")
    add("view.zoom_out", "Zoom out", "magnifying-glass-minus", "Ctrl+-; -", view.zoom_out, menu="View",
        enabled=opened, tooltip="Further from the picture")
    add("view.fit", "Fit in window", "frame-corners", "Ctrl+0", view.fit, menu="View", enabled=opened,
        tooltip="The whole picture, as large as it goes")
    add("view.actual", "Actual pixels", "number-circle-one", "Ctrl+1", lambda: view.zoom_to(1.0), menu="View",
        enabled=opened, tooltip="One pixel of the picture is one of the screen")
    add("view.turn_left", "Turn view left", "arrow-counter-clockwise", "4", lambda: view.rotate(-TURN), menu="View",
        enabled=opened, line=True, tooltip="Turn the sheet, not the picture, to the left")
    add("view.straighten", "Straighten view", "align-top", "5", view.straighten, menu="View", enabled=opened,
        tooltip="The sheet upright again")
    add("view.turn_right", "Turn view right", "arrow-clockwise", "6", lambda: view.rotate(TURN), menu="View",
        enabled=opened, tooltip="Turn the sheet, not the picture, to the right")
    add("view.mirror", "Mirror view", "arrows-left-right", "M", view.mirror, menu="View", enabled=opened,
        tooltip="See the picture as in a mirror, without changing it")
    veil = add("view.veil", "Show mask", "eye", "Ctrl+H", lambda: view.show_veil(veil.isChecked()), menu="View",
               line=True, tooltip="Show or hide the mask over the picture", checkable=True, checked=True)
    veil.toggled.connect(lambda shown: veil.setIcon(icons.icon("eye" if shown else "eye-slash")))
    view.veiled.connect(veil.setChecked)
    wipe = add("view.compare", "Compare with the original", "square-half", "Shift+C", compare, menu="View",
               enabled=opened, checkable=True,
               tooltip="A divider with the picture as it was opened on its left; hold Tab to see all of it")
    view.compared.connect(wipe.setChecked)


def register_brush(desk: Desk, view: CanvasView) -> None:
    """Size, hardness and opacity of whichever brush is in hand."""
    def has(name: str) -> bool:
        return bool(desk.tools) and hasattr(desk.tool.options, name)

    def size(up: bool) -> None:
        if has("size"):
            now = float(desk.tool.options.size)
            view.tune("size", tuning.larger(now) if up else tuning.smaller(now))

    def step(name: str, by: float) -> None:
        if has(name):
            view.tune(name, round(float(getattr(desk.tool.options, name)) + by, 4))

    add = desk.actions.add
    add("brush.larger", "Larger brush", "plus-circle", "]", lambda: size(True), menu="Edit/Brush", line=True,
        tooltip="A wider tip")
    add("brush.smaller", "Smaller brush", "minus-circle", "[", lambda: size(False), menu="Edit/Brush",
        tooltip="A narrower tip")
    add("brush.harder", "Harder brush", "circle", "Shift+]", lambda: step("hardness", 0.1), menu="Edit/Brush",
        tooltip="A crisper edge")
    add("brush.softer", "Softer brush", "circle-dashed", "Shift+[", lambda: step("hardness", -0.1), menu="Edit/Brush",
        tooltip="A softer edge")
    add("brush.opaquer", "More opaque brush", "drop", ".", lambda: step("opacity", 0.1), menu="Edit/Brush",
        tooltip="A stroke covers more")
    add("brush.fainter", "Fainter brush", "drop-half", ",", lambda: step("opacity", -0.1), menu="Edit/Brush",
        tooltip="A stroke covers less")
