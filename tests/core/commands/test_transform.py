"""Layers bent by a matrix land where it says."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.transform import TransformLayers, around, whole_shift
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles


@pytest.fixture
def layer() -> PixelLayer:
    return PixelLayer("one", offset=Point(10, 20), pixels=Tiles.of(np.full((10, 20, 4), 255, np.uint8)))


@pytest.fixture
def document(layer: PixelLayer) -> Document:
    document = Document((100, 80))
    document.root.children = [Group("group", children=[layer])]
    return document


def test_a_whole_shift_moves_and_changes_no_pixel(document: Document, layer: PixelLayer) -> None:
    before = layer.pixels
    document.do(TransformLayers(layer.id, np.array([[1, 0, 5], [0, 1, -6], [0, 0, 1.0]])))
    assert layer.pixels is before
    assert layer.offset == (15, 14)
    assert whole_shift(np.diag([2.0, 1, 1])) is None
    assert whole_shift(np.array([[1, 0, 0.5], [0, 1, 0], [0, 0, 1]])) is None


def test_scaling_a_group_takes_all_it_holds_and_its_masks(document: Document, layer: PixelLayer) -> None:
    layer.mask = Tiles(1, empty=255)
    layer.mask.write(Rect(0, 0, 10, 10), np.zeros((10, 10), np.uint8))
    document.do(TransformLayers(document.root.children[0].id, np.diag([2.0, 2.0, 1.0])))
    shown = flatten(document)[..., 3]
    assert around(document, [layer]) == Rect(20, 40, 40, 20)
    assert shown[42:58, 42:58].min() == 255
    assert not shown[42:58, 22:38].any()


def test_perspective_keeps_straight_lines_and_full_colour(document: Document, layer: PixelLayer) -> None:
    document.do(TransformLayers(layer.id, np.array([[1, 0.2, 3], [0.1, 1.1, 2], [0.002, 0.001, 1]])))
    shown = flatten(document)
    assert (shown[shown[..., 3] == 255][:, :3] == 255).all()
    document.undo()
    assert (flatten(document)[20:30, 10:30] == 255).all()


def test_refused_for_locked_and_empty_and_folded(document: Document, layer: PixelLayer) -> None:
    with pytest.raises(BadRequest, match="folded"):
        document.do(TransformLayers(layer.id, np.diag([0, 1.0, 1.0])))
    empty = Group("nothing")
    document.root.children.append(empty)
    with pytest.raises(BadRequest, match="nothing in this layer"):
        document.do(TransformLayers(empty.id, np.diag([2.0, 1, 1])))
    layer.locked = True
    with pytest.raises(BadRequest, match="locked"):
        document.do(TransformLayers(document.root.children[0].id, np.diag([2.0, 1, 1])))
