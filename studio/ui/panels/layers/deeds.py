"""What the Layers panel does to a document: each deed is one command on the layers that are chosen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from studio.core.commands.layer_masks import AddLayerMask
from studio.core.commands.layers import (
    DuplicateLayers,
    GroupLayers,
    InsertLayer,
    MoveLayers,
    RemoveLayers,
    SetProperty,
    topmost,
)
from studio.core.commands.selection import LayerToSelection
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.tiles import Tiles


class Gap(NamedTuple):
    """A place between layers: group `parent` (0 = root) and how many of its children lie below."""

    parent: int
    below: int


def free_name(document: Document, word: str) -> str:
    """ "Layer 3": the first number that no layer's name has taken."""
    taken = {layer.name for layer in document.root.walk()}
    number = 1
    while f"{word} {number}" in taken:
        number += 1
    return f"{word} {number}"


def new_layer(document: Document) -> None:
    pixels = Tiles(4, np.uint16 if document.depth == 16 else np.uint8)
    layer = PixelLayer(free_name(document, "Layer"), pixels=pixels)
    document.do(InsertLayer(layer, *document.place()))


def new_group(document: Document) -> None:
    """Around the chosen layers when there are several, else an empty one above the active layer."""
    name = free_name(document, "Group")
    if len(document.chosen) > 1:
        document.do(GroupLayers(document.chosen, name))
    else:
        document.do(InsertLayer(Group(name), *document.place(), title="New group"))


def duplicate(document: Document) -> None:
    document.do(DuplicateLayers(document.chosen))


def delete(document: Document) -> None:
    document.do(RemoveLayers(document.chosen))


def rename(document: Document, layer: int, name: str) -> None:
    document.do(SetProperty(layer, "name", name))


def switch(document: Document, layers: tuple[int, ...], name: str) -> None:
    """Turns an on-or-off property of `layers` to what the first of them has not."""
    if not layers:
        raise BadRequest("No layer is chosen.", "Choose one in the Layers panel first.")
    document.do(SetProperty(layers, name, not getattr(document.layer(layers[0]), name)))


def unfold(document: Document, group: Group, opened: bool) -> None:
    """Shows or hides what a group holds. Only a way of looking: no step of undo, and redo stays possible."""
    if group.expanded != opened:
        document.changed.emit(SetProperty(group.id, "expanded", opened).do(document))


def move(document: Document, layers: tuple[int, ...], gap: Gap) -> None:
    """Does nothing where the layers would come to lie as they do now."""
    command = MoveLayers(layers, gap.parent, gap.below)
    puts, _ = command.plan(document)
    if any(getattr(put.owner, put.name) != put.value for put in puts):
        document.do(command)


def step(document: Document, up: bool) -> None:
    """The chosen layers one place up or down: into an open group, past a closed one, out at a group's end."""
    moved = topmost(document, document.chosen)
    edge = moved[-1] if up else moved[0]
    parent = document.parent(edge)
    siblings = parent.children
    beyond = siblings[siblings.index(edge) + 1:] if up else siblings[:siblings.index(edge)][::-1]
    other = next((layer for layer in beyond if layer not in moved), None)
    gap = _beside(document, other, parent, up)
    if gap is not None:
        move(document, document.chosen, gap)


def _beside(document: Document, other: Layer | None, parent: Group, up: bool) -> Gap | None:
    if other is None:
        if parent is document.root:
            return None
        return gap_at(document, parent, above=up)
    if isinstance(other, Group) and other.expanded:
        return Gap(other.id, 0 if up else len(other.children))
    return gap_at(document, other, above=up)


def gap_at(document: Document, layer: Layer, above: bool) -> Gap:
    """The gap right above or below `layer`."""
    parent = document.parent(layer)
    index = parent.children.index(layer)
    return Gap(0 if parent is document.root else parent.id, index + 1 if above else index)


def add_mask(document: Document) -> None:
    """Shows what is selected, or everything where nothing is."""
    document.do(AddLayerMask(document.active, document.selection))


def outline(document: Document, layer: int) -> None:
    """Selects what is on the layer."""
    document.do(LayerToSelection(layer))
