"""The layers as the picture on screen: only what changed is composed again, and only once.

Composed tiles are kept with the mark of what they were made from (`core.stack`), so nothing has to be invalidated;
`document.changed` only tells which part of a tile is worth doing again. While one layer is painted on, what lies
below it and above it is kept ready for each tile, as a picture of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.composite import passes_through
from studio.core.document import Change, Document
from studio.core.geometry import Rect
from studio.core.layers import EVERYWHERE, Group, Layer, Mode, PixelLayer
from studio.core.stack import Mark, Survey, shows, survey
from studio.core.tiles import TILE, Array, Key, area_of, spread
from studio.ui.live import Bed, Live, direct, stroke_on
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
    under: Sequence[Layer] = ()
    """`below` and `middle`."""
    halves: dict[tuple[str, Key], _Half] = field(default_factory=dict)
    beds: dict[Key, Bed] = field(default_factory=dict)


class Compositor:
    """Shows `document`; `limit` caps the bytes of prepared layer tiles that are kept. `close` ends it."""

    def __init__(self, document: Document, limit: int = 640 << 20) -> None:
        self.document = document
        self._pieces = Pieces(document, limit)
        self._shown: dict[Key, _Shown] = {}
        self._stale: dict[Key, Rect] = {}
        """By tile, what changes have touched since it was composed, in pixels of the canvas."""
        self._split = _Split()
        self._live: Live | None = None
        self._surveys: dict[str, Survey] = {}
        self._before: dict[str, Survey] = {}
        """The surveys of the time before, which new ones are likely to be like."""
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
        if self._live is None:
            self._part()
        keys, live = tuple(rect.cells(TILE)), self._live
        if live is not None and live.direct:
            self._follow(live, keys)
        for key in keys:
            shown = self._shown[key] if live is not None and key in live.beds else self._fresh(key)
            if shown.image is not None:
                yield area_of(key), shown.image

    def prepare(self, rect: Rect, until: float) -> bool:
        """Makes ready what a stroke on the active layer lies on and under, inside `rect`; False when that was not all
        done by `until` (perf_counter's seconds)."""
        if self._live is None:
            self._part()
        if len(self._split.middle) != 1 or not direct(self._split.middle[0]):
            return True
        for key in (rect & self.document.canvas).cells(TILE):
            if perf_counter() > until:
                return False
            shown, now = self._shown.get(key), self._mark("all", self.document.root.children, key)
            if shown is not None and shown.canvas is not None:
                self._bed(key, now, shown.canvas)
        return True

    def _changed(self, change: Change) -> None:
        if not change.goes_on:
            self._end_stroke()
        if change.area.empty or (not change.tree and (change.mask or change.selection)):
            return
        if self._live is None or not self._live.direct:  # else the stroke itself tells, and more closely
            spread(change.area, self._stale)

    def _end_stroke(self) -> None:
        """What shows a film is to be composed again."""
        live, self._live = self._live, None
        if live is None:
            return
        for key, part in live.touched.items():
            self._shown[key].mark = self._shown[key].mark.spoilt()
            spread(part, self._stale)

    def _follow(self, live: Live, keys: Sequence[Key]) -> None:
        """Draws the stroke where it went on in these tiles."""
        live.news(self._stale)
        for key in keys:
            part = self._stale.pop(key, None)
            if key not in live.beds:
                part = self._made(live, key, part)
            if part is not None:
                live.paint(key, part)

    def _made(self, live: Live, key: Key, part: Rect | None) -> Rect | None:
        """Makes the bed of a tile that the stroke has come to; returns what of it is to be drawn."""
        now, shown = self._mark("all", self.document.root.children, key), self._shown.get(key)
        if part is None and ((shown is not None and now.same(shown.mark)) or now.blank):
            return None
        if shown is None or shown.image is None:
            shown, part = self._new(key, now), area_of(key)
        elif not now.same(shown.mark):
            shown.mark, part = now, area_of(key)
        assert shown.canvas is not None
        live.beds[key] = self._bed(key, now, shown.canvas)
        return part

    def _bed(self, key: Key, now: Mark, screen: Piece) -> Bed:
        """A tile's bed: of the last stroke there, if nothing else has changed."""
        bed = self._split.beds.get(key)
        if bed is None or bed.screen is not screen or not now.same(bed.mark):
            bed = self._split.beds[key] = Bed(now, screen, self._ready("under", self._split.under, key),
                                              self._ready("above", self._split.above, key))
            self._pieces.recycle()
        return bed

    def _ready(self, name: str, layers: Sequence[Layer], key: Key) -> Piece | None:
        half = self._half(name, layers, key, WHOLE)
        if half is not None and half.raw:
            half = self._split.halves[name, key].piece = self._pieces.plain(half)
        return half

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
            self._split = _Split(tuple(below), tuple(middle), tuple(above), (*below, *middle))
        self._live = stroke_on(self.document, middle)
        self._before.update(self._surveys)
        self._surveys = {}
        self._pieces.begin(self._live is not None)

    def _mark(self, name: str, layers: Sequence[Layer], key: Key) -> Mark:
        """What `layers`, known by that name, put into the tile."""
        found = self._surveys.get(name)
        if found is None:
            found = self._surveys[name] = survey(self.document, layers, self._before.get(name), self._live is not None)
        return found.mark(key)

    def _fresh(self, key: Key) -> _Shown:
        now = self._mark("all", self.document.root.children, key)
        shown, stale = self._shown.get(key), self._stale.pop(key, None)
        if shown is not None and now.same(shown.mark) and (stale is None or self._live is None):
            return shown
        part = WHOLE
        if shown is not None and shown.pixels is not None and stale is not None and now.similar(shown.mark):
            part = stale.moved(-area_of(key).corner)
        live = self._live if stale is not None else None
        if live is not None:
            live.touch(key, part.moved(area_of(key).corner))
        if now.blank and part == WHOLE and live is None:
            shown = self._shown[key] = _Shown(now)
            return shown
        if shown is None or shown.pixels is None:
            shown = self._new(key, now)
        assert shown.pixels is not None
        piece = None if now.blank and live is None else self._composed(key, part, shown.canvas)
        if piece is None:
            shown.pixels[part.slices] = 0
        elif piece is not shown.canvas:
            self._pieces.put(piece, part, shown.pixels[part.slices])
        self._pieces.recycle()
        shown.mark = now
        return shown

    def _new(self, key: Key, now: Mark) -> _Shown:
        """A tile with anything in it."""
        pixels = np.empty((TILE, TILE, 4), np.uint8)
        shown = self._shown[key] = _Shown(now, pixels, QImage(pixels.data, TILE, TILE, TILE * 4, FORMAT),
                                          Piece(pixels, WHOLE))
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
        now = self._mark(name, layers, key)
        half = self._split.halves.get((name, key))
        if half is None or not now.same(half.mark):
            half = self._split.halves[name, key] = _Half(now)
            if part != WHOLE:
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
            piece = self._pieces.of_layer(layer, key, part)
            if self._live is None or self._live.direct or layer is not self._live.layer:
                return piece
            film = self._live.piece(part, area_of(key).corner)
            return piece if film is None else self._pieces.join(self._live.mode, piece, film, 1.0, part)
        assert isinstance(layer, Group)
        return self._pieces.of_group(layer, key, part, lambda area: self._stack(layer.children, key, area, None))


def _holds(layer: Layer, number: int) -> bool:
    return layer.id == number or (isinstance(layer, Group) and any(_holds(child, number) for child in layer.children))


def _plain(layer: Layer) -> bool:
    """Whether laying it on something can be done in two steps: with others above it first, then on what is below."""
    return layer.mode is Mode.NORMAL and (not isinstance(layer, Group) or not passes_through(layer))
