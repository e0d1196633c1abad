"""Layers scaled, turned, slanted or put into perspective."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from studio.core.commands.layers import Ids, all_editable, all_inside, ids_of, topmost
from studio.core.commands.swap import Put, Swap, pixels_in
from studio.core.document import Change, Document
from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Point, Rect
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.resample import Matrix, Method, warped
from studio.core.tiles import Tiles


class TransformLayers(Swap):
    """Sends layers, their masks and all they hold through a 3 × 3 `matrix` of canvas coordinates (pixels).

    A shift by whole pixels moves the layers and changes no pixel.
    """

    def __init__(self, layers: Ids, matrix: Matrix, method: Method = Method.CUBIC) -> None:
        super().__init__("Transform")
        self.layers, self.matrix, self.method = ids_of(layers), np.array(matrix, np.float64), method

    def weight(self, document: Document) -> int:
        if whole_shift(self.matrix) is not None:
            return 0
        grown = abs(float(np.linalg.det(self.matrix[:2, :2])))
        return int(pixels_in(topmost(document, self.layers)) * max(1.0, grown))

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        chosen = topmost(document, self.layers)
        puts: list[Put] = []
        area = NOWHERE
        for layer in chosen:
            all_editable(document, layer)
            area |= document.area(layer)
            for part in all_inside(layer):
                more, seen = self._moved(part)
                puts += more
                area |= seen
        if not puts:
            raise BadRequest("There is nothing in this layer to transform.", "Choose a layer with pixels.")
        return puts, Change(area & document.canvas, tree=True)

    def _moved(self, layer: Layer) -> tuple[list[Put], Rect]:
        by = whole_shift(self.matrix)
        if by is not None:
            seen = layer.pixels.bounds.moved(layer.offset + by) if isinstance(layer, PixelLayer) else NOWHERE
            return [Put(layer, "offset", layer.offset + by)], seen
        puts = [] if isinstance(layer, Group) and layer.mask is None else [Put(layer, "offset", Point(0, 0))]
        seen = NOWHERE
        if isinstance(layer, PixelLayer):
            tiles = transformed(layer.pixels, layer.offset, self.matrix, self.method)
            puts.append(Put(layer, "pixels", tiles))
            seen = tiles.bounds
        if layer.mask is not None:
            puts.append(Put(layer, "mask", transformed(layer.mask, layer.offset, self.matrix, self.method)))
        return puts, seen


def whole_shift(matrix: Matrix) -> Point | None:
    """What a matrix moves by when it does nothing else, in whole pixels."""
    x, y = float(matrix[0, 2]), float(matrix[1, 2])
    only = np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])
    if not np.array_equal(matrix, only) or not (x.is_integer() and y.is_integer()):
        return None
    return Point(int(x), int(y))


def transformed(tiles: Tiles, offset: tuple[int, int], matrix: Matrix, method: Method) -> Tiles:
    """The tiles' content, which stands at `offset` on the canvas, after `matrix`, in canvas coordinates."""
    content = tiles.content
    out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
    if content.empty:
        return out
    pixels, rect = warped(tiles.read(content), content.moved(offset), matrix, method, tiles.empty)
    out.write(rect, pixels)
    return out


def around(document: Document, layers: Iterable[Layer]) -> Rect:
    """The smallest rectangle around all that is painted in `layers`, on the canvas and beyond it."""
    found = NOWHERE
    for layer in layers:
        for part in all_inside(layer):
            if isinstance(part, PixelLayer):
                found |= part.pixels.content.moved(part.offset)
    return found
