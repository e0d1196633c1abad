"""The wand selects what has the colour that was clicked."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.document import SELECTION, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.tools.tool import Held, Pointer, Setting
from studio.tools.wand import TOOL, Wand


@pytest.fixture
def document() -> Document:
    """Red, with a blue square on a layer above."""
    document = Document((60, 40))
    blue = Tiles.of(np.full((10, 10, 4), (0, 0, 255, 255), np.uint8))
    square = PixelLayer("square", offset=Point(10, 10), pixels=blue)
    red = PixelLayer("red", pixels=Tiles.of(np.full((40, 60, 4), (255, 0, 0, 255), np.uint8)))
    document.root.children = [red, Group("group", children=[square])]
    document.activate(red.id)
    return document


def clicked(tool: Wand, document: Document, x: float, y: float, held: Held = Held.NONE) -> None:
    tool.press(document, Pointer(x, y, held=held), Setting())
    command = tool.release(document, Pointer(x, y))
    if command is not None:
        document.do(command)


def test_it_looks_at_all_layers_or_at_one(document: Document) -> None:
    tool = TOOL()
    clicked(tool, document, 12.5, 12.5)
    assert document.tiles(SELECTION).content == Rect(10, 10, 10, 10)
    tool.options.all_layers = False
    clicked(tool, document, 12.5, 12.5)
    assert document.tiles(SELECTION).read(document.canvas).min() == 255
    document.activate(document.root.children[1].id)
    clicked(tool, document, 12.5, 12.5)
    assert document.tiles(SELECTION).content == Rect(10, 10, 10, 10)


def test_shift_adds(document: Document) -> None:
    tool = TOOL()
    clicked(tool, document, 12.5, 12.5)
    clicked(tool, document, 2, 2, Held.SHIFT)
    assert document.tiles(SELECTION).read(document.canvas).min() == 255


def test_a_click_beside_the_canvas_does_nothing(document: Document) -> None:
    clicked(TOOL(), document, -1, 5)
    assert not document.modified


def test_a_hidden_layer_cannot_be_gone_by(document: Document) -> None:
    tool = TOOL()
    tool.options.all_layers = False
    document.root.children[0].visible = False
    with pytest.raises(BadRequest, match="“red” is hidden"):
        clicked(tool, document, 5, 5)
    document.activate(0)
    with pytest.raises(BadRequest, match="No layer"):
        clicked(tool, document, 5, 5)
