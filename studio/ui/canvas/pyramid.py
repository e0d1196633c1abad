"""A picture kept at full, half, quarter … size, so that a large canvas stays fluid however far one steps back.

Only what was asked for is built, only what changed is built again, and a frame that runs out of time shows what
it has: the rest follows in the next.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from studio.core.geometry import NOWHERE, Extent, Rect
from studio.core.tiles import TILE

Source: TypeAlias = Callable[[Rect], QImage | None]
"""The picture inside a rectangle of canvas pixels; None where there is nothing."""

FORMAT = QImage.Format.Format_ARGB32_Premultiplied


@dataclass
class _Tile:
    image: QImage | None
    stale: Rect
    """In pixels of its level; what has to be built again."""


class Pyramid:
    """Level 0 is full size, level n is 2ⁿ times smaller; at most `limit` bytes are kept."""

    def __init__(self, extent: Extent, source: Source, limit: int = 256 << 20) -> None:
        self.extent = extent
        self._source = source
        self._most = max(8, limit // (TILE * TILE * 4))
        self._tiles: OrderedDict[tuple[int, int, int], _Tile] = OrderedDict()

    def area(self, level: int) -> Rect:
        return scaled_out(Rect.of(self.extent), level)

    def spoil(self, rect: Rect) -> None:
        """The canvas changed inside `rect`."""
        rect = rect & Rect.of(self.extent)
        for level in {key[0] for key in self._tiles}:
            at_level = scaled_out(rect, level)
            for column, row in at_level.cells(TILE):
                tile = self._tiles.get((level, column, row))
                if tile is not None:
                    tile.stale |= at_level & self._place(level, column, row)

    def image(self, level: int, rect: Rect, until: float | None = None) -> tuple[QImage | None, bool]:
        """`rect` (pixels of the level) as one image, None when nothing is there; and whether it is complete.

        Past the time `until` (perf_counter) nothing more is built.
        """
        out: QImage | None = None
        complete = True
        for column, row in (rect & self.area(level)).cells(TILE):
            tile, fresh = self._fresh(level, column, row, until)
            complete &= fresh
            if tile is None or tile.image is None:
                continue
            if out is None:
                out = QImage(rect.width, rect.height, FORMAT)
                out.fill(0)
            place = self._place(level, column, row)
            _lay(out, tile.image, place.x - rect.x, place.y - rect.y)
        return out, complete

    def _place(self, level: int, column: int, row: int) -> Rect:
        return Rect(column * TILE, row * TILE, TILE, TILE) & self.area(level)

    def _fresh(self, level: int, column: int, row: int, until: float | None) -> tuple[_Tile | None, bool]:
        key = (level, column, row)
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
            if tile.stale.empty:
                return tile, True
        if until is not None and perf_counter() > until:
            return tile, False
        place = self._place(level, column, row)
        stale = place if tile is None else tile.stale
        image, complete = self._built(level, stale, until)
        if tile is None:
            tile = self._tiles[key] = _Tile(None, place)
            while len(self._tiles) > self._most:
                self._tiles.popitem(last=False)
        self._patch(tile, place, stale, image)
        if complete:
            tile.stale = NOWHERE
        return tile, complete

    def _built(self, level: int, rect: Rect, until: float | None) -> tuple[QImage | None, bool]:
        """`rect` of a level made from the level below; level 1 straight from the source, which keeps its own."""
        if level == 0:
            return self._source(rect), True
        below = Rect(rect.x * 2, rect.y * 2, rect.width * 2, rect.height * 2) & self.area(level - 1)
        image, complete = (self._source(below), True) if level == 1 else self.image(level - 1, below, until)
        return (None if image is None else halved(image)), complete

    @staticmethod
    def _patch(tile: _Tile, place: Rect, stale: Rect, image: QImage | None) -> None:
        if stale == place:
            tile.image = image
            return
        if tile.image is None:
            if image is None:
                return
            tile.image = QImage(place.width, place.height, FORMAT)
            tile.image.fill(0)
        inside = stale.moved((-place.x, -place.y))
        if image is None:
            image = QImage(inside.width, inside.height, FORMAT)
            image.fill(0)
        _lay(tile.image, image, inside.x, inside.y)


def level_for(zoom: float) -> int:
    """The level drawn at `zoom`: its pixels are shown at more than half and at most their own size below 50 %."""
    level = 0
    while zoom * 2 ** (level + 1) <= 1:
        level += 1
    return level


def scaled_out(rect: Rect, level: int) -> Rect:
    """`rect` of full size in pixels of a level, rounded outwards."""
    size = 1 << level
    return Rect.between(rect.x // size, rect.y // size, -(-rect.right // size), -(-rect.bottom // size))


def halved(image: QImage) -> QImage:
    """Half the size, each pixel the mean of four; an odd last row or column is doubled first."""
    width, height = -(-image.width() // 2), -(-image.height() // 2)
    if (image.width() | image.height()) & 1:
        even = QImage(width * 2, height * 2, image.format())
        painter = QPainter(even)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for right, down in ((1, 1), (1, 0), (0, 1), (0, 0)):
            painter.drawImage(QPoint(even.width() - image.width() if right else 0,
                                     even.height() - image.height() if down else 0), image)
        painter.end()
        image = even
    return image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio,
                        Qt.TransformationMode.SmoothTransformation)


def _lay(onto: QImage, image: QImage, x: int, y: int) -> None:
    painter = QPainter(onto)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QPoint(x, y), image, QRect(0, 0, image.width(), image.height()))
    painter.end()
