"""Merging changes the layers, not the picture."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.merge import FlattenAll, MergeDown, MergeVisible
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles


def noise(seed: int, width: int = 40, height: int = 30) -> Tiles:
    return Tiles.of(np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8))


@pytest.fixture
def document() -> Document:
    document = Document((40, 30))
    mask = Tiles(1, empty=255)
    mask.write(Rect(0, 0, 20, 20), np.full((20, 20), 77, np.uint8))
    document.root.children = [
        PixelLayer("ground", pixels=noise(1), opacity=0.8),
        PixelLayer("above", pixels=noise(2), offset=Point(7, -3), mode=Mode.MULTIPLY, opacity=0.5, mask=mask),
        PixelLayer("hidden", pixels=noise(3), visible=False),
        Group("group", children=[PixelLayer("inner", pixels=noise(4))], opacity=0.4),
    ]
    return document


def difference(document: Document, before: np.ndarray) -> int:
    return int(np.abs(flatten(document).astype(int) - before).max())


def named(document: Document, name: str) -> int:
    return next(layer.id for layer in document.root.walk() if layer.name == name)


def test_merging_down_looks_the_same(document: Document) -> None:
    before = flatten(document)
    document.do(MergeDown(named(document, "above")))
    assert [layer.name for layer in document.root.children] == ["ground", "hidden", "group"]
    assert document.active == document.root.children[0].id
    assert document.root.children[0].opacity == 1
    # Rounded once more; where alpha is small, a rounded colour shows little of it.
    assert difference(document, before) <= 3


def test_what_lies_beyond_the_canvas_is_merged_too(document: Document) -> None:
    document.do(MergeDown(named(document, "above")))
    merged = document.root.children[0]
    assert isinstance(merged, PixelLayer)
    assert merged.pixels.content == Rect(0, -3, 47, 33)


def test_the_lower_mode_is_kept(document: Document) -> None:
    document.root.children[0].mode = Mode.SCREEN
    document.do(MergeDown(named(document, "above")))
    assert document.root.children[0].mode is Mode.SCREEN


def test_merging_the_visible_keeps_the_hidden(document: Document) -> None:
    before = flatten(document)
    document.do(MergeVisible())
    assert [layer.name for layer in document.root.children] == ["ground", "hidden"]
    assert difference(document, before) == 0


def test_flattening_leaves_one_layer_that_looks_the_same(document: Document) -> None:
    before = flatten(document)
    document.do(FlattenAll())
    assert len(document.root.children) == 1
    assert difference(document, before) == 0
    document.undo()
    assert len(document.root.children) == 4
    assert difference(document, before) == 0


def test_what_cannot_be_merged_is_said(document: Document) -> None:
    with pytest.raises(BadRequest, match="nothing below"):
        document.do(MergeDown(named(document, "ground")))
    with pytest.raises(BadRequest, match="“hidden” is hidden"):
        document.do(MergeDown(named(document, "group")))
    document.root.children[0].locked = True
    for command in (MergeDown(named(document, "above")), MergeVisible(), FlattenAll()):
        with pytest.raises(BadRequest, match="locked"):
            document.do(command)
    with pytest.raises(BadRequest, match="no layer"):
        Document((4, 4)).do(FlattenAll())
    with pytest.raises(BadRequest, match="visible"):
        Document((4, 4)).do(MergeVisible())
