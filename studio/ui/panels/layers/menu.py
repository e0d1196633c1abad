"""The menu under the right mouse button in the Layers panel: only what can be done with the chosen layers now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from studio.core.commands.layer_masks import ApplyLayerMask, RemoveLayerMask
from studio.core.commands.layers import GroupLayers, UngroupLayers
from studio.core.commands.merge import MergeDown
from studio.core.document import Document
from studio.core.layers import Group, Layer, PixelLayer
from studio.ui import icons
from studio.ui.panels.layers import deeds
from studio.ui.shortcuts import shown

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.panels.layers.view import LayerList

Deed = Callable[[Document], object]

RECALL = "generate.recall"
"""The Generate panel's action that takes the settings back from the layer that was made with them."""


def menu_of(desk: Desk, document: Document, view: LayerList) -> QMenu:
    """Made anew each time it opens."""
    menu = QMenu(view)
    menu.setToolTipsVisible(True)

    def add(title: str, icon: str, deed: Deed, on: bool | None = None, like: str = "") -> None:
        """`like` is the window's action that does the same: its keys are shown."""
        keys = desk.actions.shortcuts.keys(like)
        action = menu.addAction(icons.icon(icon), f"{title}\t{shown(keys)}" if keys else title)
        if on is not None:
            action.setCheckable(True)
            action.setChecked(on)
        action.triggered.connect(lambda *_: view.attempt(deed))

    layer = document.active_layer
    add("New layer", "plus", deeds.new_layer, like="layer.new")
    add("New group", "folder-plus", deeds.new_group)
    if layer is None:
        return menu
    menu.addSeparator()
    rename = menu.addAction(icons.icon("pencil-simple"), "Rename\tF2")
    rename.triggered.connect(lambda *_: view.edit(view.currentIndex()))
    add("Duplicate", "copy", deeds.duplicate, like="layer.duplicate")
    if len(document.chosen) > 1:
        add("Group", "folder-simple-plus", lambda d: d.do(GroupLayers(d.chosen, deeds.free_name(d, "Group"))),
            like="layer.group")
    if isinstance(layer, Group):
        add("Ungroup", "folder-simple-minus", lambda d: d.do(UngroupLayers(d.chosen)), like="layer.ungroup")
        add("Isolate group", "selection", lambda d: deeds.switch(d, (layer.id,), "isolated"), layer.isolated)
    if document.parent(layer).children[0] is not layer:
        add("Merge down", "arrow-line-down", lambda d: d.do(MergeDown(layer.id)), like="layer.merge_down")
    if layer.generated and RECALL in desk.actions:
        menu.addAction(desk.actions[RECALL])
    menu.addSeparator()
    _masks(layer, add)
    add("Select what is on it", "selection-all", lambda d: deeds.outline(d, layer.id))
    menu.addSeparator()
    add("Locked", "lock-simple", lambda d: deeds.switch(d, d.chosen, "locked"), layer.locked)
    add("Transparency locked", "grid-four", lambda d: deeds.switch(d, d.chosen, "alpha_locked"), layer.alpha_locked)
    add("Visible\tSpace", "eye", lambda d: deeds.switch(d, d.chosen, "visible"), layer.visible)
    menu.addSeparator()
    add("Delete\tDel", "trash", deeds.delete)
    return menu


def _masks(layer: Layer, add: Callable[..., None]) -> None:
    if layer.mask is None:
        add("Add layer mask", "circle-half-tilt", deeds.add_mask)
        return
    add("Layer mask on", "circle-half-tilt", lambda d: deeds.switch(d, (layer.id,), "mask_enabled"),
        layer.mask_enabled)
    if isinstance(layer, PixelLayer):
        add("Apply layer mask", "check", lambda d: d.do(ApplyLayerMask(layer.id)))
    add("Delete layer mask", "x", lambda d: d.do(RemoveLayerMask(layer.id)))
