"""The bucket pours colour just where it may."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.tools.fill import TOOL, Fill
from studio.tools.tool import Pointer, Setting

GREEN = (0, 200, 0, 255)


@pytest.fixture
def layer() -> PixelLayer:
    """Left half noise that is nearly black, right half white."""
    pixels = np.random.default_rng(0).integers(0, 8, (300, 400, 4), dtype=np.uint8)
    pixels[:, 200:] = 255
    pixels[..., 3] = 255
    return PixelLayer("one", offset=Point(-50, 20), pixels=Tiles.of(pixels))


@pytest.fixture
def document(layer: PixelLayer) -> Document:
    document = Document((300, 280))
    document.root.children = [layer]
    document.activate(layer.id)
    return document


def poured(document: Document, x: float, y: float, tool: Fill | None = None,
           colour: tuple[int, int, int, int] = GREEN) -> np.ndarray:
    tool = tool or TOOL()
    tool.press(document, Pointer(x, y), Setting(foreground=colour))
    command = tool.release(document, Pointer(x, y))
    if command is not None:
        document.do(command)
    layer = document.root.children[0]
    assert isinstance(layer, PixelLayer)
    return layer.pixels.read(document.canvas.moved(-layer.offset))


def test_alike_pixels_take_the_colour_and_others_stay_bit_for_bit(document: Document, layer: PixelLayer) -> None:
    before = layer.pixels.read(document.canvas.moved(-layer.offset))
    after = poured(document, 20, 100)
    assert (after[20:, :150] == GREEN).all()
    assert (after[:, 150:] == before[:, 150:]).all()
    assert (after[:20] == before[:20]).all(), "the transparent strip above is another colour"
    document.undo()
    assert (layer.pixels.read(document.canvas.moved(-layer.offset)) == before).all()


def test_the_selection_limits_it_and_soft_edges_blend(document: Document) -> None:
    marks = np.zeros((280, 300), np.uint8)
    marks[50:60, 10:20] = 255
    marks[60, 10:20] = 128
    document.selection = Tiles.of(marks)
    after = poured(document, 20, 100)
    assert (after[50:60, 10:20] == GREEN).all()
    assert np.abs(after[60, 10:20, 1].astype(int) - 100).max() <= 5
    assert not (after[marks == 0] == GREEN).all(axis=-1).any()


def test_locked_transparency_keeps_every_alpha(document: Document, layer: PixelLayer) -> None:
    layer.alpha_locked = True
    pixels = layer.pixels.read(Rect(0, 0, 400, 300))
    pixels[..., 3] = 90
    layer.pixels.write(Rect(0, 0, 400, 300), pixels)
    after = poured(document, 20, 100)
    assert (after[20:, :150] == (0, 200, 0, 90)).all()
    assert not poured(document, 20, 5)[:20].any()


@pytest.mark.parametrize(("colour", "opacity"), [((255, 255, 255, 128), 1.0), ((255, 255, 255, 255), 0.5)])
def test_a_thin_colour_lets_the_old_one_through(
        document: Document, colour: tuple[int, int, int, int], opacity: float) -> None:
    tool = TOOL()
    tool.options.opacity = opacity
    after = poured(document, 20, 100, tool, colour)
    assert np.abs(after[20:, :150, :3].astype(int) - 130).max() <= 5
    assert (after[20:, :150, 3] == 255).all()


def test_sixteen_bit_layers_take_it_too() -> None:
    document = Document((20, 20), depth=16)
    layer = PixelLayer("deep", pixels=Tiles(4, np.uint16))
    document.root.children = [layer]
    document.activate(layer.id)
    assert (poured(document, 5, 5) == np.array(GREEN, np.uint16) * 257).all()


def test_all_layers_can_draw_the_line(document: Document, layer: PixelLayer) -> None:
    top = PixelLayer("top")
    document.root.children.append(top)
    document.activate(top.id)
    tool = TOOL()
    tool.options.all_layers = True
    tool.press(document, Pointer(20, 100), Setting(foreground=GREEN))
    command = tool.release(document, Pointer(20, 100))
    assert command is not None
    document.do(command)
    assert top.pixels.content == Rect(0, 20, 150, 260)


def test_what_cannot_be_painted_on_is_said(document: Document, layer: PixelLayer) -> None:
    layer.locked = True
    with pytest.raises(BadRequest, match="locked"):
        poured(document, 5, 50)
    layer.locked, layer.visible = False, False
    with pytest.raises(BadRequest, match="hidden"):
        poured(document, 5, 50)
    group = Group("group")
    document.root.children.append(group)
    document.activate(group.id)
    with pytest.raises(BadRequest, match="group"):
        poured(document, 5, 50)
    document.activate(0)
    with pytest.raises(BadRequest, match="No layer"):
        poured(document, 5, 50)
