"""A layer made anew while sliders move is one step of undo, also together with being inserted."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.generated import InsertRemade, Remake
from studio.core.commands.layers import SetProperty
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles


def flat(value: int, size: int = 20) -> Tiles:
    return Tiles.of(np.full((size, size, 4), [value, value, value, 255], np.uint8))


@pytest.fixture
def document() -> Document:
    made = Document((20, 20))
    made.root.children.append(PixelLayer("Ground", pixels=flat(10)))
    return made


def smile(document: Document) -> PixelLayer:
    layer = PixelLayer("Smile", pixels=flat(50), origin={"smile": 0.1})
    document.do(InsertRemade(layer, title="Move sliders"))
    return layer


def test_inserting_and_moving_on_is_one_step_there_and_back(document: Document) -> None:
    layer = smile(document)
    for value in (80, 120, 200):
        document.do(Remake(layer.id, flat(value), {"smile": value / 200}))
    assert len(document.history.done) == 1
    assert layer.origin == {"smile": 1.0}
    assert document.undo()
    assert [one.name for one in document.root.children] == ["Ground"]
    assert flatten(document)[0, 0, 0] == 10
    assert document.redo()
    assert document.root.children[1] is layer
    assert layer.origin == {"smile": 1.0}
    assert flatten(document)[0, 0, 0] == 200
    assert document.undo()
    assert not document.history.done


def test_a_sealed_step_stands_for_itself(document: Document) -> None:
    layer = smile(document)
    document.history.seal()
    document.do(Remake(layer.id, flat(80), {"smile": 0.4}))
    document.do(Remake(layer.id, flat(90), {"smile": 0.5}))
    assert len(document.history.done) == 2
    document.undo()
    assert layer.origin == {"smile": 0.1}
    assert flatten(document)[0, 0, 0] == 50
    document.redo()
    assert flatten(document)[0, 0, 0] == 90


def test_other_commands_stand_between(document: Document) -> None:
    layer = smile(document)
    document.do(SetProperty(layer.id, "opacity", 0.5))
    document.do(Remake(layer.id, flat(80), {}))
    assert len(document.history.done) == 3
    assert layer.opacity == 0.5


def test_pixels_come_to_the_documents_depth(document: Document) -> None:
    deep = Document((20, 20), depth=16)
    layer = smile(deep)
    deep.do(Remake(layer.id, flat(80), {}))
    assert layer.pixels.dtype == np.uint16


def test_locked_layers_and_groups_refuse(document: Document) -> None:
    layer = smile(document)
    document.do(SetProperty(layer.id, "locked", True))
    with pytest.raises(BadRequest, match="locked"):
        document.do(Remake(layer.id, flat(80), {}))
    group = Group("Trees")
    document.root.children.append(group)
    with pytest.raises(BadRequest, match="no pixels"):
        document.do(Remake(group.id, flat(80), {}))
