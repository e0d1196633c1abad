"""Layers: made, grouped, moved, merged, masked, hidden and locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.errors import BadRequest
from studio.core.layers import Group, Layer
from studio.ui.deeds.file import refuse_without

if TYPE_CHECKING:
    from studio.core.document import Command, Document
    from studio.ui.window import Window


def active(document: Document) -> Layer:
    layer = document.active_layer
    if layer is None:
        raise BadRequest("No layer is active.", "Choose one in the Layers panel.")
    return layer


def register(window: Window) -> None:
    _tree(window)
    _masks(window)
    _properties(window)


def _tree(window: Window) -> None:
    from studio.core.commands import layers, merge
    from studio.ui.panels.layers import deeds

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def opened() -> bool:
        return desk.document is not None

    def some() -> bool:
        return bool(desk.document and desk.document.active_layer)

    def do(command: Command) -> None:
        document().do(command)

    add("layer.new", "New layer", "plus", "Ctrl+L", lambda: deeds.new_layer(document()), menu="Layer", enabled=opened,
        tooltip="An empty layer above this one")
    add("layer.new_group", "New group", "folder-plus", "", lambda: deeds.new_group(document()), menu="Layer",
        enabled=opened, tooltip="A group above this layer, around all that are chosen when there are several")
    add("layer.duplicate", "Duplicate", "copy", "Ctrl+J", lambda: deeds.duplicate(document()), menu="Layer",
        enabled=some, tooltip="A copy of the chosen layers")
    add("layer.delete", "Delete layer", "trash", "", lambda: deeds.delete(document()), menu="Layer", enabled=some,
        tooltip="Delete the chosen layers")
    add("layer.group", "Group layers", "folder", "Ctrl+G", lambda: do(layers.GroupLayers(document().chosen)),
        menu="Layer", enabled=some, line=True, tooltip="Put the chosen layers into a group")
    add("layer.ungroup", "Ungroup", "folder-minus", "Ctrl+Shift+G",
        lambda: do(layers.UngroupLayers(document().chosen)), menu="Layer",
        enabled=lambda: bool(desk.document and isinstance(desk.document.active_layer, Group)),
        tooltip="Take the layers out of their group")
    add("layer.raise", "Raise", "arrow-up", "Ctrl+]", lambda: deeds.step(document(), up=True), menu="Layer",
        enabled=some, tooltip="One step up in the pile")
    add("layer.lower", "Lower", "arrow-down", "Ctrl+[", lambda: deeds.step(document(), up=False), menu="Layer",
        enabled=some, tooltip="One step down in the pile")
    add("layer.merge_down", "Merge down", "arrow-line-down", "Ctrl+E",
        lambda: do(merge.MergeDown(active(document()).id)), menu="Layer", enabled=some, line=True,
        tooltip="Join this layer with the one below it")
    add("layer.merge_visible", "Merge visible", "stack-simple", "", lambda: do(merge.MergeVisible()), menu="Layer",
        enabled=opened, tooltip="Join all layers that show")
    add("layer.flatten", "Flatten", "stack", "", lambda: do(merge.FlattenAll()), menu="Layer", enabled=opened,
        tooltip="Join everything into one layer")


def _masks(window: Window) -> None:
    from studio.core.commands import layer_masks

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def masked() -> bool:
        layer = desk.document.active_layer if desk.document else None
        return layer is not None and layer.mask is not None

    def unmasked() -> bool:
        layer = desk.document.active_layer if desk.document else None
        return layer is not None and layer.mask is None

    def here() -> int:
        return active(document()).id

    add("layer.mask_all", "Add layer mask", "circle-half", "",
        lambda: document().do(layer_masks.AddLayerMask(here(), document().selection)), menu="Layer/Mask",
        enabled=unmasked, tooltip="A mask that shows what is selected, or everything")
    add("layer.mask_from_mask", "Add layer mask from the mask", "selection-foreground", "",
        lambda: document().do(layer_masks.AddLayerMask(here(), document().mask)), menu="Layer/Mask",
        enabled=lambda: unmasked() and bool(desk.document and len(desk.document.mask)),
        tooltip="A layer mask that shows what is painted as mask")
    add("layer.mask_apply", "Apply layer mask", "check", "",
        lambda: document().do(layer_masks.ApplyLayerMask(here())), menu="Layer/Mask", enabled=masked,
        tooltip="Take away for good what the mask hides")
    add("layer.mask_delete", "Delete layer mask", "trash", "",
        lambda: document().do(layer_masks.RemoveLayerMask(here())), menu="Layer/Mask", enabled=masked,
        tooltip="Show the whole layer again")


def _properties(window: Window) -> None:
    from studio.core.commands.layers import SetProperty
    from studio.core.layers import Mode

    desk, add = window.desk, window.desk.actions.add

    def document() -> Document:
        return refuse_without(desk.document)

    def some() -> bool:
        return bool(desk.document and desk.document.active_layer)

    def turn(name: str) -> None:
        value = not getattr(active(document()), name)
        document().do(SetProperty(document().chosen, name, value))

    def blend(mode: Mode) -> None:
        document().do(SetProperty(document().chosen, "mode", mode))

    add("layer.visible", "Show or hide", "eye", "Ctrl+;", lambda: turn("visible"), menu="Layer", enabled=some,
        line=True, tooltip="Show or hide the chosen layers")
    add("layer.locked", "Lock or unlock", "lock-simple", "Ctrl+/", lambda: turn("locked"), menu="Layer", enabled=some,
        tooltip="Protect the chosen layers from every change")
    add("layer.alpha_locked", "Lock or unlock transparency", "grid-four", "/", lambda: turn("alpha_locked"),
        menu="Layer", enabled=some, tooltip="Colour may change, coverage not")
    for mode in Mode:
        add(f"layer.mode.{mode.value.removeprefix('svg:')}", mode.label, "intersect", "",
            lambda mode=mode: blend(mode), menu="Layer/Blend mode", enabled=some,  # type: ignore[misc]
            tooltip=f"Blend the chosen layers as “{mode.label}”")
