"""What a tile of the picture is made of, told by identities: when that is the same, so are its pixels.

Tiles are never changed, only replaced. So a list of the tiles that take part, with each layer's way of joining, says
in a few microseconds whether something kept is still right, without anybody having to be told what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import is_
from typing import Any

from studio.core.document import Document
from studio.core.geometry import Point
from studio.core.layers import EVERYWHERE, Group, Layer, PixelLayer
from studio.core.tiles import TILE, Array, Key, Tiles, area_of

ORIGIN = Point(0, 0)


@dataclass(slots=True, eq=False)
class Mark:
    """`joins` how the layers join, `tiles` the tiles (None: empty) in the order in which they are met."""

    joins: tuple[Any, ...]
    tiles: tuple[Array | None, ...]

    def same(self, other: Mark | None) -> bool:
        return other is not None and self.similar(other) and all(map(is_, self.tiles, other.tiles))

    def similar(self, other: Mark | None) -> bool:
        """Whether nothing but pixels differs."""
        return other is not None and len(self.tiles) == len(other.tiles) and self.joins == other.joins

    @property
    def blank(self) -> bool:
        return all(tile is None for tile in self.tiles)


def shows(layer: Layer) -> bool:
    """Whether the layer has a say in the picture at all."""
    return layer.visible and (layer.opacity > 0 or layer.mode in EVERYWHERE)


def mark(document: Document, layers: Sequence[Layer], key: Key) -> Mark:
    """What `layers` (bottom to top) put into the canvas tile `key`."""
    joins: list[Any] = []
    tiles: list[Array | None] = []
    for layer in layers:
        if shows(layer):
            _note(document, layer, key, joins, tiles)
    return Mark(tuple(joins), tuple(tiles))


def content(document: Document, layer: Layer, key: Key, opacity: float) -> Mark:
    """What one layer by itself has in the canvas tile `key`, whatever its mode; `opacity` is what of it counts."""
    mask = document.mask_shown(layer) if layer.mask_enabled else None
    if mask is None and isinstance(layer, PixelLayer) and layer.offset == ORIGIN:
        return Mark((opacity,), (document.pixels_shown(layer).get(key),))
    joins: list[Any] = [opacity, layer.offset, mask is None]
    tiles: list[Array | None] = []
    _fill(document, layer, mask, key, joins, tiles)
    return Mark(tuple(joins), tuple(tiles))


def _note(document: Document, layer: Layer, key: Key, joins: list[Any], tiles: list[Array | None]) -> None:
    mask = document.mask_shown(layer) if layer.mask_enabled else None
    joins.append((layer.id, layer.mode, layer.opacity, layer.offset, mask is None))
    _fill(document, layer, mask, key, joins, tiles)


def _fill(document: Document, layer: Layer, mask: Tiles | None, key: Key, joins: list[Any],
          tiles: list[Array | None]) -> None:
    if isinstance(layer, PixelLayer):
        _gather(document.pixels_shown(layer), layer.offset, key, tiles)
    if mask is not None:
        _gather(mask, layer.offset, key, tiles)
    if isinstance(layer, Group):
        joins.append(layer.isolated)
        for child in layer.children:
            if shows(child):
                _note(document, child, key, joins, tiles)
        joins.append(None)


def _gather(tiles: Tiles, offset: tuple[int, int], key: Key, found: list[Array | None]) -> None:
    if offset == ORIGIN:
        found.append(tiles.get(key))
    elif offset[0] % TILE == 0 and offset[1] % TILE == 0:
        found.append(tiles.get((key[0] - offset[0] // TILE, key[1] - offset[1] // TILE)))
    else:
        found.extend(tiles.get(there) for there in area_of(key).moved((-offset[0], -offset[1])).cells(TILE))
