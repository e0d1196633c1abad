"""Layer tiles made ready for the screen, and how two of them join: by QPainter where it is fastest, else by kernels."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.core.document import Document
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.core.picture import to8
from studio.core.stack import Mark, Survey, content
from studio.core.tiles import TILE, Array, Key, Tiles, area_of

WHOLE = Rect(0, 0, TILE, TILE)

FORMAT = QImage.Format.Format_ARGB32_Premultiplied
"""What windows draw fastest: BGRA in memory."""

PAINTED = {
    Mode.NORMAL: QPainter.CompositionMode.CompositionMode_SourceOver,
    Mode.COLOR_BURN: QPainter.CompositionMode.CompositionMode_ColorBurn,
}
"""What QPainter does faster than the kernels, within 1/255 of the reference. Its dodge and soft light differ by more,
and all its other modes take longer."""


@dataclass(eq=False)
class Piece:
    """BGRA × alpha of a part of a tile; `area` says which. `solid`: opaque throughout. `fresh`: may be drawn on.

    `raw`: a layer's own opaque tile, still RGBA, which only ever is the lowest of all.
    """

    pixels: Array
    area: Rect
    solid: bool = False
    fresh: bool = False
    raw: bool = False
    memory: Array | None = None
    """What `pixels` lie in, when that is to be used again."""
    factors: dict[Mode, Array | None] = field(default_factory=dict)
    _image: QImage | None = None

    @property
    def image(self) -> QImage:
        if self._image is None:
            height, width = self.pixels.shape[:2]
            self._image = QImage(self.pixels.data, width, height, width * 4, FORMAT)
        return self._image

    def within(self, part: Rect) -> Array:
        if part == self.area:
            return self.pixels
        return self.pixels[part.moved((-self.area.x, -self.area.y)).slices]


def blank(part: Rect) -> Array:
    return np.zeros((part.height, part.width, 4), np.uint8)


class Pieces:
    """Keeps whole pieces, those last used, as long as their bytes stay below `limit`."""

    def __init__(self, document: Document, limit: int) -> None:
        # The kernels bring OpenCV, which the window must not wait for: here a document is there to be shown.
        from studio.core import kernels

        self.kernels = kernels
        self._document = document
        self._limit = limit
        self._bytes = 0
        self._free: list[Array] = []
        self._lent: list[Array] = []
        self._contents: dict[int, Survey] = {}
        self._dry = False
        self._painter = QPainter()
        self._painted: Piece | None = None
        self._kept: OrderedDict[tuple[int, Key], tuple[Mark, Piece | None]] = OrderedDict()

    def begin(self, dry: bool = False) -> None:
        """The document may have changed since the last tile. `dry`: layers are wanted without a stroke under way."""
        self._contents = {}
        self._dry = dry

    def drawn_faintly(self, layer: Layer) -> bool:
        """Whether the layer's opacity is left to the painter; else it is in the piece already."""
        return (layer.mask is None or not layer.mask_enabled) and layer.mode in PAINTED

    def join(self, mode: Mode, below: Piece | None, above: Piece, opacity: float, part: Rect,
             onto: Piece | None = None) -> Piece | None:
        """`above` laid on `below` inside `part`. A fresh `below` is drawn on itself, any other copied first: into
        `onto` when that is given."""
        if below is None:
            if mode in (Mode.DST_IN, Mode.DST_OUT, Mode.SRC_ATOP):
                return None
            if opacity >= 1:
                return above
        if mode is Mode.NORMAL and above.solid and opacity >= 1:
            return above
        if below is None or not below.fresh or not below.area.holds(part):
            below = self._copied(below, part, onto)
        if mode in PAINTED:
            painter = self._painter_on(below)
            painter.setCompositionMode(PAINTED[mode])
            painter.setOpacity(opacity)
            painter.drawImage(QPoint(part.x - below.area.x, part.y - below.area.y), above.image,
                              QRect(part.x - above.area.x, part.y - above.area.y, part.width, part.height))
        else:
            self._lay(mode, below, above, part)
        below.solid = below.solid and mode not in (Mode.DST_IN, Mode.DST_OUT, Mode.DST_ATOP)
        return below

    def _painter_on(self, piece: Piece) -> QPainter:
        """Kept as long as layers are drawn on the same piece: to begin and end costs as much as a small dab."""
        if self._painted is not piece:
            self._end_painting()
            self._painted = piece
            self._painter.begin(piece.image)
        return self._painter

    def _end_painting(self) -> None:
        if self._painted is not None:
            self._painter.end()
            self._painted = None

    def _lay(self, mode: Mode, below: Piece, above: Piece, part: Rect) -> None:
        d = below.within(part)
        if below.solid and not above.fresh and above.area == WHOLE:
            if mode not in above.factors:
                prepared = above.factors[mode] = self.kernels.factor(mode, above.pixels)
                self._bytes += 0 if prepared is None else prepared.nbytes
            prepared = above.factors[mode]
            if prepared is not None:
                self.kernels.lay_on_solid(mode, d, prepared[part.slices])
                return
        self.kernels.lay(mode, d, above.within(part), below.solid)

    def put(self, piece: Piece, part: Rect, out: Array) -> None:
        """What `piece` shows inside `part`, into `out` (h, w, 4)."""
        if piece.raw:
            self.kernels.swapped(piece.within(part), out)
        else:
            np.copyto(out, piece.within(part))

    def plain(self, piece: Piece) -> Piece:
        """The same, kept, in the order of screen pixels."""
        found = self._copied(piece, piece.area, None)
        self.keep(found)
        return found

    def keep(self, piece: Piece) -> None:
        """The piece stays as it is from now on, and keeps its memory."""
        piece.fresh = False
        if piece.memory is not None:
            self._lent = [memory for memory in self._lent if memory is not piece.memory]
            piece.memory = None

    def recycle(self) -> None:
        """Nothing that was made since the last time is needed any more, but for what was kept."""
        self._end_painting()
        self._free += self._lent[:8 - len(self._free)]
        self._lent = []

    def _new(self, part: Rect) -> Piece:
        """A piece with anything in it, in memory that is taken back by `recycle`."""
        memory = self._free.pop() if self._free else np.empty(TILE * TILE * 4, np.uint8)
        self._lent.append(memory)
        return Piece(memory[:part.area * 4].reshape(part.height, part.width, 4), part, memory=memory)

    def _copied(self, piece: Piece | None, part: Rect, onto: Piece | None) -> Piece:
        """A fresh piece that shows the same, or nothing, inside `part`."""
        found = self._new(part) if onto is None else onto
        found.fresh, found.solid = True, piece is not None and piece.solid
        if piece is None:
            found.within(part)[...] = 0
        else:
            self.put(piece, part, found.within(part))
        return found

    def of_layer(self, layer: PixelLayer, key: Key, part: Rect) -> Piece | None:
        return self._piece(layer, key, part, lambda area: self._made(layer, key, area))

    def of_group(self, group: Group, key: Key, part: Rect, inside: Callable[[Rect], Piece | None]) -> Piece | None:
        """`inside` composes the children within an area of the tile."""

        def made(area: Rect) -> Piece | None:
            piece = inside(area)
            return None if piece is None else self._weakened(group, key, piece, area)

        return self._piece(group, key, part, made)

    def _piece(self, layer: Layer, key: Key, part: Rect, make: Callable[[Rect], Piece | None]) -> Piece | None:
        """A piece that holds `part`: the whole tile's, unless just this layer is being painted on."""
        opacity = 1.0 if self.drawn_faintly(layer) else layer.opacity
        contents = self._contents.get(layer.id)
        if contents is None:
            how = opacity, layer.mode is Mode.NORMAL and layer.opacity >= 1
            contents = self._contents[layer.id] = content(self._document, layer, how, self._dry)
        now, place = contents.mark(key), (layer.id, key)
        kept = self._kept.get(place)
        if kept is not None and now.same(kept[0]):
            self._kept.move_to_end(place)
            return kept[1]
        if kept is not None and part != WHOLE:
            return make(part)
        piece = make(WHOLE)
        if piece is not None:
            self.keep(piece)
        self._forget(place)
        self._kept[place] = now, piece
        self._bytes += _cost(piece)
        while self._bytes > self._limit and len(self._kept) > 1:
            self._forget(next(iter(self._kept)))
        return piece

    def _forget(self, place: tuple[int, Key]) -> None:
        _, piece = self._kept.pop(place, (None, None))
        self._bytes -= _cost(piece)

    def _made(self, layer: PixelLayer, key: Key, area: Rect) -> Piece | None:
        there = area.moved(area_of(key).corner).moved(-layer.offset)
        shown = self._document.pixels_shown(layer)
        tiles = shown.dry if self._dry else shown
        if not any(other in tiles for other in there.cells(TILE)):
            return None
        pixels = to8(_cut(tiles, there))
        opacity, coverage = self._share(layer, key, area)
        _, before = self._kept.get((layer.id, key), (None, None))
        # Looking whether pixels are opaque pays where they stay so, and where the tile was before it was painted on.
        if opacity >= 1 and coverage is None and (area == WHOLE or (before is not None and before.solid)) \
                and self.kernels.opaque(pixels):
            if layer.mode is Mode.NORMAL and layer.opacity >= 1:
                return Piece(np.ascontiguousarray(pixels), area, solid=True, raw=True)
            solid = Piece(np.empty(pixels.shape, np.uint8), area, solid=True)
            self.kernels.swapped(pixels, solid.pixels)
            return solid
        piece = self._new(area)
        piece.pixels = self.kernels.premultiplied(pixels, opacity, coverage, piece.pixels)
        return piece

    def _weakened(self, group: Group, key: Key, piece: Piece, area: Rect) -> Piece:
        opacity, coverage = self._share(group, key, area)
        if coverage is None and opacity >= 1 and (not piece.raw or (group.mode is Mode.NORMAL and group.opacity >= 1)):
            return piece
        if piece.raw:
            piece = self._copied(piece, area, None)
        return Piece(self.kernels.weakened(piece.within(area), opacity, coverage), area)

    def _share(self, layer: Layer, key: Key, area: Rect) -> tuple[float, Array | None]:
        """How much of the layer its piece holds: its mask, and its opacity where the painter does not see to that."""
        opacity, mask = 1.0 if self.drawn_faintly(layer) else layer.opacity, self._mask(layer)
        if mask is not None:
            there = area.moved(area_of(key).corner).moved(-layer.offset)
            if mask.empty != 255 or any(other in mask for other in there.cells(TILE)):
                return opacity, _cut(mask, there)
        return opacity, None

    def _mask(self, layer: Layer) -> Tiles | None:
        return self._document.mask_shown(layer) if layer.mask_enabled else None


def _cut(tiles: Tiles, rect: Rect) -> Array:
    """What stands in `rect`: a view of the stored tile where it lies inside one."""
    cells = tuple(rect.cells(TILE))
    tile = tiles.get(cells[0]) if len(cells) == 1 else None
    if tile is None:
        return tiles.read(rect)
    found: Array = tile[rect.moved(-area_of(cells[0]).corner).slices]
    return found


def _cost(piece: Piece | None) -> int:
    """Bytes that are kept for it; a layer's own opaque tile is there anyway, and sealed."""
    if piece is None or not piece.pixels.flags.writeable:
        return 0
    return piece.pixels.nbytes + sum(factor.nbytes for factor in piece.factors.values() if factor is not None)
