"""How one document is seen: its place on screen, its picture at every size, its edges; kept between tabs."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
from PySide6.QtGui import QColor, QImage

from studio.core.document import MASK, SELECTION, Change, Document
from studio.core.geometry import Rect
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.signal import Signal
from studio.core.tiles import TILE, Tiles
from studio.ui.canvas.edges import Edge
from studio.ui.canvas.pyramid import FORMAT, Pyramid
from studio.ui.canvas.transform import ViewTransform
from studio.ui.compositor import Compositor
from studio.ui.theme import MASK_ALPHA, colour

MOMENT = 0.004
"""Seconds of a frame that may go to what is not needed yet."""


class Sight:
    """Follows one document from when it is first shown; `close` lets go of it.

    `transform` is where it lies on screen; while `fitting`, it is fitted anew whenever the window's size changes.
    While `uncovered`, the mask is not shown: a result lies where it is.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.transform = ViewTransform()
        self.fitting = True
        self.uncovered = False
        self.first = snapshot(document)
        self._compositor = Compositor(document)
        self._first: Compositor | None = None
        self._original: Pyramid | None = None
        self.mask_edge, self.selection_edge = Edge(), Edge()
        self.changed: Signal[[Change]] = Signal()
        self._size = document.size
        self._build()
        self._let_go = document.changed.connect(self._changed)

    def _build(self) -> None:
        self._size = self.document.size
        self.picture = Pyramid(self._size, self._compositor.image)
        self.veil = Pyramid(self._size, self._tinted, limit=64 << 20)

    def close(self) -> None:
        self._let_go()
        self._compositor.close()
        if self._first is not None:
            self._first.close()

    def _changed(self, change: Change) -> None:
        if change.mask:
            self.mask_edge.spoil()
        if change.selection:
            self.selection_edge.spoil()
        if change.size or self.document.size != self._size:
            self.mask_edge.spoil()
            self.selection_edge.spoil()
            self._build()
        elif not change.area.empty:
            if change.mask:
                self.veil.spoil(change.area)
            if not (change.mask or change.selection) or change.tree:
                self.picture.spoil(change.area)
        self.changed.emit(change)

    def prepare(self, around: Rect) -> None:
        """The hand is over `around` and may press: what a stroke needs there is made ready, as far as a moment goes."""
        self._compositor.prepare(around, perf_counter() + MOMENT)

    def recolour(self) -> None:
        """The theme changed: the veil has another colour."""
        self.veil = Pyramid(self._size, self._tinted, limit=64 << 20)

    @property
    def original(self) -> Pyramid:
        """The picture as it was when the document was first shown."""
        if self._original is None:
            self._first = Compositor(self.first, limit=64 << 20)
            self._original = Pyramid(self.first.size, self._first.image, limit=128 << 20)
        return self._original

    @property
    def marks(self) -> Tiles:
        return self.document.shown(MASK)

    @property
    def selected(self) -> Tiles:
        return self.document.shown(SELECTION)

    def _tinted(self, rect: Rect) -> QImage | None:
        mask = self.marks
        if not any(key in mask for key in rect.cells(TILE)):
            return None
        pixels = _tint(colour("mask"))[mask.read(rect)]
        return QImage(pixels.data, rect.width, rect.height, rect.width * 4, FORMAT).copy()


def _tint(rose: QColor) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """For each mask value the veil's premultiplied ARGB."""
    alpha = np.arange(256, dtype=np.uint32) * MASK_ALPHA // 255
    out = alpha << np.uint32(24)
    for shift, part in ((16, rose.red()), (8, rose.green()), (0, rose.blue())):
        out |= (part * alpha // 255) << np.uint32(shift)
    return out.astype(np.uint32)


def snapshot(document: Document) -> Document:
    """The document's layers as they are now; sharing every tile, it costs a few dictionaries."""
    copy = Document(document.size, depth=document.depth, icc=document.icc, name=document.name)
    copy.root = _kept_group(document.root)
    return copy


def _kept_group(group: Group) -> Group:
    return replace(group, children=[_kept(child) for child in group.children], mask=_kept_tiles(group.mask))


def _kept(layer: Layer) -> Layer:
    if isinstance(layer, Group):
        return _kept_group(layer)
    if isinstance(layer, PixelLayer):
        return replace(layer, pixels=layer.pixels.copy(), mask=_kept_tiles(layer.mask))
    return replace(layer, mask=_kept_tiles(layer.mask))


def _kept_tiles(tiles: Tiles | None) -> Tiles | None:
    return None if tiles is None else tiles.copy()
