"""The eraser takes pixels away, and only there."""

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.tools.eraser import TOOL
from studio.tools.tool import Pointer, Setting


@pytest.fixture
def document():
    document = Document((600, 300))
    layer = PixelLayer("Paper", pixels=Tiles.of(np.full((300, 600, 4), 200, np.uint8)))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def erase(document, *points, size=40):
    tool = TOOL()
    tool.options.size, tool.options.hardness = size, 1.0
    tool.press(document, Pointer(*points[0]), Setting())
    for point in points:
        tool.drag(document, Pointer(*point))
    command = tool.release(document, Pointer(*points[-1]))
    if command is not None:
        document.do(command)
    return command


def test_erased_pixels_are_gone_and_all_others_as_they_were(document):
    erase(document, (100, 100), (300, 100))
    left = document.root.children[0].pixels.read(document.canvas)
    assert not left[100, 100:300, 3].any()
    assert (left[:75] == 200).all()
    document.undo()
    assert (document.root.children[0].pixels.read(document.canvas) == 200).all()


def test_a_tile_with_nothing_left_is_not_kept(document):
    erase(document, (128, 128), size=800)
    assert (0, 0) not in document.root.children[0].pixels
    document.undo()
    assert (0, 0) in document.root.children[0].pixels


def test_erasing_nothing_is_no_command(document):
    document.root.children[0].pixels = Tiles(4)
    assert erase(document, (100, 100)) is None


def test_locked_transparency_cannot_be_erased(document):
    document.root.children[0].alpha_locked = True
    with pytest.raises(BadRequest, match="transparency"):
        erase(document, (100, 100))
