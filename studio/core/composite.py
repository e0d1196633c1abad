"""All layers as the one picture they make together: what is exported, handed to models and merged, at full depth.

Tile by tile; nothing is computed where no layer has pixels, nor below a tile that hides all others. In between it
stays in float, so that ten faint layers round once, not ten times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core import blend
from studio.core.document import Document
from studio.core.geometry import Rect
from studio.core.layers import EVERYWHERE, Group, Layer, Mode, PixelLayer
from studio.core.picture import Picture, to8, to16
from studio.core.tiles import TILE, area_of

Array: TypeAlias = NDArray[Any]


def composite(document: Document, rect: Rect, layers: Sequence[Layer] | None = None,
              start: Picture | None = None) -> Picture:
    """What shows inside `rect` (canvas coordinates): (h, w, 4) of the document's depth, straight alpha.

    `layers` (bottom to top) stand for the document's own when given. They are laid on `start`, a picture of the
    rectangle's size, or on nothing. A stroke under way is seen as it stands.
    """
    chosen = document.root.children if layers is None else layers
    dtype = depth_of(document)
    out = np.zeros((rect.height, rect.width, 4), dtype) if start is None else start.copy()
    for key in rect.cells(TILE):
        part = rect & area_of(key)
        inside = part.moved((-rect.x, -rect.y)).slices
        surface = _stack(document, chosen, part, None if start is None else _Surface(out[inside]))
        if surface is not None:
            out[inside] = surface.picture(dtype)
        else:
            out[inside] = 0
    return out


def flatten(document: Document) -> Picture:
    """The whole canvas."""
    return composite(document, document.canvas)


def layer_picture(document: Document, layer: Layer, rect: Rect) -> Picture:
    """One layer alone, as if it were fully opaque, normal and unmasked: its pixels, or what its children make."""
    if isinstance(layer, Group):
        return composite(document, rect, layer.children)
    assert isinstance(layer, PixelLayer)
    picture = document.pixels_shown(layer).read(rect.moved(-layer.offset))
    return to16(picture) if document.depth == 16 else to8(picture)


def depth_of(document: Document) -> np.dtype[Any]:
    return np.dtype(np.uint16 if document.depth == 16 else np.uint8)


def passes_through(layer: Layer) -> bool:
    """Whether a group's children blend straight with what lies below it.

    As in OpenRaster and CSS, anything done to the group as a whole (mode, opacity, mask) isolates it.
    """
    return (isinstance(layer, Group) and not layer.isolated and layer.mode is Mode.NORMAL and layer.opacity >= 1
            and (layer.mask is None or not layer.mask_enabled))


class _Surface(NamedTuple):
    """What has been laid so far: stored pixels as long as they are untouched, else planes."""

    stored: Array | None = None
    colour: Array | None = None
    alpha: Array | None = None

    def planes(self) -> tuple[blend.Plane, blend.Plane]:
        if self.stored is not None:
            return blend.planes(self.stored)
        assert self.colour is not None
        assert self.alpha is not None
        return self.colour, self.alpha

    def picture(self, dtype: np.dtype[Any]) -> Array:
        if self.stored is not None:
            return to16(self.stored) if dtype == np.uint16 else to8(self.stored)
        return blend.pixels(*self.planes(), dtype)

    @property
    def opaque(self) -> bool:
        return self.stored is not None and bool((self.stored[..., 3] == np.iinfo(self.stored.dtype).max).all())


def _stack(document: Document, layers: Sequence[Layer], part: Rect, below: _Surface | None) -> _Surface | None:
    """`layers` laid on `below` inside `part`, which lies in one tile; None is nothing at all."""
    hidden: list[tuple[Layer, _Surface | None]] = []
    for layer in reversed(layers):  # from the top, so that what an opaque layer hides is never read
        if not layer.visible or (layer.opacity <= 0 and layer.mode not in EVERYWHERE):
            continue
        own = None if passes_through(layer) else _own(document, layer, part)
        hidden.append((layer, own))
        if own is not None and layer.mode is Mode.NORMAL and layer.opacity >= 1 and own.opaque \
                and _coverage(document, layer, part) is None:
            below = None
            break
    for layer, own in reversed(hidden):
        if passes_through(layer):
            assert isinstance(layer, Group)
            below = _stack(document, layer.children, part, below)
        else:
            below = _lay(document, layer, part, below, own)
    return below


def _own(document: Document, layer: Layer, part: Rect) -> _Surface | None:
    if isinstance(layer, Group):
        return _stack(document, layer.children, part, None)
    assert isinstance(layer, PixelLayer)
    tiles, there = document.pixels_shown(layer), part.moved(-layer.offset)
    keys = tuple(there.cells(TILE))
    if not any(key in tiles for key in keys):
        return None
    whole = tiles.get(keys[0]) if len(keys) == 1 and there == area_of(keys[0]) else None
    return _Surface(tiles.read(there) if whole is None else whole)


def _coverage(document: Document, layer: Layer, part: Rect) -> Array | None:
    """The layer's mask inside `part`; None where it hides nothing."""
    mask = document.mask_shown(layer) if layer.mask_enabled else None
    if mask is None:
        return None
    there = part.moved(-layer.offset)
    if mask.empty == np.iinfo(mask.dtype).max and not any(key in mask for key in there.cells(TILE)):
        return None
    found = mask.read(there)
    return None if bool((found == np.iinfo(found.dtype).max).all()) else found


def _lay(document: Document, layer: Layer, part: Rect, below: _Surface | None, own: _Surface | None) -> _Surface | None:
    if own is None:
        return None if layer.mode in EVERYWHERE else below
    coverage = _coverage(document, layer, part)
    plain = layer.opacity >= 1 and coverage is None
    if below is None:
        if layer.mode in (Mode.DST_IN, Mode.DST_OUT, Mode.SRC_ATOP):
            return None
        if plain:
            return own  # whatever the mode: on nothing, it shows as it is
    elif plain and layer.mode is Mode.NORMAL and own.opaque:
        return own
    cs, strength = own.planes()
    if below is None:
        return _Surface(None, cs, blend.weakened(strength, layer.opacity, coverage))
    cb, ab = below.planes()
    colour, alpha = blend.join(layer.mode, cb, ab, cs, blend.weakened(strength, layer.opacity, coverage))
    return _Surface(None, colour, alpha)
