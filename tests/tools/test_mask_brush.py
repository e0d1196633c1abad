"""The mask brush marks and unmarks, on the document's mask or on a layer's."""

import pytest

from studio.core.document import Document
from studio.core.fields import describe
from studio.core.geometry import Point
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.tools.mask_brush import TOOL, MaskOptions, Way
from studio.tools.tool import Held, Pointer, Setting


@pytest.fixture
def document():
    document = Document((300, 200))
    layer = PixelLayer("Paper")
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def paint(tool, document, *points, held=Held.NONE, setting=None):
    tool.press(document, Pointer(*points[0], held=held), setting or Setting())
    for point in points[1:]:
        tool.drag(document, Pointer(*point, held=held))
    command = tool.release(document, Pointer(*points[-1], held=held))
    if command is not None:
        document.do(command)


def test_painting_marks_and_alt_or_erase_unmarks(document):
    tool = TOOL()
    paint(tool, document, (100, 100), (200, 100))
    assert (document.mask.read(document.canvas)[100, 100:200] == 255).all()
    paint(tool, document, (150, 100), held=Held.ALT)
    assert document.mask.read(document.canvas)[100, 150] == 0
    tool.options.way = Way.ERASE
    paint(tool, document, (100, 100))
    assert document.mask.read(document.canvas)[100, 100] == 0
    paint(tool, document, (100, 100), held=Held.ALT)
    assert document.mask.read(document.canvas)[100, 100] == 255
    while document.undo():
        pass
    assert not document.mask.read(document.canvas).any()


def test_it_needs_no_layer(document):
    document.activate(0)
    paint(TOOL(), document, (100, 100))
    assert document.mask.read(document.canvas)[100, 100] == 255


def test_a_layers_mask_is_painted_when_it_is_being_edited(document):
    layer = document.root.children[0]
    layer.mask, layer.offset = Tiles(1, empty=255), Point(10, 20)
    setting = Setting(extra={"layer_mask": layer.id})
    tool = TOOL()
    paint(tool, document, (110, 120), held=Held.ALT, setting=setting)
    assert layer.mask.read(document.canvas)[100, 100] == 0
    assert layer.mask.read(document.canvas)[10, 10] == 255
    assert not len(document.mask)
    paint(tool, document, (110, 120), setting=setting)
    assert layer.mask.read(document.canvas)[100, 100] == 255
    document.activate(0)
    paint(tool, document, (50, 50), setting=setting)
    assert document.mask.read(document.canvas)[50, 50] == 255


def test_half_opacity_marks_half(document):
    tool = TOOL()
    tool.options.opacity, tool.options.hardness = 0.5, 1.0
    paint(tool, document, (100, 100), (200, 100))
    assert document.mask.read(document.canvas).max() in (127, 128)


def test_its_options_are_those_of_the_strip():
    assert {field.name for field in describe(MaskOptions)} == {"size", "hardness", "opacity", "way", "feather", "grow"}
