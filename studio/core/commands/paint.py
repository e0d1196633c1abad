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
        self._made_selection = False

    @property
    def nbytes(self) -> int:
        return sum(tile.nbytes for tile in self._other.values() if tile is not None)

    def do(self, document: Document) -> Change:
        """Raises BadRequest when the layer is locked, is a group or has no mask to paint on."""
        if self.target.part in (Part.PIXELS, Part.LAYER_MASK):
            document.editable(self.target.layer)
        tiles = document.tiles(self.target)
        if self.target == SELECTION and document.selection is None:
            document.selection, self._made_selection = tiles, True
        return self._swapped(tiles)

    def undo(self, document: Document) -> Change:
        change = self._swapped(document.tiles(self.target))
        if self._made_selection:
            document.selection, self._made_selection = None, False
        return change

    def _swapped(self, tiles: Tiles) -> Change:
        self._other = tiles.swap(self._other)
        part = self.target.part
        return Change(self.area, mask=part is Part.MASK, selection=part is Part.SELECTION,
                      tree=part in (Part.PIXELS, Part.LAYER_MASK))
