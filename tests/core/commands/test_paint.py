"""Painting swaps tiles, and refuses what must not be painted on."""

import numpy as np
import pytest

from studio.core.commands.paint import Paint
from studio.core.document import MASK, SELECTION, Change, Document, Part, Target
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles

BOX = Rect(3, 4, 5, 6)


def marks(document: Document, target: Target) -> Paint:
    changes = document.tiles(target).planned(BOX, np.full((6, 5), 255, np.uint8))
    return Paint("Mark", target, changes, BOX)


@pytest.mark.parametrize("target", [MASK, SELECTION])
def test_marks_are_painted_and_taken_back(target: Target) -> None:
    document, heard = Document((20, 20)), []
    document.changed.connect(heard.append)
    document.do(marks(document, target))
    assert document.tiles(target).content == BOX
    document.undo()
    assert not len(document.tiles(target))
    assert document.selection is None
    document.redo()
    assert document.tiles(target).content == BOX
    assert heard[0] == Change(BOX, mask=target is MASK, selection=target is SELECTION)


def test_painting_on_an_existing_selection_keeps_it_when_undone() -> None:
    document = Document((20, 20))
    document.selection = held = Tiles.of(np.full((2, 2), 255, np.uint8))
    document.do(marks(document, SELECTION))
    document.undo()
    assert document.selection is held
    assert held.content == Rect(0, 0, 2, 2)


def test_locked_layers_groups_and_missing_masks_are_refused() -> None:
    document = Document((20, 20))
    locked, group, plain = PixelLayer("locked", locked=True), Group("group"), PixelLayer("plain")
    document.root.children = [locked, group, plain]
    for target, said in ((Target(Part.PIXELS, locked.id), "locked"), (Target(Part.PIXELS, group.id), "group"),
                         (Target(Part.LAYER_MASK, plain.id), "no mask")):
        with pytest.raises(BadRequest, match=said):
            document.do(Paint("Paint", target, {}, BOX))
    assert not document.modified
