"""Lines around what is marked: the edge of the mask and of the selection, as closed paths for dashes to run along.

Marching squares (Lorensen and Cline 1987, in two dimensions) with sub-pixel crossings, remembered tile by
tile: tiles never change, so only replaced ones are searched again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.core.tiles import TILE, Key, Tiles, area_of

LEVEL = 127.5
"""Where the edge runs: half marked."""

Points = NDArray[np.float64]
"""(n, 2) canvas places x, y; a closed line, marked pixels on its right hand as it goes."""

Pieces = tuple[NDArray[np.int64], NDArray[np.int64], Points]
"""Of each short line: number of the grid edge it comes from, of the one it goes to, and where it starts."""

NONE: Pieces = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 2)))

# Grid corners are pixel centres. A square's corners: 1 left top, 2 right top, 4 right bottom, 8 left bottom; its
# sides: 0 top, 1 right, 2 bottom, 3 left. Each case lists (side it comes from, side it goes to), inside on the right.
CASES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 5: ((0, 3), (2, 1)), 6: ((2, 0),), 7: ((2, 3),),
    8: ((3, 2),), 9: ((0, 2),), 10: ((1, 0), (3, 2)), 11: ((1, 2),), 12: ((3, 1),), 13: ((0, 1),), 14: ((3, 0),),
}
STRIDE = 1 << 24
"""Grid rows are this many numbers apart: canvases stay far below it."""


def pieces(values: NDArray[np.uint8], x: int, y: int) -> Pieces:
    """The short lines inside a grid of pixel values (h, w) whose first pixel stands at (x, y)."""
    inside = values > LEVEL
    case = inside[:-1, :-1] * 1 + inside[:-1, 1:] * 2 + inside[1:, 1:] * 4 + inside[1:, :-1] * 8
    rows, columns = np.nonzero((case != 0) & (case != 15))
    if not len(rows):
        return NONE
    kind = case[rows, columns]
    comes, goes, starts = [], [], []
    for number, lines in CASES.items():
        here = kind == number
        if not here.any():
            continue
        r, c = rows[here], columns[here]
        for start, end in lines:
            comes.append(_edge(r + y, c + x, start))
            goes.append(_edge(r + y, c + x, end))
            starts.append(_crossing(values, r, c, start) + np.array((x, y)))
    return np.concatenate(comes), np.concatenate(goes), np.concatenate(starts)


def _edge(rows: NDArray[np.int64], columns: NDArray[np.int64], side: int) -> NDArray[np.int64]:
    """One number per grid edge, the same from both squares that share it; horizontal ones even, vertical ones odd."""
    if side in (0, 2):
        return ((rows + (side == 2) + 2) * STRIDE + columns + 2) * 2
    return ((rows + 2) * STRIDE + columns + (side == 1) + 2) * 2 + 1


def _crossing(values: NDArray[np.uint8], rows: NDArray[np.int64], columns: NDArray[np.int64], side: int) -> Points:
    """Where the level is met on a side of each square, in canvas places (pixel centres at .5)."""
    flat = side in (0, 2)
    r, c = rows + (side == 2), columns + (side == 1)
    first = values[r, c].astype(np.float64)
    second = values[r, c + 1] if flat else values[r + 1, c]
    share = (LEVEL - first) / (second - first)
    return np.stack([c + 0.5 + share * flat, r + 0.5 + share * (not flat)], axis=1)


def linked(found: list[Pieces]) -> list[Points]:
    """Joins short lines end to start into closed lines."""
    found = [piece for piece in found if len(piece[0])]
    if not found:
        return []
    comes, goes, starts = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(comes)
    following = order[np.searchsorted(comes, goes, sorter=order) % len(order)].tolist()
    seen = bytearray(len(following))
    loops = []
    for first in range(len(following)):
        if seen[first]:
            continue
        loop = []
        while not seen[first]:
            seen[first] = 1
            loop.append(first)
            first = following[first]
        loops.append(starts[loop])
    return loops


def thinned(line: Points, distance: float) -> Points:
    """Fewer points where they lie closer than `distance`: what the screen would not show apart. Keeps at least 3."""
    if distance <= 1 or len(line) < 8:
        return line
    return line[:: max(1, min(int(distance), len(line) // 4))]


class Contour:
    """The edge lines of one channel of tiles; `lines` is cheap while few tiles are replaced."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[tuple[int, ...], tuple[object, ...], Pieces]] = {}
        self._mark: tuple[int, ...] | None = None
        self._lines: list[Points] = []

    def lines(self, tiles: Tiles, canvas: Rect) -> list[Points]:
        """Closed lines around what `tiles` mark inside `canvas`; its border counts as an edge."""
        keys = sorted(self._grid(tiles, canvas))
        mark = (*canvas, *(id(part) for key in keys for part in self._neighbours(tiles, key)))
        if mark != self._mark:
            self._known = {key: self._tile(tiles, key, canvas) for key in keys}
            self._mark = mark
            self._lines = linked([known[2] for known in self._known.values()])
        return self._lines

    @staticmethod
    def _grid(tiles: Tiles, canvas: Rect) -> Iterator[Key]:
        """Tiles to search: stored ones, and those whose last row or column of squares reaches into stored ones."""
        reach: set[Key] = set()
        for column, row in tuple(tiles.keys()):
            if not (area_of((column, row)) & canvas).empty:
                reach.update(((column, row), (column - 1, row), (column, row - 1), (column - 1, row - 1)))
        return iter(reach)

    @staticmethod
    def _neighbours(tiles: Tiles, key: Key) -> tuple[object, ...]:
        column, row = key
        return tuple(tiles.get(place) for place in (key, (column + 1, row), (column, row + 1), (column + 1, row + 1)))

    def _tile(self, tiles: Tiles, key: Key, canvas: Rect) -> tuple[tuple[int, ...], tuple[object, ...], Pieces]:
        """What is known of one tile: searched again only when it, a neighbour or the canvas is another one.

        The neighbours are kept beside it, so that a new tile cannot come to stand where an old one stood in memory.
        """
        parts = self._neighbours(tiles, key)
        known = self._known.get(key)
        if known and known[0] == canvas and all(a is b for a, b in zip(known[1], parts, strict=True)):
            return known
        area = Rect(key[0] * TILE, key[1] * TILE, TILE + 1, TILE + 1)
        values = tiles.read(area)
        inner = area & canvas
        if inner != area:
            clear = np.zeros_like(values)
            where = inner.moved((-area.x, -area.y)).slices
            clear[where] = values[where]
            values = clear
        if values.max(initial=0) <= LEVEL or values.min(initial=255) > LEVEL:
            return canvas, parts, NONE
        return canvas, parts, pieces(values, area.x, area.y)
