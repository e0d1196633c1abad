"""The one mutable thing: what it finds, what it refuses, whom it tells."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.layers import InsertLayer, RemoveLayers, SetProperty
from studio.core.document import MASK, SELECTION, Change, Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles


@pytest.fixture
def document() -> Document:
    document = Document((600, 400))
    inner = PixelLayer("inner", pixels=Tiles.of(np.full((9, 9, 4), 255, np.uint8)))
    document.root.children = [PixelLayer("ground"), Group("group", children=[inner])]
    return document


def named(document: Document, name: str) -> int:
    return next(layer.id for layer in document.root.walk() if layer.name == name)


def test_a_layer_that_is_gone_is_refused(document: Document) -> None:
    with pytest.raises(BadRequest, match="no longer"):
        document.layer(10**9)
    with pytest.raises(BadRequest, match="no longer"):
        document.parent(PixelLayer("stranger"))


def test_groups_are_found_and_layers_are_no_groups(document: Document) -> None:
    assert document.group(0) is document.root
    assert document.group(document.root.id) is document.root
    assert document.group(named(document, "group")).name == "group"
    with pytest.raises(BadRequest, match="no group"):
        document.group(named(document, "ground"))


def test_a_locked_group_locks_what_it_holds(document: Document) -> None:
    inner = named(document, "inner")
    assert document.editable(inner).name == "inner"
    document.group(named(document, "group")).locked = True
    with pytest.raises(BadRequest, match="“group” is locked"):
        document.editable(inner)


def test_a_new_layer_goes_right_above_the_active_one(document: Document) -> None:
    assert document.place() == (0, 2)
    document.activate(named(document, "inner"))
    assert document.place() == (named(document, "group"), 1)
    document.activate(named(document, "ground"))
    assert document.place() == (0, 1)


def test_targets_without_pixels_are_refused(document: Document) -> None:
    with pytest.raises(BadRequest, match="group has no pixels"):
        document.tiles(Target(Part.PIXELS, named(document, "group")))
    with pytest.raises(BadRequest, match="has no mask"):
        document.tiles(Target(Part.LAYER_MASK, named(document, "ground")))
    assert document.tiles(MASK) is document.mask
    assert len(document.tiles(SELECTION)) == 0


def test_a_preview_is_shown_and_changes_nothing(document: Document) -> None:
    heard: list[Change] = []
    document.changed.connect(heard.append)
    shown = Tiles.of(np.full((5, 5), 255, np.uint8))
    document.preview(MASK, shown, Rect(0, 0, 5, 5))
    assert document.shown(MASK) is shown
    assert not len(document.mask)
    document.preview(MASK, None, Rect(0, 0, 5, 5))
    assert document.shown(MASK) is document.mask
    assert [change.mask for change in heard] == [True, True]
    assert not document.modified


def test_previews_of_layers_and_their_masks_are_shown(document: Document) -> None:
    layer = document.layer(named(document, "inner"))
    assert isinstance(layer, PixelLayer)
    pixels, mask = Tiles(4), Tiles(1, empty=255)
    document.preview(Target(Part.PIXELS, layer.id), pixels, Rect(0, 0, 9, 9))
    document.preview(Target(Part.LAYER_MASK, layer.id), mask, Rect(0, 0, 9, 9))
    assert document.pixels_shown(layer) is pixels
    assert document.mask_shown(layer) is mask


def test_the_area_of_a_layer_is_what_it_can_change(document: Document) -> None:
    group = document.layer(named(document, "group"))
    assert document.area(group) == Rect(0, 0, 256, 256)
    group.mode = Mode.DST_IN
    assert document.area(group) == document.canvas


def test_a_change_of_the_active_layer_by_a_command_is_told(document: Document) -> None:
    heard: list[int] = []
    document.activated.connect(lambda: heard.append(document.active))
    layer = PixelLayer("new")
    document.do(InsertLayer(layer))
    document.do(SetProperty(layer.id, "name", "other"))
    document.do(RemoveLayers(layer.id))
    document.undo()
    assert heard == [layer.id, named(document, "group"), layer.id]


def test_a_refused_command_leaves_no_trace(document: Document) -> None:
    document.layer(named(document, "ground")).locked = True
    mark = document.history.mark
    with pytest.raises(BadRequest, match="locked"):
        document.do(RemoveLayers(named(document, "ground")))
    assert document.history.mark is mark
    assert len(document.root.children) == 2


def test_changes_join() -> None:
    both = Change(Rect(0, 0, 4, 4), mask=True) | Change(Rect(2, 2, 4, 4), tree=True)
    assert both == Change(Rect(0, 0, 6, 6), tree=True, mask=True)
