"""Layers shown elsewhere than they are, while the hand that moves or bends them has not let go."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.document import Document, Part, Target
from studio.core.geometry import NOWHERE, Rect
from studio.core.layers import Layer, PixelLayer
from studio.core.resample import Matrix, Method, warped
from studio.core.tiles import Tiles

SMOOTH = 1_500_000
"""Up to this many pixels a preview is smooth; larger ones are coarse, so that the hand is followed."""


class Showing:
    """Previews of layers and their masks; nothing in the document changes."""

    def __init__(self) -> None:
        self._shown: dict[Target, Rect] = {}

    def moved(self, document: Document, layers: Sequence[Layer], by: tuple[int, int]) -> None:
        """Every layer as if it were shifted by (dx, dy) pixels; what falls off the canvas is left out."""
        for layer, target, tiles in stored(document, layers):
            there = document.canvas.moved(-layer.offset)  # in the layer's own coordinates
            rect = tiles.bounds.moved(by) & there
            out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
            out.write(rect, tiles.read(rect.moved((-by[0], -by[1]))))
            self._show(document, target, out, tiles.bounds.moved(layer.offset) | rect.moved(layer.offset))

    def bent(self, document: Document, layers: Sequence[Layer], matrix: Matrix) -> None:
        """Every layer as if it went through the 3 × 3 matrix of canvas coordinates."""
        for layer, target, tiles in stored(document, layers):
            content = tiles.content
            out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
            rect = NOWHERE
            if not content.empty:
                method = Method.LINEAR if content.area <= SMOOTH else Method.NEAREST
                pixels, rect = warped(tiles.read(content), content.moved(layer.offset), matrix, method, tiles.empty,
                                      document.canvas)
                out.write(rect.moved(-layer.offset), pixels)
            self._show(document, target, out, tiles.bounds.moved(layer.offset) | rect)

    def end(self, document: Document) -> None:
        for target, area in self._shown.items():
            document.preview(target, None, area & document.canvas)
        self._shown = {}

    def _show(self, document: Document, target: Target, tiles: Tiles, area: Rect) -> None:
        if target.part is Part.LAYER_MASK:
            area = document.canvas  # beyond what it stores, a mask shows or hides everything
        document.preview(target, tiles, (area | self._shown.get(target, NOWHERE)) & document.canvas)
        self._shown[target] = area


def stored(document: Document, layers: Sequence[Layer]) -> list[tuple[Layer, Target, Tiles]]:
    found: list[tuple[Layer, Target, Tiles]] = []
    for layer in layers:
        if isinstance(layer, PixelLayer):
            found.append((layer, Target(Part.PIXELS, layer.id), layer.pixels))
        if layer.mask is not None:
            found.append((layer, Target(Part.LAYER_MASK, layer.id), layer.mask))
    return found
