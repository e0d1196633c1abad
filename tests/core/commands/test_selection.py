"""Selecting and masking, as the Select menu offers it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.selection import (
    ClearMask,
    Deselect,
    Edge,
    InvertMask,
    InvertSelection,
    LayerToSelection,
    MaskFromSelection,
    ModifySelection,
    Reselect,
    Select,
    SelectAll,
    SelectionFromMask,
    SetMask,
)
from studio.core.document import MASK, SELECTION, Document, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.selection import Combine, grow
from studio.core.tiles import Tiles

BOX = np.full((10, 20), 255, np.uint8)


@pytest.fixture
def document() -> Document:
    return Document((600, 400))


def marked(document: Document, target: Target = SELECTION) -> np.ndarray:
    return document.tiles(target).read(document.canvas)


def test_shapes_join_where_they_lie(document: Document) -> None:
    document.do(Select(BOX, at=(5, 6)))
    assert document.tiles(SELECTION).content == Rect(5, 6, 20, 10)
    document.do(Select(BOX, Combine.ADD, (500, 300)))
    assert (marked(document) > 0).sum() == 400
    document.do(Select(BOX, Combine.SUBTRACT, (505, 300)))
    assert (marked(document) > 0).sum() == 250
    document.do(Select(BOX, Combine.INTERSECT, (0, 0)))
    assert document.tiles(SELECTION).content == Rect(5, 6, 15, 4)


def test_what_lies_beyond_the_canvas_is_not_selected(document: Document) -> None:
    document.do(Select(BOX, at=(-5, 395)))
    assert document.tiles(SELECTION).content == Rect(0, 395, 15, 5)
    document.do(Select(Tiles.of(BOX, (590, -3))))
    assert document.tiles(SELECTION).content == Rect(590, 0, 10, 7)


def test_an_empty_selection_is_none_and_can_be_had_back(document: Document) -> None:
    document.do(Select(BOX))
    document.do(Select(BOX, Combine.SUBTRACT))
    assert document.selection is None
    document.do(Reselect())
    assert document.tiles(SELECTION).content == Rect(0, 0, 20, 10)
    document.do(Deselect())
    assert document.selection is None
    document.undo()
    assert document.selection is not None


def test_selecting_all_costs_next_to_nothing(document: Document) -> None:
    document.do(SelectAll())
    assert marked(document).min() == 255
    assert len({id(tile) for tile in document.tiles(SELECTION).values()}) < len(document.tiles(SELECTION))
    document.do(InvertSelection())
    assert document.selection is None


def test_inverting_twice_changes_nothing(document: Document) -> None:
    document.do(Select(np.arange(256, dtype=np.uint8).reshape(16, 16)))
    before = marked(document)
    document.do(InvertSelection())
    assert (marked(document) == 255 - before).all()
    document.do(InvertSelection())
    assert (marked(document) == before).all()


@pytest.mark.parametrize("edge", Edge)
@pytest.mark.parametrize("target", [SELECTION, MASK])
@pytest.mark.parametrize("at", [(250, 250), (0, 390)])
def test_edges_change_as_on_the_whole_canvas(
        document: Document, edge: Edge, target: Target, at: tuple[int, int]) -> None:
    from studio.core import selection

    document.do(Select(BOX, at=at) if target is SELECTION else SetMask(BOX, at=at))
    ideal = getattr(selection, edge.value)(marked(document, target), 4)
    document.do(ModifySelection(edge, 4, target))
    assert (marked(document, target) == ideal).all()


def test_mask_and_selection_become_each_other(document: Document) -> None:
    document.do(Select(BOX))
    document.do(MaskFromSelection())
    assert document.mask.content == Rect(0, 0, 20, 10)
    document.do(SetMask(BOX, Combine.ADD, (0, 10)))
    document.do(SelectionFromMask())
    assert document.tiles(SELECTION).content == Rect(0, 0, 20, 20)
    document.do(InvertMask())
    assert (marked(document, MASK) == 255 - marked(document)).all()
    document.do(ClearMask())
    assert len(document.mask) == 0


def test_a_layer_selects_what_it_covers(document: Document) -> None:
    layer = PixelLayer("one", offset=Point(30, 40), opacity=0.1, mask=Tiles(1, empty=255),
                       pixels=Tiles.of(np.full((10, 20, 4), 200, np.uint8)))
    document.root.children = [Group("group", children=[layer])]
    document.do(LayerToSelection(layer.id))
    assert document.tiles(SELECTION).content == Rect(30, 40, 20, 10)
    assert marked(document).max() == 200
    assert layer.mask is not None
    layer.mask.write(Rect(0, 0, 5, 10), np.zeros((10, 5), np.uint8))
    document.do(LayerToSelection(layer.id))
    assert document.tiles(SELECTION).content == Rect(35, 40, 15, 10)
    layer.opacity = 1
    document.do(LayerToSelection(document.root.children[0].id))
    assert document.tiles(SELECTION).content == Rect(35, 40, 15, 10)


def test_what_is_missing_is_said(document: Document) -> None:
    for command, said in ((Reselect(), "earlier"), (MaskFromSelection(), "Nothing is selected"),
                          (SelectionFromMask(), "mask is empty"), (ModifySelection(Edge.GROW, 3), "no selection"),
                          (ModifySelection(Edge.GROW, 3, MASK), "no mask")):
        with pytest.raises(BadRequest, match=said):
            document.do(command)
    with pytest.raises(BadRequest, match="1 px or more"):
        ModifySelection(Edge.SHRINK, 0)


def test_a_command_lets_the_shape_it_was_given_go(document: Document) -> None:
    import gc
    import weakref

    shape = grow(BOX, 1)
    gone = weakref.ref(shape)
    document.do(Select(shape))
    del shape
    gc.collect()
    assert gone() is None
