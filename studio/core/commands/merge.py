"""Several layers become one that looks the same."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from studio.core.commands.layers import all_editable, chosen, extent_of
from studio.core.commands.swap import Put, Swap, pixels_in
from studio.core.document import Change, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.core.tiles import Tiles


def melted(document: Document, name: str, layers: Sequence[Layer], within: Rect | None = None) -> PixelLayer:
    """A new layer that holds what `layers` (bottom to top) make together, on and beyond the canvas or `within`."""
    from studio.core.composite import composite

    rect = extent_of(Group(name, children=list(layers))) if within is None else within
    return PixelLayer(name, pixels=Tiles.of(composite(document, rect, layers), rect.corner))


class MergeDown(Swap):
    """Melts a layer (or group) into the one below it, which keeps its name and mode; its opacity is baked in."""

    def __init__(self, layer: int) -> None:
        super().__init__("Merge down")
        self.layer = layer

    def weight(self, document: Document) -> int:
        upper = document.layer(self.layer)
        pile = document.parent(upper).children
        return pixels_in(pile[max(0, pile.index(upper) - 1) : pile.index(upper) + 1])

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        upper = document.layer(self.layer)
        parent = document.parent(upper)
        index = parent.children.index(upper)
        if index == 0:
            raise BadRequest(f"There is nothing below “{upper.name}” to merge with.", "Move it above another layer.")
        lower = parent.children[index - 1]
        for layer in (upper, lower):
            all_editable(document, layer)
            if not layer.visible:
                raise BadRequest(f"“{layer.name}” is hidden.", "Show both layers, then merge them.")
        ground = copy.copy(lower)  # the same pixels, laid on nothing
        ground.mode = Mode.NORMAL
        made = melted(document, lower.name, (ground, upper))
        made.mode, made.alpha_locked = lower.mode, lower.alpha_locked
        children = [*parent.children[: index - 1], made, *parent.children[index + 1 :]]
        area = document.area(upper) | document.area(lower)
        return [Put(parent, "children", children), *chosen(document, made.id)], Change(area, tree=True)


class MergeVisible(Swap):
    """Melts all visible layers outside groups, and visible groups, into one, at the place of the lowest."""

    def __init__(self) -> None:
        super().__init__("Merge visible layers")

    def weight(self, document: Document) -> int:
        return pixels_in(layer for layer in document.root.children if layer.visible)

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        shown = [layer for layer in document.root.children if layer.visible]
        if not shown:
            raise BadRequest("No layer is visible.", "Show the layers that are to be merged.")
        for layer in shown:
            all_editable(document, layer)
        made = melted(document, shown[0].name, shown)
        children = [made if child is shown[0] else child for child in document.root.children
                    if child not in shown[1:]]
        return [Put(document.root, "children", children), *chosen(document, made.id)], Change(
            document.canvas, tree=True
        )


class FlattenAll(Swap):
    """Leaves one layer that shows what the canvas shows; hidden layers and what lies beyond the canvas go."""

    def __init__(self) -> None:
        super().__init__("Flatten")

    def weight(self, document: Document) -> int:
        return pixels_in([document.root])

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        if not document.root.children:
            raise BadRequest("There is no layer to flatten.")
        for layer in document.root.children:
            all_editable(document, layer)
        made = melted(document, "Background", document.root.children, document.canvas)
        return [Put(document.root, "children", [made]), *chosen(document, made.id)], Change(document.canvas, tree=True)
