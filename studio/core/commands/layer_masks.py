"""Masks that hide parts of a layer without losing them: added, taken away, or made to stay."""

from __future__ import annotations

import numpy as np

from studio.core.commands.swap import Put, Swap, pixels_in
from studio.core.document import Change, Document
from studio.core.errors import BadRequest
from studio.core.layers import Layer, PixelLayer
from studio.core.tiles import Array, Tiles, area_of, sealed


class AddLayerMask(Swap):
    """Gives a layer a mask that shows what `shows` (one channel, canvas coordinates) marks; None shows everything."""

    def __init__(self, layer: int, shows: Tiles | None = None) -> None:
        super().__init__("Add layer mask")
        self.layer, self.shows = layer, shows

    def weight(self, document: Document) -> int:
        return 0 if self.shows is None else document.size.area

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        layer = document.editable(self.layer)
        if layer.mask is not None:
            raise BadRequest(f"“{layer.name}” has a mask already.", "Paint on it, or delete it first.")
        mask = Tiles(1, empty=255)
        if self.shows is not None:
            rect = document.canvas | (layer.pixels.bounds.moved(layer.offset) if isinstance(layer, PixelLayer)
                                      else document.canvas)
            mask.write(rect.moved(-layer.offset), self.shows.read(rect))
        return [Put(layer, "mask", mask), Put(layer, "mask_enabled", True)], Change(document.area(layer), tree=True)


class RemoveLayerMask(Swap):
    """Takes the mask away, so that the whole layer shows again."""

    def __init__(self, layer: int) -> None:
        super().__init__("Delete layer mask")
        self.layer = layer

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        layer = _masked(document, self.layer)
        return [Put(layer, "mask", None)], Change(document.area(layer), tree=True)


class ApplyLayerMask(Swap):
    """Makes what the mask hides transparent for good, and takes the mask away."""

    def __init__(self, layer: int) -> None:
        super().__init__("Apply layer mask")
        self.layer = layer

    def weight(self, document: Document) -> int:
        return pixels_in([document.layer(self.layer)])

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        layer = _masked(document, self.layer)
        if not isinstance(layer, PixelLayer) or layer.mask is None:
            raise BadRequest("A group has no pixels of its own.", "Apply masks of the layers inside it.")
        pixels = Tiles(4, layer.pixels.dtype)
        for key, tile in layer.pixels.items():
            pixels.put(key, hidden(tile, layer.mask.read(area_of(key))))
        return [Put(layer, "pixels", pixels), Put(layer, "mask", None)], Change(document.area(layer), tree=True)


def hidden(tile: Array, mask: Array) -> Array | None:
    """The RGBA tile with its alpha weakened by the mask, rounded; None when nothing is left to see."""
    if (mask == 255).all():
        return tile
    weak = tile.copy()
    weak[..., 3] = (tile[..., 3].astype(np.uint32) * mask + 127) // 255
    return sealed(weak) if weak[..., 3].any() else None


def _masked(document: Document, number: int) -> Layer:
    layer = document.editable(number)
    if layer.mask is None:
        raise BadRequest(f"“{layer.name}” has no mask.", "Add a layer mask first.")
    return layer
