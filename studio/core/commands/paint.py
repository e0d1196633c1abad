"""Replacing tiles: what every stroke, fill, paste and filter comes down to."""

from __future__ import annotations

from studio.core.document import SELECTION, Change, Document, Part, Target
from studio.core.geometry import Rect
from studio.core.tiles import Changes, Tiles


class Paint:
    """Swaps `changes` into the target's tiles; holding what stood there, it is its own way back.

    `area` is what is to be drawn again, in canvas coordinates.
    """

    def __init__(self, title: str, target: Target, changes: Changes, area: Rect) -> None:
        self.title = title
        self.target = target
        self.area = area
        self._other = dict(changes)
        self._made: Tiles | None = None

    @property
    def nbytes(self) -> int:
        return sum(tile.nbytes for tile in self._other.values() if tile is not None)

    def do(self, document: Document) -> Change:
        """Raises BadRequest when the layer is locked, is a group or has no mask to paint on."""
        if self.target.part in (Part.PIXELS, Part.LAYER_MASK):
            document.editable(self.target.layer)
        if self.target == SELECTION and document.selection is None:
            # The same tiles at every redo: later commands hold on to them.
            self._made = document.tiles(SELECTION) if self._made is None else self._made
            document.selection = self._made
        return self._swapped(document.tiles(self.target))

    def undo(self, document: Document) -> Change:
        change = self._swapped(document.tiles(self.target))
        if self._made is not None:
            document.selection = None
        return change

    def _swapped(self, tiles: Tiles) -> Change:
        self._other = tiles.swap(self._other)
        part = self.target.part
        return Change(self.area, mask=part is Part.MASK, selection=part is Part.SELECTION,
                      tree=part in (Part.PIXELS, Part.LAYER_MASK))
