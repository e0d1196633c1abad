"""Small pictures of layers and masks, brought up to date tile by tile, so that a stroke costs only what it touched."""

from __future__ import annotations

from math import inf
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from studio.core.document import Document
from studio.core.geometry import Extent, Point
from studio.core.layers import Layer, PixelLayer
from studio.core.tiles import TILE, Key, Tiles

CHECK_DARK, CHECK_LIGHT, CHECK = QColor("#6E6E74"), QColor("#98989E"), 5
_SAMPLES = 2
"""Samples a side that stand for one small pixel: enough at 36 pixels, and 4096² costs milliseconds."""


def reduction(size: tuple[int, int], side: int) -> int:
    """How many canvas pixels (a power of two, at most a tile) become one, to stay at least `side` long."""
    factor = 1
    while factor < TILE and max(size) / (factor * 2) >= side:
        factor *= 2
    return factor


def reduced(tile: NDArray[Any], factor: int) -> NDArray[np.uint8]:
    """A tile `factor` times smaller: (n, n) for masks, (n, n, 4) premultiplied for colours; 8 bit either way."""
    step = max(1, factor // _SAMPLES)
    seen = tile[::step, ::step].astype(np.float32)
    if tile.dtype == np.uint16:
        seen /= 257.0
    if seen.ndim == 3:
        seen[..., :3] *= seen[..., 3:] / 255.0
    box = factor // step
    if box > 1:
        n = seen.shape[0] // box
        seen = seen.reshape(n, box, n, box, *seen.shape[2:]).mean((1, 3))
    return (seen + 0.5).astype(np.uint8)


class Miniature:
    """One layer's or mask's small picture; remembers which tiles it has seen, by their identity."""

    def __init__(self) -> None:
        self._place: tuple[object, ...] = ()
        self._seen: dict[Key, NDArray[Any]] = {}
        self._small: dict[Key, NDArray[np.uint8]] = {}
        self._pixmap: QPixmap | None = None
        self.behind = False
        """There was no time for all new tiles: ask again soon."""

    def pixmap(self, tiles: Tiles, size: Extent, offset: Point, side: int, until: float = inf) -> QPixmap:
        """At most `side` pixels long. The same object as last time when nothing has changed.

        Looks at new tiles until `until` (of `time.perf_counter`), but at one at least.
        """
        place = (size, offset, side, tiles.channels)
        factor = reduction(size, side)
        if place[0] != (self._place or (None,))[0] or place[2:] != self._place[2:]:
            self._seen.clear()
            self._small.clear()
        changed = self._refresh(tiles, factor, until) or place != self._place
        self._place = place
        if changed or self._pixmap is None:
            self._pixmap = self._drawn(tiles, size, offset, side, factor)
        return self._pixmap

    def _refresh(self, tiles: Tiles, factor: int, until: float) -> bool:
        changed = self.behind = False
        for key in [key for key in self._seen if key not in tiles]:
            del self._seen[key], self._small[key]
            changed = True
        for key, tile in tiles.items():
            if self._seen.get(key) is not tile:
                if changed and perf_counter() > until:
                    self.behind = True
                    break
                self._seen[key], self._small[key] = tile, reduced(tile, factor)
                changed = True
        return changed

    def _drawn(self, tiles: Tiles, size: Extent, offset: Point, side: int, factor: int) -> QPixmap:
        width, height = max(1, -(-size.width // factor)), max(1, -(-size.height // factor))
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        mask = tiles.channels == 1
        image.fill(QColor(tiles.empty, tiles.empty, tiles.empty) if mask else QColor(0, 0, 0, 0))
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for (column, row), small in self._small.items():
            at = QPointF((column * TILE + offset.x) / factor, (row * TILE + offset.y) / factor)
            form = QImage.Format.Format_Grayscale8 if mask else QImage.Format.Format_RGBA8888_Premultiplied
            small = np.ascontiguousarray(small)
            painter.drawImage(at.toPoint(), QImage(small.data, small.shape[1], small.shape[0], small.strides[0], form))
        painter.end()
        fitted, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return QPixmap.fromImage(image.scaled(side, side, fitted, smooth))


class Miniatures:
    """Those of one document, by layer; forgotten with `forget` when layers go."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pixels: dict[int, Miniature] = {}
        self._masks: dict[int, Miniature] = {}
        self._until = inf
        self.behind = False
        """Some picture is not up to date yet."""

    def begin(self, seconds: float) -> None:
        """From now on, as much as can be done in this time."""
        self._until = perf_counter() + seconds
        self.behind = False

    def pixels(self, layer: PixelLayer, side: int) -> QPixmap:
        mini = self._pixels.setdefault(layer.id, Miniature())
        return self._drawn(mini, layer.pixels, layer, side)

    def mask(self, layer: Layer, side: int) -> QPixmap | None:
        if layer.mask is None:
            return None
        mini = self._masks.setdefault(layer.id, Miniature())
        return self._drawn(mini, layer.mask, layer, side)

    def _drawn(self, mini: Miniature, tiles: Tiles, layer: Layer, side: int) -> QPixmap:
        pixmap = mini.pixmap(tiles, self._document.size, layer.offset, side, self._until)
        self.behind |= mini.behind
        return pixmap

    def forget(self, kept: set[int]) -> None:
        """Drops all but those of the layers `kept`."""
        for held in (self._pixels, self._masks):
            for number in [number for number in held if number not in kept]:
                del held[number]


def draw_checks(painter: QPainter, rect: QRectF) -> None:
    """The grey squares that stand for nothing, the same in both themes: they belong to the picture."""
    painter.fillRect(rect, CHECK_DARK)
    rows, columns = int(rect.height() // CHECK) + 1, int(rect.width() // CHECK) + 1
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            square = QRectF(rect.x() + column * CHECK, rect.y() + row * CHECK, CHECK, CHECK)
            painter.fillRect(square & rect, CHECK_LIGHT)
