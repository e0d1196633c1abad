"""A stroke on the screen while the hand draws it: a film between what lies below it and above it, ready in each tile.

The layer's own tiles are not needed for that; they are made when the hand lifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from studio.core.document import Document, Part
from studio.core.geometry import Rect
from studio.core.ink import ScreenInk
from studio.core.layers import Layer, Mode, PixelLayer
from studio.core.stack import ORIGIN, Mark, shows
from studio.core.tiles import TILE, Key, spread
from studio.core.wash import WetTiles
from studio.ui.pieces import FORMAT, PAINTED, Piece, blank

SOURCE = QPainter.CompositionMode.CompositionMode_Source
OVER = QPainter.CompositionMode.CompositionMode_SourceOver

@dataclass(eq=False)
class Bed:
    """One tile of the screen, and what the film lies on and under there (None: nothing): right as long as the tile's
    `mark`, without the stroke, is."""

    mark: Mark
    screen: Piece
    under: Piece | None
    above: Piece | None


class Live:
    """The stroke that wets `tiles` of `layer`. `direct`: nothing is done to the layer after the film has been laid on
    it, so that the layer and all below it can be ready as one picture."""

    def __init__(self, tiles: WetTiles, ink: ScreenInk, layer: Layer, direct: bool) -> None:
        self.layer = layer
        self.mode = ink.joins
        self.direct = direct
        self.beds: dict[Key, Bed] = {}
        self.touched: dict[Key, Rect] = {}
        """Tiles of the screen that show some of it, and where (pixels of the canvas)."""
        self._tiles = tiles
        self._seen = len(tiles.spoilt)
        self._wash = tiles.wash
        self._ink = ink
        self._canvas = tiles.wash.canvas
        self._painter = QPainter()

    def piece(self, part: Rect, at: tuple[int, int]) -> Piece | None:
        """The film inside `part` of the tile whose corner lies `at`; None where there is none."""
        inside = part.moved(at) & self._canvas
        film = self._wash.film(self._ink, inside)
        if film is None:
            return None
        pixels = film.view(np.uint8).reshape(inside.height, inside.width, 4)
        if inside.extent != part.extent:
            whole = blank(part)
            whole[inside.moved((-at[0] - part.x, -at[1] - part.y)).slices] = pixels
            pixels = whole
        return Piece(pixels, part)

    def touch(self, key: Key, part: Rect) -> None:
        before = self.touched.get(key)
        self.touched[key] = part if before is None else before | part

    def news(self, stale: dict[Key, Rect]) -> None:
        """Notes in `stale`, for each tile of the canvas, what of it has been painted on since the last time."""
        spoilt, offset = self._tiles.spoilt, self._wash.offset
        for rect in spoilt[self._seen:]:
            spread(rect.moved(offset) if offset != ORIGIN else rect, stale)
        self._seen = len(spoilt)

    def paint(self, key: Key, part: Rect) -> None:
        """Draws `part` (pixels of the canvas) of a tile that has its bed."""
        bed, left, top = self.beds[key], key[0] * TILE, key[1] * TILE
        x, y, width, height = part
        painter = self._painter
        painter.begin(bed.screen.image)
        painter.setCompositionMode(SOURCE)
        if bed.under is None:
            painter.fillRect(x - left, y - top, width, height, Qt.GlobalColor.transparent)
        else:
            painter.drawImage(x - left, y - top, bed.under.image, x - left, y - top, width, height)
        painter.setCompositionMode(OVER)
        inside = part & self._canvas
        film = self._wash.film(self._ink, inside)
        if film is not None:
            painter.drawImage(inside.x - left, inside.y - top,
                              QImage(film.data, inside.width, inside.height, inside.width * 4, FORMAT))
        if bed.above is not None:
            painter.drawImage(x - left, y - top, bed.above.image, x - left, y - top, width, height)
        painter.end()
        self.touch(key, part)


def stroke_on(document: Document, middle: Sequence[Layer]) -> Live | None:
    """The stroke under way on `document`, if it can be shown as a film; `middle` are the layers of the root between
    those that can be made ready by themselves."""
    target, tiles = document.under_way or (None, None)
    if target is None or target.part is not Part.PIXELS or not isinstance(tiles, WetTiles):
        return None
    ink = tiles.wash.ink
    layer = next((layer for layer in document.root.children if layer.id == target.layer), None)
    if layer is None or not isinstance(ink, ScreenInk) or not shows(layer):
        return None
    if _masked(layer) or (layer.opacity < 1 and layer.mode not in PAINTED):
        return None
    return Live(tiles, ink, layer, ink.joins is Mode.NORMAL and tuple(middle) == (layer,) and direct(layer))


def direct(layer: Layer) -> bool:
    """Whether paint on `layer` looks as if it lay on all that is below."""
    return (isinstance(layer, PixelLayer) and shows(layer) and layer.mode is Mode.NORMAL and layer.opacity >= 1
            and not _masked(layer))


def _masked(layer: Layer) -> bool:
    return layer.mask is not None and layer.mask_enabled
