"""A copy of a document that shares its tiles, so that saving can go on elsewhere while the artist paints."""

from __future__ import annotations

import copy
from typing import TypeVar

from studio.core.document import Document
from studio.core.layers import Group, Layer, PixelLayer
from studio.core.tiles import Tiles

LayerT = TypeVar("LayerT", bound=Layer)


def frozen(document: Document) -> Document:
    """The document as it stands, ids included, without undo and previews. Costs dictionaries, not pixels.

    Take it on the thread that owns the document; then any thread may read it.
    """
    twin = Document(document.size, depth=document.depth, icc=document.icc, name=document.name)
    twin.path = document.path
    twin.metadata = copy.deepcopy(document.metadata)
    twin.mask = document.mask.copy()
    twin.selection, twin.deselected = _copied(document.selection), _copied(document.deselected)
    twin.frame = document.frame.copy()
    twin.active, twin.chosen = document.active, document.chosen
    twin.root = _twin(document.root)
    return twin


def _copied(tiles: Tiles | None) -> Tiles | None:
    return None if tiles is None else tiles.copy()


def _twin(layer: LayerT) -> LayerT:
    twin = copy.copy(layer)
    twin.mask, twin.extra = _copied(layer.mask), dict(layer.extra)
    if isinstance(twin, PixelLayer):
        twin.pixels = twin.pixels.copy()
    if isinstance(twin, Group):
        twin.children = [_twin(child) for child in twin.children]
    return twin
