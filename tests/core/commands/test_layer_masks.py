"""Layer masks hide without losing, until they are applied."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.layer_masks import AddLayerMask, ApplyLayerMask, RemoveLayerMask
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles


@pytest.fixture
def layer() -> PixelLayer:
    return PixelLayer("one", offset=Point(5, -2), pixels=Tiles.of(np.full((40, 60, 4), 200, np.uint8)))


@pytest.fixture
def document(layer: PixelLayer) -> Document:
    document = Document((50, 30))
    document.root.children = [layer]
    return document


def test_a_white_mask_hides_nothing(document: Document, layer: PixelLayer) -> None:
    before = flatten(document)
    document.do(AddLayerMask(layer.id))
    assert layer.mask is not None
    assert len(layer.mask) == 0
    assert layer.mask.empty == 255
    assert (flatten(document) == before).all()


def test_a_mask_from_marks_shows_just_them_where_they_are_on_the_canvas(document: Document, layer: PixelLayer) -> None:
    marks = np.zeros((30, 50), np.uint8)
    marks[10:20, 15:30] = 255
    document.do(AddLayerMask(layer.id, Tiles.of(marks)))
    assert ((flatten(document)[..., 3] > 0) == (marks > 0)).all()


def test_applying_keeps_the_picture_and_loses_the_mask(document: Document, layer: PixelLayer) -> None:
    marks = np.random.default_rng(0).integers(0, 256, (30, 50), dtype=np.uint8)
    document.do(AddLayerMask(layer.id, Tiles.of(marks)))
    before = flatten(document)
    document.do(ApplyLayerMask(layer.id))
    assert layer.mask is None
    assert np.abs(flatten(document).astype(int) - before)[before[..., 3] > 0].max() <= 1
    assert layer.pixels.read(Rect(55, 35, 1, 1))[0, 0, 3] == 0, "beyond the canvas nothing was marked"


def test_removing_a_mask_shows_all_again(document: Document, layer: PixelLayer) -> None:
    before = flatten(document)
    document.do(AddLayerMask(layer.id, Tiles(1)))
    assert not flatten(document)[..., 3].any()
    document.do(RemoveLayerMask(layer.id))
    assert (flatten(document) == before).all()


def test_wrong_requests_are_named(document: Document, layer: PixelLayer) -> None:
    group = Group("group")
    document.root.children = [layer, group]
    with pytest.raises(BadRequest, match="no mask"):
        document.do(RemoveLayerMask(layer.id))
    document.do(AddLayerMask(layer.id))
    document.do(AddLayerMask(group.id))
    with pytest.raises(BadRequest, match="already"):
        document.do(AddLayerMask(layer.id))
    with pytest.raises(BadRequest, match="group"):
        document.do(ApplyLayerMask(group.id))
    layer.locked = True
    with pytest.raises(BadRequest, match="locked"):
        document.do(RemoveLayerMask(layer.id))
