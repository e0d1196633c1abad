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

    @property
    def nbytes(self) -> int:
        return sum(tile.nbytes for tile in self._other.values() if tile is not None)

    def do(self, document: Document) -> Change:
        tiles = document.tiles(self.target)
        self._other = tiles.swap(self._other)
        if self.target == SELECTION and document.selection is None:
            document.selection = tiles
        part = self.target.part
        return Change(self.area, mask=part is Part.MASK, selection=part is Part.SELECTION,
                      tree=part in (Part.PIXELS, Part.LAYER_MASK))

    undo = do


class SetSelection:
    """Replaces the whole selection (None = nothing is selected, tools work everywhere)."""

    def __init__(self, title: str, selection: Tiles | None) -> None:
        self.title = title
        self._other = selection

    @property
    def nbytes(self) -> int:
        return 0 if self._other is None else self._other.nbytes

    def do(self, document: Document) -> Change:
        document.selection, self._other = self._other, document.selection
        return Change(selection=True)

    undo = do
