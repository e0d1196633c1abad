"""What is selected and what the mask marks: set, joined, turned about, softened, and taken from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

import numpy as np

from studio.core import selection as marks
from studio.core.commands.swap import Put, Swap
from studio.core.document import MASK, SELECTION, Change, Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.picture import Mask, extent, to8
from studio.core.selection import Combine
from studio.core.tiles import TILE, Tiles, area_of, sealed

Marked: TypeAlias = Tiles | Mask
"""One channel: tiles in canvas coordinates, or an array."""


def marked(document: Document, target: Target = SELECTION) -> Mask:
    """The whole canvas's selection or mask as an array; no selection reads as nothing marked."""
    return np.asarray(document.tiles(target).read(document.canvas), np.uint8)


def on_canvas(document: Document, given: Marked, at: tuple[int, int] = (0, 0)) -> Tiles:
    """Tiles of what is given, an array with its corner at `at`; what lies beyond the canvas is left out."""
    if isinstance(given, Tiles):
        rect = given.bounds & document.canvas
        return given.copy() if rect == given.bounds else Tiles.of(given.read(rect), rect.corner)
    rect = Rect(*at, *extent(given)) & document.canvas
    return Tiles.of(given[rect.moved((-at[0], -at[1])).slices], rect.corner)


def joined(old: Tiles, new: Tiles, how: Combine) -> Tiles:
    """The old marks and the new as `how` says, worked out only where either has any."""
    if how is Combine.REPLACE:
        return new
    out = Tiles(1)
    for key in {*old.keys(), *new.keys()}:
        one, two = old.get(key), new.get(key)
        tile = marks.combined(old.blank() if one is None else one, new.blank() if two is None else two, how)
        if tile.any():
            out.put(key, tile)
    return out


Find: TypeAlias = Callable[[Document], Tiles | None]


class _Marking(Swap):
    """Replaces the selection or the mask by what `find` makes of the document."""

    def __init__(self, title: str, target: Target, find: Find) -> None:
        super().__init__(title)
        self.target = target
        self._find: Find | None = find

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        assert self._find is not None
        found = self._find(document)
        self._find = None  # it holds the shape it was given, which would weigh on the history unseen
        if self.target.part is Part.MASK:
            old, new = document.mask, Tiles(1) if found is None else found
            return [Put(document, "mask", new)], Change((old.bounds | new.bounds) & document.canvas, mask=True)
        held = document.selection
        chosen = found if found is not None and len(found) else None
        puts = [Put(document, "selection", chosen)]
        if chosen is None and held is not None:
            puts.append(Put(document, "deselected", held))
        area = Tiles(1).bounds if held is None else held.bounds
        return puts, Change((area | (area if chosen is None else chosen.bounds)) & document.canvas, selection=True)


class Select(_Marking):
    """Joins a shape with the selection. `shape` is tiles, or an array with its corner at `at` on the canvas.

    What comes out empty selects nothing: tools then work everywhere.
    """

    def __init__(self, shape: Marked, how: Combine = Combine.REPLACE, at: tuple[int, int] = (0, 0),
                 title: str = "Select") -> None:
        super().__init__(title, SELECTION, lambda document: joined(
            document.tiles(SELECTION), on_canvas(document, shape, at), how))


class SelectAll(_Marking):
    def __init__(self) -> None:
        super().__init__("Select all", SELECTION, _everything)


def _everything(document: Document) -> Tiles:
    """All of the canvas; its inner tiles are one and the same."""
    full = sealed(np.full((TILE, TILE), 255, np.uint8))
    out = Tiles(1)
    for key in document.canvas.cells(TILE):
        part = document.canvas & area_of(key)
        if part == area_of(key):
            out.put(key, full)
        else:
            out.write(part, np.full((part.height, part.width), 255, np.uint8))
    return out


class Deselect(_Marking):
    def __init__(self) -> None:
        super().__init__("Deselect", SELECTION, lambda document: None)


class Reselect(_Marking):
    """Brings back the selection that was given up last."""

    def __init__(self) -> None:
        super().__init__("Reselect", SELECTION, _given_up)


def _given_up(document: Document) -> Tiles:
    if document.deselected is None:
        raise BadRequest("There is no earlier selection.", "Select something first.")
    return document.deselected.copy()


class _Wholly(_Marking):
    """One that looks at every pixel of the canvas, a few times over."""

    def weight(self, document: Document) -> int:
        return 4 * document.size.area


class InvertSelection(_Wholly):
    """Selects what was not; without a selection, everything."""

    def __init__(self) -> None:
        super().__init__("Invert selection", SELECTION, lambda document: Tiles.of(~marked(document)))


class Edge(Enum):
    """What can be done to the edge of a selection or mask; `value` names the function of core.selection."""

    GROW = "grow"
    SHRINK = "shrink"
    FEATHER = "feather"
    BORDER = "border"


class ModifySelection(_Wholly):
    """Grows, shrinks, feathers or borders the selection (or, as `target` says, the mask) by `pixels`, 1 or more."""

    def __init__(self, edge: Edge, pixels: int, target: Target = SELECTION) -> None:
        noun = "mask" if target.part is Part.MASK else "selection"
        if pixels < 1:
            raise BadRequest(f"{edge.value.capitalize()} the {noun} by 1 px or more, not by {pixels}.")
        super().__init__(f"{edge.value.capitalize()} {noun}", target, self._modified)
        self.edge, self.pixels, self.noun = edge, pixels, noun

    def _modified(self, document: Document) -> Tiles:
        old = document.tiles(self.target)
        if not len(old):
            raise BadRequest(f"There is no {self.noun} to {self.edge.value}.", f"Make a {self.noun} first.")
        # Shrinking must see the canvas's border (no edge); everything else happens near the marks.
        near = old.bounds.grown(self.pixels * 3 + 8) & document.canvas
        work = getattr(marks, self.edge.value)
        return Tiles.of(work(np.asarray(old.read(near), np.uint8), self.pixels), near.corner)


class MaskFromSelection(_Marking):
    """Joins the selection with the mask that marks what a model may paint."""

    def __init__(self, how: Combine = Combine.REPLACE) -> None:
        super().__init__("Mask from selection", MASK, lambda document: joined(
            document.mask, _selected(document), how))


def _selected(document: Document) -> Tiles:
    if document.selection is None:
        raise BadRequest("Nothing is selected.", "Select something first.")
    return document.selection.copy()


class SelectionFromMask(_Marking):
    """Joins the mask with the selection."""

    def __init__(self, how: Combine = Combine.REPLACE) -> None:
        super().__init__("Selection from mask", SELECTION, lambda document: joined(
            document.tiles(SELECTION), _masked(document), how))


def _masked(document: Document) -> Tiles:
    if not len(document.mask):
        raise BadRequest("The mask is empty.", "Paint a mask first.")
    return document.mask.copy()


class SetMask(_Marking):
    """Joins marks with the mask. `shape` is tiles, or an array with its corner at `at` on the canvas."""

    def __init__(self, shape: Marked, how: Combine = Combine.REPLACE, at: tuple[int, int] = (0, 0),
                 title: str = "Set mask") -> None:
        super().__init__(title, MASK, lambda document: joined(document.mask, on_canvas(document, shape, at), how))


class ClearMask(_Marking):
    def __init__(self) -> None:
        super().__init__("Clear mask", MASK, lambda document: None)


class InvertMask(_Wholly):
    def __init__(self) -> None:
        super().__init__("Invert mask", MASK, lambda document: Tiles.of(~marked(document, MASK)))


class LayerToSelection(_Wholly):
    """Joins what a layer covers (its alpha, weakened by its mask; of a group, of all it shows) with the selection."""

    def __init__(self, layer: int, how: Combine = Combine.REPLACE) -> None:
        super().__init__("Selection from layer", SELECTION, lambda document: joined(
            document.tiles(SELECTION), covered(document, document.layer(layer)), how))


def covered(document: Document, layer: Layer) -> Tiles:
    """The layer's alpha on the canvas as marks; opacity does not count."""
    if isinstance(layer, Group):
        from studio.core.composite import composite

        alpha = to8(composite(document, document.canvas, layer.children))[..., 3]
    else:
        assert isinstance(layer, PixelLayer)
        alpha = to8(layer.pixels.read(document.canvas.moved(-layer.offset)))[..., 3]
    if layer.mask is not None and layer.mask_enabled:
        hides = layer.mask.read(document.canvas.moved(-layer.offset)).astype(np.uint16)
        alpha = ((alpha * hides + 127) // 255).astype(np.uint8)
    return Tiles.of(alpha)
