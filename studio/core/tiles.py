"""Pixels in 256-pixel tiles that are never changed, only replaced, so that copies, undo and caches cost nothing.

A tile is a read-only array. Whoever writes makes new tiles; so a tile's identity stands for its
content, a copy of a layer is a copy of a dictionary, and undo holds just the tiles that were touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from studio.core.geometry import NOWHERE, Rect

TILE = 256

Key: TypeAlias = tuple[int, int]
"""Column and row of a tile: it covers x from column * 256, y from row * 256; both may be negative."""

Array: TypeAlias = NDArray[Any]
Changes: TypeAlias = dict[Key, Array | None]
"""Tiles by their place; None where there is none (empty)."""


def area_of(key: Key) -> Rect:
    return Rect(key[0] * TILE, key[1] * TILE, TILE, TILE)


def spread(rect: Rect, parts: dict[Key, Rect]) -> None:
    """Notes in `parts`, for each tile that `rect` touches, what of it that is: beside what was noted before."""
    left, top, width, height = rect
    if width <= 0 or height <= 0:
        return
    right, bottom = left + width, top + height
    key = left // TILE, top // TILE
    if (right - 1) // TILE == key[0] and (bottom - 1) // TILE == key[1]:  # most are small
        parts[key] = parts[key] | rect if key in parts else rect
        return
    for row in range(key[1], (bottom - 1) // TILE + 1):
        high, low = max(top, row * TILE), min(bottom, (row + 1) * TILE)
        for column in range(key[0], (right - 1) // TILE + 1):
            x = max(left, column * TILE)
            part = Rect(x, high, min(right, (column + 1) * TILE) - x, low - high)
            before = parts.get((column, row))
            parts[column, row] = part if before is None else before | part


def sealed(tile: Array) -> Array:
    tile.flags.writeable = False
    return tile


class Tiles:
    """Sparse pixels over an unbounded plane; what is not stored reads as `empty` (0 unless told).

    `channels` 4 holds RGBA tiles of (256, 256, 4); 1 holds masks of (256, 256). uint8 or uint16.
    """

    def __init__(
        self,
        channels: int,
        dtype: DTypeLike = np.uint8,
        tiles: Mapping[Key, Array] | None = None,
        empty: int = 0,
    ) -> None:
        self.channels = channels
        self.dtype = np.dtype(dtype)
        self.empty = empty
        self._tiles: dict[Key, Array] = dict(tiles or {})
        self._contents: dict[Key, Rect] = {}

    @classmethod
    def of(cls, pixels: Array, at: tuple[int, int] = (0, 0)) -> Tiles:
        """Tiles that hold `pixels` (h, w, 4) or (h, w) with its corner at `at`; empty tiles are left out."""
        tiles = cls(1 if pixels.ndim == 2 else pixels.shape[2], pixels.dtype)
        tiles.write(Rect(at[0], at[1], pixels.shape[1], pixels.shape[0]), pixels)
        return tiles

    @property
    def _shape(self) -> tuple[int, ...]:
        return (TILE, TILE) if self.channels == 1 else (TILE, TILE, self.channels)

    def _all(self) -> dict[Key, Array]:
        """Everything stored; whoever makes tiles only when they are asked for makes them here."""
        return self._tiles

    def __len__(self) -> int:
        return len(self._all())

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def keys(self) -> Iterable[Key]:
        return self._all().keys()

    def values(self) -> Iterable[Array]:
        return self._all().values()

    def items(self) -> Iterable[tuple[Key, Array]]:
        return self._all().items()

    def get(self, key: Key) -> Array | None:
        """The read-only tile at `key`, or None where nothing is stored."""
        return self._tiles.get(key)

    @property
    def dry(self) -> Tiles:
        """The same without a stroke that is under way on it."""
        return self

    @property
    def nbytes(self) -> int:
        return sum(tile.nbytes for tile in self._all().values())

    @property
    def bounds(self) -> Rect:
        """What the stored tiles cover, in whole tiles."""
        bounds = NOWHERE
        for key in self._all():
            bounds |= area_of(key)
        return bounds

    @property
    def content(self) -> Rect:
        """The smallest rectangle around all pixels that differ from empty (for RGBA: alpha above 0)."""
        found = NOWHERE
        for key, tile in self._all().items():
            if key not in self._contents:  # looking costs; tools ask on every move of the pointer
                self._contents[key] = self._content(key, tile)
            found |= self._contents[key]
        return found

    def _content(self, key: Key, tile: Array) -> Rect:
        marked = tile[..., 3] > 0 if self.channels == 4 else tile != self.empty
        rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
        if not len(rows):
            return NOWHERE
        x, y = key[0] * TILE, key[1] * TILE
        return Rect.between(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1, y + int(rows[-1]) + 1)

    def copy(self) -> Tiles:
        """Shares every tile: costs a dictionary, not pixels."""
        return Tiles(self.channels, self.dtype, self._all(), self.empty)

    def blank(self) -> Array:
        return np.full(self._shape, self.empty, self.dtype)

    def read(self, rect: Rect) -> Array:
        """A fresh array (h, w, 4) or (h, w) of what stands in `rect`."""
        out = np.full((rect.height, rect.width, *self._shape[2:]), self.empty, self.dtype)
        for key in rect.cells(TILE):
            tile = self.get(key)
            if tile is None:
                continue
            part = rect & area_of(key)
            out[part.moved((-rect.x, -rect.y)).slices] = tile[part.moved((-key[0] * TILE, -key[1] * TILE)).slices]
        return out

    def planned(self, rect: Rect, pixels: Array) -> Changes:
        """The tiles that writing `pixels` at `rect` would put, without writing them."""
        changes: Changes = {}
        for key in rect.cells(TILE):
            part = rect & area_of(key)
            inside = part.moved((-key[0] * TILE, -key[1] * TILE))
            source = pixels[part.moved((-rect.x, -rect.y)).slices]
            if part == area_of(key):
                tile = np.ascontiguousarray(source, self.dtype)
                tile = tile.copy() if tile is source or tile.base is not None else tile
            else:
                old = self.get(key)
                tile = self.blank() if old is None else old.copy()
                tile[inside.slices] = source
            changes[key] = sealed(tile) if self._worth_storing(tile) else None
        return changes

    def _worth_storing(self, tile: Array) -> bool:
        return bool((tile != self.empty).any())

    def write(self, rect: Rect, pixels: Array) -> None:
        self.swap(self.planned(rect, pixels))

    def put(self, key: Key, tile: Array | None) -> None:
        """Stores a tile (sealed here) or removes it (None)."""
        self._contents.pop(key, None)
        if tile is None:
            self._tiles.pop(key, None)
        else:
            self._tiles[key] = sealed(tile)

    def swap(self, changes: Changes) -> Changes:
        """Puts `changes` and returns what stood there: swapping that back undoes it."""
        before: Changes = {}
        for key, tile in changes.items():
            before[key] = self.get(key)
            self.put(key, tile)
        return before
