"""The layers as the picture on screen: only what changed is composed again, and only once.

Composed tiles are kept with the mark of what they were made from (`core.stack`), so nothing has to be invalidated;
`document.changed` only tells which part of a tile is worth doing again. While one layer is painted on, what lies
below it and above it is kept ready for each tile, as a picture of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.composite import passes_through
from studio.core.document import Change, Document
from studio.core.geometry import NOWHERE, Rect
from studio.core.layers import EVERYWHERE, Group, Layer, Mode, PixelLayer
from studio.core.stack import Mark, Survey, shows, survey
from studio.core.tiles import TILE, Array, Key, area_of
from studio.ui.pieces import FORMAT, WHOLE, Piece, Pieces


@dataclass(eq=False)
class _Shown:
    """A finished tile; None holds an empty one."""

    mark: Mark
    pixels: Array | None = None
    image: QImage | None = None
    canvas: Piece | None = None
    """The same pixels to draw on: with an image of its own, which nobody else holds."""


@dataclass(eq=False)
class _Half:
    """What lies below or above the active layer in one tile; made when asked for a second time."""

    mark: Mark
    made: bool = False
    piece: Piece | None = None


@dataclass(eq=False)
class _Split:
    """The root's layers around the one that is being worked on."""

    below: Sequence[Layer] = ()
    middle: Sequence[Layer] = ()
    above: Sequence[Layer] = ()
    halves: dict[tuple[str, Key], _Half] = field(default_factory=dict)


class Compositor:
    """Shows `document`; `limit` caps the bytes of prepared layer tiles that are kept. `close` ends it."""

    def __init__(self, document: Document, limit: int = 640 << 20) -> None:
        self.document = document
        self._pieces = Pieces(document, limit)
        self._shown: dict[Key, _Shown] = {}
        self._stale: dict[Key, Rect] = {}
        """By tile, the part of it that changes have touched since it was composed."""
        self._split = _Split()
        self._surveys = {name: Survey((), ()) for name in ("all", "below", "above")}
        self._disconnect = document.changed.connect(self._changed)

    def close(self) -> None:
        self._disconnect()

    def image(self, rect: Rect) -> QImage | None:
        """The picture inside `rect` (canvas pixels), ARGB premultiplied; None where there is nothing at all."""
        out: QImage | None = None
        for area, tile in self.tiles(rect):
            if out is None:
                out = QImage(rect.width, rect.height, FORMAT)
                out.fill(0)
                painter = QPainter(out)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(QPoint(area.x - rect.x, area.y - rect.y), tile)
        if out is not None:
            painter.end()
        return out

    def paint(self, painter: QPainter, rect: Rect) -> None:
        """Draws what lies inside `rect` with the painter's transform from canvas pixels."""
        for area, tile in self.tiles(rect):
            part = area & rect
            inside = part.moved((-area.x, -area.y))
            painter.drawImage(QRectF(*part), tile, QRectF(*inside))

    def tiles(self, rect: Rect) -> Iterator[tuple[Rect, QImage]]:
        """Tiles that are not empty and touch `rect`: where each lies, and its picture. Good until the next change."""
        self._part()
        for key in rect.cells(TILE):
            shown = self._fresh(key)
            if shown.image is not None:
                yield area_of(key), shown.image

    def _changed(self, change: Change) -> None:
        if change.area.empty or (not change.tree and (change.mask or change.selection)):
            return
        for key in change.area.cells(TILE):
            part = (change.area & area_of(key)).moved((-key[0] * TILE, -key[1] * TILE))
            self._stale[key] = self._stale.get(key, NOWHERE) | part

    def _part(self) -> None:
        """Splits the layers around the active one."""
        layers, active = self.document.root.children, self.document.active
        index = next((at for at, layer in enumerate(layers) if _holds(layer, active)), None)
        if index is None:
            below, middle, above = [], layers, []
        else:
            below, middle, above = layers[:index], layers[index:index + 1], layers[index + 1:]
        if not all(_plain(layer) for layer in above):
            middle, above = layers[len(below):], []
        split = self._split
        if [*split.below, None, *split.middle, None, *split.above] != [*below, None, *middle, None, *above]:
            self._split = _Split(tuple(below), tuple(middle), tuple(above))
        for name, those in (("all", layers), ("below", below), ("above", above)):
            self._surveys[name] = survey(self.document, those, self._surveys[name])
        self._pieces.begin()

    def _fresh(self, key: Key) -> _Shown:
        now = self._surveys["all"].mark(key)
        shown, stale = self._shown.get(key), self._stale.pop(key, NOWHERE)
        if shown is not None and now.same(shown.mark):
            return shown
        part = WHOLE
        if shown is not None and shown.pixels is not None and not stale.empty and now.similar(shown.mark):
            part = stale
        if now.blank and part == WHOLE:
            shown = self._shown[key] = _Shown(now)
            return shown
        if shown is None or shown.pixels is None:
            pixels = np.empty((TILE, TILE, 4), np.uint8)
            shown = self._shown[key] = _Shown(now, pixels, QImage(pixels.data, TILE, TILE, TILE * 4, FORMAT),
                                              Piece(pixels, WHOLE))
        assert shown.pixels is not None
        piece = None if now.blank else self._composed(key, part, shown.canvas)
        if piece is None:
            shown.pixels[part.slices] = 0
        elif piece is not shown.canvas:
            self._pieces.put(piece, part, shown.pixels[part.slices])
        self._pieces.recycle()
        shown.mark = now
        return shown

    def _composed(self, key: Key, part: Rect, onto: Piece | None) -> Piece | None:
        """The picture inside `part`; drawn on `onto` if it has to be drawn at all."""
        split = self._split
        if part == WHOLE:
            return self._stack(self.document.root.children, key, part, None, onto)
        below = self._half("below", split.below, key, part)
        piece = self._stack(split.middle, key, part, below, onto)
        if not split.above:
            return piece
        above = self._half("above", split.above, key, part)
        return piece if above is None else self._pieces.join(Mode.NORMAL, piece, above, 1.0, part, onto)

    def _half(self, name: str, layers: Sequence[Layer], key: Key, part: Rect) -> Piece | None:
        """`layers` by themselves: the part alone at first, then the whole tile once and for all."""
        if not layers:
            return None
        now = self._surveys[name].mark(key)
        half = self._split.halves.get((name, key))
        if half is None or not now.same(half.mark):
            self._split.halves[name, key] = _Half(now)
            return self._stack(layers, key, part, None)
        if not half.made:
            half.piece, half.made = self._stack(layers, key, WHOLE, None), True
            if half.piece is not None:
                self._pieces.keep(half.piece)
        return half.piece

    def _stack(self, layers: Sequence[Layer], key: Key, part: Rect, below: Piece | None,
               onto: Piece | None = None) -> Piece | None:
        """`layers` laid on `below`, which stays as it is, inside `part` of tile `key`; drawn on `onto`, if given."""
        parts: list[tuple[Layer, Piece | None]] = []
        for layer in reversed(layers):  # from the top, so that what an opaque layer hides is left out
            if not shows(layer):
                continue
            own = None if passes_through(layer) else self._own(layer, key, part)
            parts.append((layer, own))
            if own is not None and own.solid and layer.mode is Mode.NORMAL and layer.opacity >= 1:
                below = None
                break
        for layer, own in reversed(parts):
            if passes_through(layer):
                assert isinstance(layer, Group)
                below = self._stack(layer.children, key, part, below, onto)
            elif own is None:
                below = None if layer.mode in EVERYWHERE else below
            else:
                opacity = layer.opacity if self._pieces.drawn_faintly(layer) else 1.0
                below = self._pieces.join(layer.mode, below, own, opacity, part, onto)
        return below

    def _own(self, layer: Layer, key: Key, part: Rect) -> Piece | None:
        if isinstance(layer, PixelLayer):
            return self._pieces.of_layer(layer, key, part)
        assert isinstance(layer, Group)
        return self._pieces.of_group(layer, key, part, lambda area: self._stack(layer.children, key, area, None))


def _holds(layer: Layer, number: int) -> bool:
    return layer.id == number or (isinstance(layer, Group) and any(_holds(child, number) for child in layer.children))


def _plain(layer: Layer) -> bool:
    """Whether laying it on something can be done in two steps: with others above it first, then on what is below."""
    return layer.mode is Mode.NORMAL and (not isinstance(layer, Group) or not passes_through(layer))
