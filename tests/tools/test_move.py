"""The mover takes the chosen layers along."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.tools.move import TOOL, Move
from studio.tools.tool import Held, Pointer, Setting


@pytest.fixture
def document() -> Document:
    document = Document((100, 80))
    document.root.children = [
        PixelLayer(name, pixels=Tiles.of(np.full((10, 10, 4), 255, np.uint8), at))
        for name, at in (("a", (0, 0)), ("b", (20, 20)))]
    document.activate(document.root.children[0].id)
    return document


def dragged(tool: Move, document: Document, by: tuple[float, float], held: Held = Held.NONE) -> None:
    tool.press(document, Pointer(5, 5), Setting())
    tool.drag(document, Pointer(5 + by[0] / 2, 5 + by[1], held=held))
    command = tool.release(document, Pointer(5 + by[0], 5 + by[1], held=held))
    if command is not None:
        document.do(command)


def offsets(document: Document) -> list[tuple[int, int]]:
    return [tuple(layer.offset) for layer in document.root.children]


def test_the_active_layer_follows_the_hand(document: Document) -> None:
    dragged(TOOL(), document, (12.4, -3.6))
    assert offsets(document) == [(12, -4), (0, 0)]
    document.undo()
    assert offsets(document) == [(0, 0), (0, 0)]


def test_all_chosen_layers_go_together_and_shift_keeps_them_level(document: Document) -> None:
    document.activate(document.active, tuple(layer.id for layer in document.root.children))
    dragged(TOOL(), document, (12, 3), Held.SHIFT)
    assert offsets(document) == [(12, 0), (12, 0)]
    dragged(TOOL(), document, (2, 20), Held.SHIFT)
    assert offsets(document) == [(12, 20), (12, 20)]


def test_the_layer_is_seen_moving(document: Document) -> None:
    tool = TOOL()
    tool.press(document, Pointer(5, 5), Setting())
    tool.drag(document, Pointer(55, 45))
    assert flatten(document)[45, 55, 3] == 255
    assert flatten(document)[5, 5, 3] == 0
    tool.cancel(document)
    assert flatten(document)[5, 5, 3] == 255
    assert not document.modified


def test_a_click_moves_nothing(document: Document) -> None:
    dragged(TOOL(), document, (1, 1))
    assert not document.modified


def test_locked_and_hidden_layers_stay(document: Document) -> None:
    document.root.children[0].locked = True
    with pytest.raises(BadRequest, match="locked"):
        dragged(TOOL(), document, (9, 9))
    document.activate(document.root.children[1].id)
    document.root.children[1].visible = False
    with pytest.raises(BadRequest, match="hidden"):
        dragged(TOOL(), document, (9, 9))
