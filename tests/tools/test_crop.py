"""The cropper frames what the picture is to be."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.canvas import Crop
from studio.core.document import Document
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.tools.crop import TOOL, Cropper, Ratio
from studio.tools.tool import Held, Pointer, Setting


@pytest.fixture
def document() -> Document:
    document = Document((200, 100))
    document.root.children = [PixelLayer("one", pixels=Tiles.of(np.full((100, 200, 4), 255, np.uint8)))]
    return document


def dragged(tool: Cropper, document: Document, start: tuple[float, float], end: tuple[float, float],
            held: Held = Held.NONE) -> Rect:
    tool.press(document, Pointer(*start), Setting())
    tool.drag(document, Pointer(*end, held=held))
    tool.release(document, Pointer(*end, held=held))
    (outline,) = tool.outlines(document)
    (left, top), (right, bottom) = outline.points[0], outline.points[4]
    return Rect.between(int(left), int(top), int(right), int(bottom))


def test_a_frame_is_drawn_moved_resized_and_kept(document: Document) -> None:
    tool = TOOL()
    assert dragged(tool, document, (120, 80), (40, 20)) == Rect(40, 20, 80, 60)
    assert dragged(tool, document, (60, 40), (70, 30)) == Rect(50, 10, 80, 60)
    assert dragged(tool, document, (130, 70), (150, 90)) == Rect(50, 10, 100, 80)
    assert dragged(tool, document, (50, 50), (30, 99)) == Rect(30, 10, 120, 80)
    command = tool.finish(document)
    assert isinstance(command, Crop)
    document.do(command)
    assert document.size == (120, 80)
    document.undo()
    assert document.size == (200, 100)


def test_the_canvas_itself_can_be_dragged_larger(document: Document) -> None:
    tool = TOOL()
    assert dragged(tool, document, (200, 50), (260, 50)) == Rect(0, 0, 260, 100)
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    assert document.size == (260, 100)


def test_pixels_outside_can_be_kept(document: Document) -> None:
    tool = TOOL()
    tool.options.delete = False
    dragged(tool, document, (40, 20), (120, 80))
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    layer = document.root.children[0]
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content.moved(layer.offset) == Rect(-40, -20, 200, 100)


def test_shift_draws_a_square_and_keeps_a_frames_shape(document: Document) -> None:
    tool = TOOL()
    assert dragged(tool, document, (10, 10), (40, 20), Held.SHIFT) == Rect(10, 10, 30, 30)
    tool.cancel(document)
    dragged(tool, document, (10, 10), (50, 30))
    assert dragged(tool, document, (50, 30), (90, 35), Held.SHIFT) == Rect(10, 10, 80, 40)


@pytest.mark.parametrize(("ratio", "shape"), [
    (Ratio.ORIGINAL, 2), (Ratio.SQUARE, 1), (Ratio.PHOTO, 3 / 2), (Ratio.SCREEN, 4 / 3), (Ratio.WIDE, 16 / 9)])
def test_a_ratio_is_kept(document: Document, ratio: Ratio, shape: float) -> None:
    tool = TOOL()
    tool.options.ratio = ratio
    drawn = dragged(tool, document, (10, 10), (83, 20))
    assert drawn.width / drawn.height == pytest.approx(shape, rel=0.03)
    corner = dragged(tool, document, (drawn.right, drawn.bottom), (150, 95))
    assert corner.width / corner.height == pytest.approx(shape, rel=0.03)
    edge = dragged(tool, document, (corner.right, corner.y + corner.height / 2), (190, 40))
    assert edge.width / edge.height == pytest.approx(shape, rel=0.03)


def test_a_click_or_the_whole_canvas_crops_nothing(document: Document) -> None:
    tool = TOOL()
    assert dragged(tool, document, (50, 50), (51, 51)) == document.canvas
    assert tool.finish(document) is None
    dragged(tool, document, (10, 10), (90, 90))
    tool.cancel(document)
    assert tool.finish(document) is None
