"""The tree of layers: adding, removing, moving, grouping and copying them, and what each one is called and does."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

import numpy as np

from studio.core.commands.swap import Put, Swap
from studio.core.document import Change, Command, Document
from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer, next_id
from studio.core.picture import to8, to16
from studio.core.tiles import Tiles

Ids: TypeAlias = int | Iterable[int]


def ids_of(layers: Ids) -> tuple[int, ...]:
    return (layers,) if isinstance(layers, int) else tuple(layers)


def topmost(document: Document, layers: Ids) -> list[Layer]:
    """The layers of those ids from bottom to top, without those that lie in a group that is named as well."""
    wanted = set(ids_of(layers))
    for number in wanted:
        document.layer(number)
    if not wanted:
        raise BadRequest("No layer is chosen.", "Choose one in the Layers panel first.")
    found = [layer for layer in document.root.walk() if layer.id in wanted]
    return [layer for layer in found if not any(group.id in wanted for group in document.lineage(layer))]


def area_of(document: Document, layers: Iterable[Layer]) -> Rect:
    return reduce(or_, (document.area(layer) for layer in layers), NOWHERE)


def chosen(document: Document, active: int, others: tuple[int, ...] = ()) -> list[Put]:
    return [Put(document, "active", active), Put(document, "chosen", others or ((active,) if active else ()))]


def all_inside(layer: Layer) -> list[Layer]:
    """The layer and, of a group, everything in it."""
    return [*layer.walk(), layer] if isinstance(layer, Group) else [layer]


def in_depth(tiles: Tiles, depth: int) -> Tiles:
    """The same pixels with 8 or 16 bits a channel; the same tiles when they have them already."""
    dtype = np.dtype(np.uint16 if depth == 16 else np.uint8)
    if tiles.dtype == dtype:
        return tiles
    convert = to16 if depth == 16 else to8
    return Tiles(tiles.channels, dtype, {key: convert(tile) for key, tile in tiles.items()}, tiles.empty)


def all_editable(document: Document, layer: Layer) -> None:
    """BadRequest when the layer, a group around it or anything in it is locked."""
    document.editable(layer.id)
    for part in all_inside(layer):
        if part.locked:
            document.editable(part.id)


class InsertLayer(Swap):
    """Puts `layer` (a group with all it holds) into group `parent` (0 = root) and makes it the active one.

    `index` counts from the bottom; None is the top. Pixels of another depth become those of the document.
    """

    def __init__(self, layer: Layer, parent: int = 0, index: int | None = None, title: str = "New layer") -> None:
        super().__init__(title)
        self.layer, self.parent, self.index = layer, parent, index

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        parent = document.group(self.parent)
        index = len(parent.children) if self.index is None else self.index
        for layer in all_inside(self.layer):
            if isinstance(layer, PixelLayer):
                layer.pixels = in_depth(layer.pixels, document.depth)
        children = [*parent.children[:index], self.layer, *parent.children[index:]]
        puts = [Put(parent, "children", children), *chosen(document, self.layer.id)]
        return puts, Change(document.area(self.layer), tree=True)


class RemoveLayers(Swap):
    """Takes layers out; the one below the lowest (else above, else the group) becomes active. Locked ones stay."""

    def __init__(self, layers: Ids, title: str = "") -> None:
        self.layers = ids_of(layers)
        super().__init__(title or ("Delete layers" if len(self.layers) > 1 else "Delete layer"))

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        gone = topmost(document, self.layers)
        for layer in gone:
            all_editable(document, layer)
        puts = without(document, gone)
        after = {put.owner.id: put.value for put in puts if isinstance(put.owner, Group)}
        return [*puts, *chosen(document, _neighbour(document, gone[0], after))], Change(
            area_of(document, gone), tree=True
        )


def without(document: Document, gone: Sequence[Layer]) -> list[Put]:
    """The children of every group that loses one of `gone`."""
    parents = {parent.id: parent for parent in map(document.parent, gone)}
    return [
        Put(parent, "children", [child for child in parent.children if child not in gone])
        for parent in parents.values()
    ]


def _neighbour(document: Document, gone: Layer, after: dict[int, Any]) -> int:
    parent = document.parent(gone)
    left = after[parent.id]
    if not left:
        return 0 if parent is document.root else parent.id
    below = sum(1 for child in parent.children[: parent.children.index(gone)] if child in left)
    return int(left[max(0, below - 1)].id)


class MoveLayers(Swap):
    """Takes layers to another place in the tree, keeping their order.

    `index` is the gap among the children of group `parent` (0 = root) as they stand before the move, from the bottom.
    """

    def __init__(self, layers: Ids, parent: int, index: int) -> None:
        self.layers = ids_of(layers)
        super().__init__("Move layers" if len(self.layers) > 1 else "Move layer")
        self.parent, self.index = parent, index

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        moved = topmost(document, self.layers)
        parent = document.group(self.parent)
        if any(parent in all_inside(layer) for layer in moved):
            raise BadRequest("A group cannot be moved into itself.", "Choose a place outside the group.")
        for layer in moved:
            for group in document.lineage(layer):
                document.editable(group.id)
        if parent is not document.root:
            document.editable(parent.id)
        before = [child for child in parent.children[: self.index] if child not in moved]
        behind = [child for child in parent.children[self.index :] if child not in moved]
        puts = [put for put in without(document, moved) if put.owner is not parent]
        puts.append(Put(parent, "children", [*before, *moved, *behind]))
        return puts, Change(area_of(document, moved), tree=True)


class GroupLayers(Swap):
    """Puts layers into a new group, at the place of the highest of them."""

    def __init__(self, layers: Ids, name: str = "Group") -> None:
        super().__init__("Group layers")
        self.layers, self.name = ids_of(layers), name

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        members = topmost(document, self.layers)
        for layer in members:
            all_editable(document, layer)
        group = Group(self.name, children=members)
        parent = document.parent(members[-1])
        puts = [put for put in without(document, members) if put.owner is not parent]
        children = [group if child is members[-1] else child for child in parent.children
                    if child is members[-1] or child not in members]
        puts.append(Put(parent, "children", children))
        return [*puts, *chosen(document, group.id)], Change(area_of(document, members), tree=True)


class UngroupLayers(Swap):
    """Lets what groups hold take their place; the groups' own opacity, mode and mask go."""

    def __init__(self, layers: Ids) -> None:
        super().__init__("Ungroup layers")
        self.layers = ids_of(layers)

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        groups = [layer for layer in topmost(document, self.layers) if isinstance(layer, Group)]
        if not groups:
            raise BadRequest("There is no group to dissolve.", "Choose a group in the Layers panel.")
        freed: list[Layer] = []
        for group in groups:
            document.editable(group.id)
            freed += group.children
        puts = []
        for parent in {parent.id: parent for parent in map(document.parent, groups)}.values():
            children: list[Layer] = []
            for child in parent.children:
                children += child.children if isinstance(child, Group) and child in groups else [child]
            puts.append(Put(parent, "children", children))
        active = freed[-1].id if freed else _neighbour(document, groups[0], {
            put.owner.id: put.value for put in puts if isinstance(put.owner, Group)})
        area = area_of(document, [*groups, *freed])
        return [*puts, *chosen(document, active, tuple(layer.id for layer in freed))], Change(area, tree=True)


class DuplicateLayers(Swap):
    """Lays a copy right above each layer; the copies share every tile until one of them is painted on."""

    def __init__(self, layers: Ids) -> None:
        self.layers = ids_of(layers)
        super().__init__("Duplicate layers" if len(self.layers) > 1 else "Duplicate layer")

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        sources = topmost(document, self.layers)
        copies = {source.id: twin(source) for source in sources}
        for made in copies.values():
            made.name = f"{made.name} copy"
        puts = []
        for parent in {parent.id: parent for parent in map(document.parent, sources)}.values():
            children: list[Layer] = []
            for child in parent.children:
                children += [child, copies[child.id]] if child.id in copies else [child]
            puts.append(Put(parent, "children", children))
        made_ids = tuple(made.id for made in copies.values())
        return [*puts, *chosen(document, made_ids[-1], made_ids)], Change(area_of(document, sources), tree=True)


def twin(layer: Layer) -> Layer:
    """A copy with ids of its own, sharing every tile; of a group with all it holds."""
    made = copy.copy(layer)
    made.id = next_id()
    made.extra = dict(layer.extra)
    made.mask = None if layer.mask is None else layer.mask.copy()
    if isinstance(made, PixelLayer):
        made.pixels = made.pixels.copy()
    if isinstance(made, Group):
        made.children = [twin(child) for child in made.children]
    return made


TITLES = {
    "name": "Rename layer", "visible": "Layer visibility", "opacity": "Layer opacity", "mode": "Blend mode",
    "locked": "Lock layer", "alpha_locked": "Lock transparency", "mask_enabled": "Layer mask on or off",
    "expanded": "Open or close group", "isolated": "Isolate group",
}
FREE = frozenset({"name", "visible", "locked", "expanded"})
"""What may be changed of a locked layer."""
KINDS: dict[str, type] = {"name": str, "opacity": float, "mode": Mode}


class SetProperty(Swap):
    """Gives one attribute (a key of TITLES) of layers a value. Changing the opacity on and on is one step of undo."""

    def __init__(self, layers: Ids, name: str, value: object) -> None:
        if name not in TITLES:
            raise BadRequest(f"A layer has no property called {name!r}.", f"It has: {', '.join(TITLES)}.")
        super().__init__(TITLES[name])
        if name == "opacity" and isinstance(value, int | float) and not isinstance(value, bool):
            value = min(1.0, max(0.0, float(value)))
        if not isinstance(value, KINDS.get(name, bool)):
            raise BadRequest(f"{value!r} cannot be a layer's {name.replace('_', ' ')}.")
        self.layers, self.name, self.value = ids_of(layers), name, value

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        free = self.name in FREE
        layers = [document.layer(number) if free else document.editable(number) for number in self.layers]
        if self.name in ("expanded", "isolated") and not all(isinstance(layer, Group) for layer in layers):
            raise BadRequest(f"Only a group can be {self.name}.", "Choose a group in the Layers panel.")
        area = NOWHERE if self.name in ("name", "locked", "alpha_locked", "expanded") else area_of(document, layers)
        if self.name == "mode" and self.value != Mode.NORMAL:
            area = document.canvas
        return [Put(layer, self.name, self.value) for layer in layers], Change(area, tree=True)

    def merged(self, newer: Command) -> Command | None:
        same = isinstance(newer, SetProperty) and (newer.layers, newer.name) == (self.layers, self.name)
        return joined(self, newer) if same and self.name == "opacity" else None


def joined(older: Swap, newer: Command) -> Swap:
    """`newer`, but undone to what stood before `older`."""
    assert isinstance(newer, Swap)
    made = copy.copy(newer)
    made.follow(older)
    return made


class MoveLayer(Swap):
    """Shifts layers, with their masks and all they hold, by (dx, dy) pixels. Moving on and on is one step of undo."""

    def __init__(self, layers: Ids, by: tuple[int, int]) -> None:
        super().__init__("Move")
        self.layers, self.by = ids_of(layers), by

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        moved = topmost(document, self.layers)
        puts, area = [], NOWHERE
        for layer in moved:
            all_editable(document, layer)
            puts += [Put(part, "offset", part.offset + self.by) for part in all_inside(layer)]
            area |= document.area(layer) | extent_of(layer).moved(self.by) & document.canvas
        return puts, Change(area, tree=True)

    def merged(self, newer: Command) -> Command | None:
        same = isinstance(newer, MoveLayer) and newer.layers == self.layers
        return joined(self, newer) if same else None


def extent_of(layer: Layer) -> Rect:
    """What the pixels in `layer` cover on the canvas and beyond it, in whole tiles."""
    parts = (part for part in all_inside(layer) if isinstance(part, PixelLayer))
    return reduce(or_, (part.pixels.bounds.moved(part.offset) for part in parts), NOWHERE)
