"""A tile's mark changes whenever, and only when, its pixels may."""

import numpy as np
import pytest

from studio.core.document import Document, Part, Target
from studio.core.geometry import NOWHERE, Point
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.stack import mark
from studio.core.tiles import Tiles


@pytest.fixture
def document():
    document = Document((600, 600))
    for value in (50, 90):
        document.root.children.append(PixelLayer("Layer", pixels=Tiles.of(np.full((600, 600, 4), value, np.uint8))))
    return document


def marked(document, key=(0, 0)):
    return mark(document, document.root.children, key)


def test_nothing_done_is_the_same(document):
    assert marked(document).same(marked(document))
    assert not marked(document).same(None)


@pytest.mark.parametrize("change", [
    lambda top: setattr(top, "opacity", 0.5), lambda top: setattr(top, "mode", Mode.SCREEN),
    lambda top: setattr(top, "visible", False), lambda top: setattr(top, "offset", Point(1, 0)),
    lambda top: setattr(top, "mask", Tiles(1)),
])
def test_another_way_of_joining_is_another_mark(document, change):
    before = marked(document)
    change(document.root.children[1])
    assert not marked(document).similar(before)


def test_only_the_tile_that_was_replaced_has_another_mark(document):
    here, there = marked(document), marked(document, (1, 1))
    document.root.children[0].pixels.put((1, 1), np.zeros((256, 256, 4), np.uint8))
    assert marked(document).same(here)
    assert not marked(document, (1, 1)).same(there)
    assert marked(document, (1, 1)).similar(there)


def test_previews_count(document):
    before = marked(document)
    target = Target(Part.PIXELS, document.root.children[0].id)
    document.preview(target, Tiles(4), NOWHERE)
    assert not marked(document).same(before)
    document.preview(target, None, NOWHERE)
    assert marked(document).same(before)


def test_grouping_isolating_and_order_count(document):
    before = marked(document)
    children = document.root.children
    children.reverse()
    assert not marked(document).same(before)
    group = Group("Group", children=list(children))
    children[:] = [group]
    grouped = marked(document)
    group.isolated = False
    assert not marked(document).similar(grouped)


def test_empty_places_are_blank(document):
    assert marked(document, (9, 9)).blank
    assert not marked(document).blank
