"""Changes to the whole picture: its size, its edges, its turning, its depth."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction

import numpy as np

from studio.core.commands.layers import in_depth
from studio.core.commands.swap import Put, Swap, pixels_in
from studio.core.document import Change, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Extent, Point, Rect
from studio.core.layers import Layer, PixelLayer
from studio.core.resample import LARGEST, Matrix, Method, resized
from studio.core.tiles import TILE, Array, Tiles


def shifted(tiles: Tiles, by: tuple[int, int]) -> Tiles:
    """The same pixels elsewhere; by whole tiles, they are shared."""
    if by[0] % TILE == by[1] % TILE == 0:
        columns, rows = by[0] // TILE, by[1] // TILE
        moved = {(column + columns, row + rows): tile for (column, row), tile in tiles.items()}
        return Tiles(tiles.channels, tiles.dtype, moved, tiles.empty)
    out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
    out.write(tiles.bounds.moved(by), tiles.read(tiles.bounds))
    return out


def cut(tiles: Tiles, rect: Rect) -> Tiles:
    """Only what lies in `rect`; whole tiles are shared."""
    out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
    for key, tile in tiles.items():
        area = Rect(key[0] * TILE, key[1] * TILE, TILE, TILE)
        if rect.holds(area):
            out.put(key, tile)
        elif not (rect & area).empty:
            out.write(rect & area, tiles.read(rect & area))
    return out


def refuse_locked(document: Document) -> None:
    for layer in document.root.walk():
        document.editable(layer.id)


def checked_size(width: int, height: int) -> Extent:
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST):
        raise BadRequest(f"A canvas cannot be {Extent(width, height)} px.", f"Each side can be 1 to {LARGEST} px.")
    return Extent(width, height)


class ResizeCanvas(Swap):
    """The canvas becomes what `rect` shows of it now (it may reach beyond). Pixels outside are kept, unseen."""

    def __init__(self, rect: Rect, title: str = "Canvas size") -> None:
        super().__init__(title)
        checked_size(rect.width, rect.height)
        self.rect = rect

    def weight(self, document: Document) -> int:
        return sum(tiles.nbytes for _, tiles in marks_of(document))

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        by = -self.rect.corner
        puts = [Put(document, "size", self.rect.extent),
                Put(document, "frame", np.array([[1.0, 0, by.x], [0, 1, by.y], [0, 0, 1]]) @ document.frame)]
        puts += [Put(layer, "offset", layer.offset + by) for layer in document.root.walk()]
        puts += [Put(document, name, shifted(cut(tiles, self.rect), by)) for name, tiles in marks_of(document)]
        return puts, everything(document, self.rect.extent)


def marks_of(document: Document) -> list[tuple[str, Tiles]]:
    """The names and tiles of the mask and of the selections, those that are there."""
    named = [("mask", document.mask), ("selection", document.selection), ("deselected", document.deselected)]
    return [(name, tiles) for name, tiles in named if tiles is not None]


def everything(document: Document, size: tuple[int, int]) -> Change:
    return Change(document.canvas | Rect.of(size), tree=True, mask=True, selection=True, size=True)


class Crop(ResizeCanvas):
    """The canvas becomes `rect`, and pixels outside are cut off every layer."""

    def __init__(self, rect: Rect) -> None:
        super().__init__(rect, "Crop")

    def weight(self, document: Document) -> int:
        return pixels_in([document.root]) + super().weight(document)

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        refuse_locked(document)
        puts, change = super().plan(document)
        for layer in document.root.walk():
            inside = self.rect.moved(-layer.offset)
            if isinstance(layer, PixelLayer):
                puts.append(Put(layer, "pixels", cut(layer.pixels, inside)))
            if layer.mask is not None:
                puts.append(Put(layer, "mask", cut(layer.mask, inside)))
        return puts, change


class _Reshape(Swap):
    """Sends every layer, mask and selection through one mapping of the whole canvas."""

    @abstractmethod
    def size(self, before: Extent) -> Extent:
        """The canvas afterwards."""

    @abstractmethod
    def matrix(self, before: Extent) -> Matrix:
        """3 × 3: where a point of the canvas goes."""

    @abstractmethod
    def mapped(self, tiles: Tiles, rect: Rect, canvas: Extent) -> Tiles:
        """What `tiles` holds in `rect` (canvas coordinates, all its content), in new canvas coordinates."""

    def weight(self, document: Document) -> int:
        before, after = document.size.area, self.size(document.size).area
        held = pixels_in([document.root]) + sum(tiles.nbytes for _, tiles in marks_of(document))
        return max(held, held * after // before)

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        refuse_locked(document)
        after = self.size(document.size)
        puts = [Put(document, "size", after),
                Put(document, "frame", self.matrix(document.size) @ document.frame)]
        for layer in document.root.walk():
            if isinstance(layer, PixelLayer):
                puts.append(Put(layer, "pixels", self._moved(layer, layer.pixels, document.size)))
            if layer.mask is not None:
                puts.append(Put(layer, "mask", self._moved(layer, layer.mask, document.size)))
            puts.append(Put(layer, "offset", Point(0, 0)))
        puts += [Put(document, name, self.mapped(tiles, document.canvas, document.size))
                 for name, tiles in marks_of(document)]
        return puts, everything(document, after)

    def _moved(self, layer: Layer, tiles: Tiles, canvas: Extent) -> Tiles:
        there = shifted(tiles, layer.offset)
        return self.mapped(there, there.content, canvas)


def written(tiles: Tiles, pixels: Array, at: tuple[int, int]) -> Tiles:
    out = Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
    out.write(Rect(*at, pixels.shape[1], pixels.shape[0]), pixels)
    return out


class ScaleImage(_Reshape):
    """Everything at another size: `size` = (width, height) in pixels."""

    def __init__(self, size: tuple[int, int], method: Method = Method.LANCZOS) -> None:
        super().__init__("Image size")
        self.goal, self.method = checked_size(*size), method

    def size(self, before: Extent) -> Extent:
        return self.goal

    def matrix(self, before: Extent) -> Matrix:
        return np.diag([self.goal.width / before.width, self.goal.height / before.height, 1.0])

    def mapped(self, tiles: Tiles, rect: Rect, canvas: Extent) -> Tiles:
        across, down = Fraction(self.goal.width, canvas.width), Fraction(self.goal.height, canvas.height)
        left, right = _whole(rect.x, rect.right, across.denominator)
        top, bottom = _whole(rect.y, rect.bottom, down.denominator)
        source = Rect.between(left, top, right, bottom)
        goal = Rect.between(int(left * across), int(top * down), int(right * across), int(bottom * down))
        if source.empty or goal.empty:
            return Tiles(tiles.channels, tiles.dtype, None, tiles.empty)
        return written(tiles, resized(tiles.read(source), goal.extent, self.method), goal.corner)


def _whole(low: int, high: int, step: int) -> tuple[int, int]:
    """The span widened to multiples of `step`: only such edges fall on whole pixels again after scaling."""
    return low // step * step, -(-high // step) * step


class FlipImage(_Reshape):
    """Mirrors everything, left to right or (not `across`) top to bottom."""

    def __init__(self, across: bool = True) -> None:
        super().__init__("Flip image horizontally" if across else "Flip image vertically")
        self.across = across

    def size(self, before: Extent) -> Extent:
        return before

    def matrix(self, before: Extent) -> Matrix:
        if self.across:
            return np.array([[-1.0, 0, before.width], [0, 1, 0], [0, 0, 1]])
        return np.array([[1.0, 0, 0], [0, -1, before.height], [0, 0, 1]])

    def mapped(self, tiles: Tiles, rect: Rect, canvas: Extent) -> Tiles:
        pixels = tiles.read(rect)
        if self.across:
            return written(tiles, pixels[:, ::-1], (canvas.width - rect.right, rect.y))
        return written(tiles, pixels[::-1], (rect.x, canvas.height - rect.bottom))


class RotateImage(_Reshape):
    """Turns everything clockwise by `degrees`: 90, 180 or 270."""

    def __init__(self, degrees: int) -> None:
        if degrees not in (90, 180, 270):
            raise BadRequest(f"An image turns by 90, 180 or 270 degrees, not by {degrees}.")
        super().__init__(f"Rotate image {degrees}°")
        self.turns = degrees // 90

    def size(self, before: Extent) -> Extent:
        return Extent(before.height, before.width) if self.turns % 2 else before

    def matrix(self, before: Extent) -> Matrix:
        width, height = before
        rows = {1: [[0.0, -1, height], [1, 0, 0]], 2: [[-1.0, 0, width], [0, -1, height]],
                3: [[0.0, 1, 0], [-1, 0, width]]}[self.turns]
        return np.array([*rows, [0, 0, 1]])

    def mapped(self, tiles: Tiles, rect: Rect, canvas: Extent) -> Tiles:
        corner = {1: (canvas.height - rect.bottom, rect.x),
                  2: (canvas.width - rect.right, canvas.height - rect.bottom),
                  3: (rect.y, canvas.width - rect.right)}[self.turns]
        return written(tiles, np.rot90(tiles.read(rect), -self.turns), corner)


class ConvertDepth(Swap):
    """8 or 16 bits a channel. From 8 to 16 and back changes nothing; from 16 to 8 rounds."""

    def __init__(self, depth: int) -> None:
        if depth not in (8, 16):
            raise BadRequest(f"A document has 8 or 16 bits a channel, not {depth}.")
        super().__init__(f"Convert to {depth} bit")
        self.depth = depth

    def weight(self, document: Document) -> int:
        return pixels_in([document.root])

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        puts = [Put(document, "depth", self.depth)]
        puts += [Put(layer, "pixels", in_depth(layer.pixels, self.depth))
                 for layer in document.root.walk() if isinstance(layer, PixelLayer)]
        return puts, everything(document, document.size)
