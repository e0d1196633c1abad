"""What a tile of the picture is made of, told by identities: when that is the same, so are its pixels.

Tiles are never changed, only replaced. So a list of the tiles that take part, with each layer's way of joining, says
in a few microseconds whether something kept is still right, without anybody having to be told what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import is_
from typing import Any

import numpy as np

from studio.core.document import Document
from studio.core.geometry import Point
from studio.core.layers import EVERYWHERE, Group, Layer, PixelLayer
from studio.core.tiles import TILE, Array, Key, Tiles, area_of

ORIGIN = Point(0, 0)

NEVER = np.empty(0)
"""No tile of any layer."""


@dataclass(slots=True, eq=False)
class Mark:
    """`joins` how the layers join, `tiles` the tiles (None: empty) in the order in which they are met."""

    joins: tuple[Any, ...]
    tiles: tuple[Array | None, ...]

    def same(self, other: Mark | None) -> bool:
        return other is not None and self.similar(other) and all(map(is_, self.tiles, other.tiles))

    def similar(self, other: Mark | None) -> bool:
        """Whether nothing but pixels differs."""
        return other is not None and (
            self.joins is other.joins or self.joins == other.joins) and len(self.tiles) == len(other.tiles)

    def spoilt(self) -> Mark:
        """Similar, and never the same."""
        return Mark(self.joins, (NEVER,) * len(self.tiles))

    @property
    def blank(self) -> bool:
        return all(tile is None for tile in self.tiles)


def shows(layer: Layer) -> bool:
    """Whether the layer has a say in the picture at all."""
    return layer.visible and (layer.opacity > 0 or layer.mode in EVERYWHERE)


class Survey:
    """How layers join, found once; then each tile's mark costs a look into each of their tiles."""

    def __init__(self, joins: tuple[Any, ...], sources: Sequence[tuple[Tiles, Point]]) -> None:
        self.joins = joins
        self._sources = sources
        self._plain = [tiles for tiles, offset in sources if offset == ORIGIN]

    def mark(self, key: Key) -> Mark:
        if len(self._plain) == len(self._sources):
            return Mark(self.joins, tuple([tiles.get(key) for tiles in self._plain]))
        found: list[Array | None] = []
        for tiles, offset in self._sources:
            _gather(tiles, offset, key, found)
        return Mark(self.joins, tuple(found))


def survey(document: Document, layers: Sequence[Layer], like: Survey | None = None, dry: bool = False) -> Survey:
    """What `layers` (bottom to top) put into the canvas. `like` is an earlier one: then comparing marks costs less.
    `dry`: without a stroke under way."""
    joins: list[Any] = []
    sources: list[tuple[Tiles, Point]] = []
    for layer in layers:
        if shows(layer):
            _note(document, layer, joins, sources)
    if dry:
        sources = [(tiles.dry, offset) for tiles, offset in sources]
    found = tuple(joins)
    return Survey(like.joins if like is not None and like.joins == found else found, sources)


def mark(document: Document, layers: Sequence[Layer], key: Key) -> Mark:
    """What `layers` (bottom to top) put into the canvas tile `key`."""
    return survey(document, layers).mark(key)


def content(document: Document, layer: Layer, how: object, dry: bool = False) -> Survey:
    """What one layer by itself has, whatever its mode; `how` says what else makes a difference. `dry` as above."""
    mask = document.mask_shown(layer) if layer.mask_enabled else None
    joins: list[Any] = [how, layer.offset, mask is None]
    sources: list[tuple[Tiles, Point]] = []
    _fill(document, layer, mask, joins, sources)
    return Survey(tuple(joins), [(tiles.dry, offset) for tiles, offset in sources] if dry else sources)


def _note(document: Document, layer: Layer, joins: list[Any], sources: list[tuple[Tiles, Point]]) -> None:
    mask = document.mask_shown(layer) if layer.mask_enabled else None
    joins.append((layer.id, layer.mode, layer.opacity, layer.offset, mask is None))
    _fill(document, layer, mask, joins, sources)


def _fill(document: Document, layer: Layer, mask: Tiles | None, joins: list[Any],
          sources: list[tuple[Tiles, Point]]) -> None:
    if isinstance(layer, PixelLayer):
        sources.append((document.pixels_shown(layer), layer.offset))
    if mask is not None:
        sources.append((mask, layer.offset))
    if isinstance(layer, Group):
        joins.append(layer.isolated)
        for child in layer.children:
            if shows(child):
                _note(document, child, joins, sources)
        joins.append(None)


def _gather(tiles: Tiles, offset: tuple[int, int], key: Key, found: list[Array | None]) -> None:
    if offset == ORIGIN:
        found.append(tiles.get(key))
    elif offset[0] % TILE == 0 and offset[1] % TILE == 0:
        found.append(tiles.get((key[0] - offset[0] // TILE, key[1] - offset[1] // TILE)))
    else:
        found.extend(tiles.get(there) for there in area_of(key).moved((-offset[0], -offset[1])).cells(TILE))
