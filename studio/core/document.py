"""The one mutable thing: layers, mask, selection and undo. `Document.do` is the only writer."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Extent, Rect
from studio.core.history import History
from studio.core.layers import EVERYWHERE, Group, Layer, PixelLayer
from studio.core.signal import Signal
from studio.core.tiles import Key, Tiles


class Change(NamedTuple):
    """What a command touched: `area` on the canvas, and whether the tree, the mask, the selection or the size did.

    `goes_on`: nothing but what a preview shows that was there before, and is still the same `Tiles`.
    """

    area: Rect = NOWHERE
    tree: bool = False
    mask: bool = False
    selection: bool = False
    size: bool = False
    goes_on: bool = False

    def __or__(self, other: Change) -> Change:
        return Change(self.area | other.area, self.tree or other.tree, self.mask or other.mask,
                      self.selection or other.selection, self.size or other.size, self.goes_on and other.goes_on)


class Command(Protocol):
    """A change and its way back. `nbytes` is what holding it for undo costs."""

    title: str

    @property
    def nbytes(self) -> int: ...
    def do(self, document: Document) -> Change: ...
    def undo(self, document: Document) -> Change: ...


class Part(Enum):
    PIXELS = "pixels"
    LAYER_MASK = "layer mask"
    MASK = "mask"
    SELECTION = "selection"

    # Enum's own hash runs in Python; this one is looked up thousands of times while a stroke is under way.
    __hash__ = object.__hash__


class Target(NamedTuple):
    """Which tiles a stroke or a paste goes to: a layer's pixels or mask, or the document's mask or selection."""

    part: Part
    layer: int = 0


MASK = Target(Part.MASK)
SELECTION = Target(Part.SELECTION)


class Document:
    """`mask` marks what a model may paint, `selection` limits tools; both one channel, canvas coordinates, uint8.

    `depth` is 8 or 16 bits a channel; `icc` the profile of its pixels (None = sRGB); `metadata` what its file said.
    """

    def __init__(self, size: tuple[int, int], *, depth: int = 8, icc: bytes | None = None,
                 name: str = "Untitled", history_bytes: int = 512 << 20) -> None:
        self.size = Extent(*size)
        self.depth = depth
        self.icc = icc
        self.name = name
        self.path: Path | None = None
        self.metadata: dict[str, Any] = {}
        self.root = Group("Root")
        self.mask = Tiles(1)
        self.selection: Tiles | None = None
        self.active: int = 0
        """Id of the layer that tools work on; 0 = none."""
        self.chosen: tuple[int, ...] = ()
        """Ids of all layers selected in the panel; holds `active`."""
        self.history = History(history_bytes)
        self.frame: NDArray[np.float64] = np.eye(3)
        """3 × 3: where a point of the canvas as it was at first stands now, so that what was cut out of it before a
        crop, a scaling or a turn finds its place again."""
        self.deselected: Tiles | None = None
        """The selection that was given up last: what Reselect brings back."""
        self.aside: Callable[[Command], bool] | None = None
        """Asked before each command: True says that it was taken away to be worked out elsewhere and done later."""
        self.changed: Signal[[Change]] = Signal()
        self.activated: Signal[[]] = Signal()
        self._previews: dict[Target, Tiles] = {}
        self._saved: object = self.history.mark

    @property
    def canvas(self) -> Rect:
        return Rect.of(self.size)

    # Changing

    def do(self, command: Command) -> None:
        """The only writer: applies `command`, remembers it for undo, tells who listens.

        A command that raises BadRequest has changed nothing and is not remembered.
        """
        if self.aside is None or not self.aside(command):
            self._run(command.do, lambda: self.history.push(command))

    def undo(self) -> bool:
        """Takes the newest change back; False when there is none."""
        command = self.history.back()
        if command is None:
            return False
        self._run(command.undo, self.history.changed.emit)
        return True

    def redo(self) -> bool:
        command = self.history.forth()
        if command is None:
            return False
        self._run(command.do, self.history.changed.emit)
        return True

    def _run(self, way: Callable[[Document], Change], remember: Callable[[], None]) -> None:
        before = self.active, self.chosen
        change = way(self)
        remember()
        self.changed.emit(change)
        if (self.active, self.chosen) != before:
            self.activated.emit()

    def activate(self, layer: int, chosen: tuple[int, ...] = ()) -> None:
        """Which layer tools work on, and which the panel holds selected: not part of undo."""
        self.active, self.chosen = layer, chosen or ((layer,) if layer else ())
        self.activated.emit()

    def preview(self, target: Target, tiles: Tiles | None, area: Rect) -> None:
        """Shows `tiles` in the target's place while a stroke is under way; None ends it. Nothing is changed."""
        goes_on = tiles is not None and self._previews.get(target) is tiles
        if tiles is None:
            self._previews.pop(target, None)
        else:
            self._previews[target] = tiles
        self.changed.emit(Change(area, mask=target.part is Part.MASK, selection=target.part is Part.SELECTION,
                                 goes_on=goes_on))

    # Reading

    def layer(self, number: int) -> Layer:
        for layer in self.root.walk():
            if layer.id == number:
                return layer
        raise BadRequest("That layer is no longer in the document.")

    def parent(self, layer: Layer) -> Group:
        groups = [self.root, *(group for group in self.root.walk() if isinstance(group, Group))]
        for group in groups:
            if any(child is layer for child in group.children):
                return group
        raise BadRequest("That layer is no longer in the document.")

    def group(self, number: int) -> Group:
        """The group of that id; 0 is the root."""
        if number in (0, self.root.id):
            return self.root
        group = self.layer(number)
        if not isinstance(group, Group):
            raise BadRequest(f"“{group.name}” is no group.", "Choose a group to put layers into.")
        return group

    def lineage(self, layer: Layer) -> tuple[Group, ...]:
        """The groups that `layer` lies in, the nearest first, without the root."""
        groups = []
        parent = self.parent(layer)
        while parent is not self.root:
            groups.append(parent)
            parent = self.parent(parent)
        return tuple(groups)

    def editable(self, number: int) -> Layer:
        """The layer of that id, or BadRequest when it or a group around it is locked."""
        layer = self.layer(number)
        for holder in (layer, *self.lineage(layer)):
            if holder.locked:
                raise BadRequest(f"“{holder.name}” is locked.", "Unlock it in the Layers panel to change it.")
        return layer

    def place(self) -> tuple[int, int]:
        """Parent id (0 = root) and index for a new layer: right above the active one, else on top."""
        active = self.active_layer
        if active is None:
            return 0, len(self.root.children)
        parent = self.parent(active)
        return 0 if parent is self.root else parent.id, parent.children.index(active) + 1

    def area(self, layer: Layer) -> Rect:
        """What is to be drawn again on the canvas when `layer` changes: whole tiles, clipped to the canvas."""
        if layer.mode in EVERYWHERE:
            return self.canvas
        if isinstance(layer, Group):
            return reduce(or_, (self.area(child) for child in layer.children), NOWHERE)
        if isinstance(layer, PixelLayer):
            return layer.pixels.bounds.moved(layer.offset) & self.canvas
        return self.canvas

    @property
    def active_layer(self) -> Layer | None:
        return next((layer for layer in self.root.walk() if layer.id == self.active), None)

    def tiles(self, target: Target) -> Tiles:
        """What is stored for `target`, without previews: what commands change."""
        if target.part is Part.MASK:
            return self.mask
        if target.part is Part.SELECTION:
            return Tiles(1) if self.selection is None else self.selection
        layer = self.layer(target.layer)
        if target.part is Part.LAYER_MASK:
            if layer.mask is None:
                raise BadRequest(f"“{layer.name}” has no mask.", "Add a layer mask first.")
            return layer.mask
        if not isinstance(layer, PixelLayer):
            raise BadRequest("A group has no pixels of its own.", "Choose a layer inside it.")
        return layer.pixels

    @property
    def under_way(self) -> tuple[Target, Tiles] | None:
        """The one preview that is shown; None when there is none, or more than one."""
        return next(iter(self._previews.items())) if len(self._previews) == 1 else None

    def shown(self, target: Target) -> Tiles:
        """What is seen for `target`: its preview while a stroke is under way, else what is stored."""
        preview = self._previews.get(target)
        return self.tiles(target) if preview is None else preview

    def pixels_shown(self, layer: PixelLayer) -> Tiles:
        if not self._previews:
            return layer.pixels
        return self._previews.get(Target(Part.PIXELS, layer.id), layer.pixels)

    def mask_shown(self, layer: Layer) -> Tiles | None:
        if not self._previews:
            return layer.mask
        return self._previews.get(Target(Part.LAYER_MASK, layer.id), layer.mask)

    # Saving

    @property
    def modified(self) -> bool:
        return self.history.mark is not self._saved

    def mark_saved(self) -> None:
        self._saved = self.history.mark
        self.history.seal()


__all__ = ["MASK", "SELECTION", "Change", "Command", "Document", "Key", "Part", "Target"]
