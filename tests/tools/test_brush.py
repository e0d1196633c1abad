"""The brush paints one undoable stroke on the layer that is active, and says why when it cannot."""

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.tools.brush import TOOL
from studio.tools.tool import Held, Pointer, Setting

SETTING = Setting(foreground=(10, 200, 30, 255))


@pytest.fixture
def document():
    document = Document((300, 200))
    rng = np.random.default_rng(3)
    layer = PixelLayer("Paper", pixels=Tiles.of(rng.integers(0, 256, (200, 300, 4), np.uint8)))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def pixels(document):
    return document.root.children[0].pixels.read(document.canvas)


def stroke(tool, document, *points, held=Held.NONE):
    tool.press(document, Pointer(*points[0], held=held), SETTING)
    for point in points[1:]:
        tool.drag(document, Pointer(*point, held=held))
    command = tool.release(document, Pointer(*points[-1], held=held))
    if command is not None:
        document.do(command)
    return command


def test_a_stroke_is_one_step_of_undo_and_comes_back_bit_for_bit(document):
    before = pixels(document)
    stroke(TOOL(), document, (50, 50), (120, 60), (200, 120))
    after = pixels(document)
    np.testing.assert_array_equal(after[50, 50], (10, 200, 30, 255))
    np.testing.assert_array_equal(after[150:], before[150:])
    assert len(document.history.done) == 1
    document.undo()
    np.testing.assert_array_equal(pixels(document), before)
    document.redo()
    np.testing.assert_array_equal(pixels(document), after)


def test_the_preview_shows_the_stroke_and_changes_nothing(document):
    layer, tool = document.root.children[0], TOOL()
    before = pixels(document)
    seen = []
    document.changed.connect(seen.append)
    tool.press(document, Pointer(100, 100), SETTING)
    assert document.pixels_shown(layer).read(document.canvas)[100, 100, 1] == 200
    np.testing.assert_array_equal(pixels(document), before)
    assert (100, 100) in seen[-1].area
    tool.cancel(document)
    assert document.pixels_shown(layer) is layer.pixels
    assert (100, 100) in seen[-1].area
    assert tool.release(document, Pointer(100, 100)) is None


def test_what_was_previewed_is_what_is_painted(document):
    layer, tool = document.root.children[0], TOOL()
    tool.press(document, Pointer(40, 40), SETTING)
    for x in range(50, 250, 10):
        tool.drag(document, Pointer(x, 90 + x % 7))
    command = tool.release(document, Pointer(250, 90))
    document.do(command)
    np.testing.assert_array_equal(document.pixels_shown(layer).read(document.canvas), pixels(document))


def test_shift_draws_straight_from_the_last_stroke(document):
    tool = TOOL()
    tool.options.size, tool.options.hardness = 10, 1.0
    stroke(tool, document, (30, 30))
    stroke(tool, document, (230, 30), held=Held.SHIFT)
    assert (pixels(document)[30, 30:230] == (10, 200, 30, 255)).all()
    other = Document((300, 200))
    layer = PixelLayer("Other")
    other.root.children.append(layer)
    other.activate(layer.id)
    stroke(tool, other, (100, 100), held=Held.SHIFT)
    assert not layer.pixels.read(other.canvas)[:, :80].any()


def test_a_layer_that_was_moved_is_painted_where_the_pointer_is(document):
    document.root.children[0].offset = Point(40, 25)
    stroke(TOOL(), document, (140, 125))
    np.testing.assert_array_equal(pixels(document)[100, 100], (10, 200, 30, 255))


def test_deep_documents_are_painted_at_their_depth():
    document = Document((300, 200), depth=16)
    layer = PixelLayer("Deep", pixels=Tiles(4, np.uint16))
    document.root.children.append(layer)
    document.activate(layer.id)
    tool = TOOL()
    tool.options.hardness = 0.0
    stroke(tool, document, (100, 100))
    painted = layer.pixels.read(document.canvas)
    np.testing.assert_array_equal(painted[100, 100, :3], np.array((10, 200, 30)) * 257)
    assert painted[100, 100, 3] >= 65000
    assert len(np.unique(painted[..., 3])) > 40


def test_the_selection_limits_it(document):
    mask = np.zeros((200, 300), np.uint8)
    mask[:, :100] = 255
    document.selection = Tiles.of(mask)
    before = pixels(document)
    stroke(TOOL(), document, (60, 100), (140, 100))
    np.testing.assert_array_equal(pixels(document)[:, 100:], before[:, 100:])
    np.testing.assert_array_equal(pixels(document)[100, 90], (10, 200, 30, 255))


def test_locked_transparency_stays(document):
    document.root.children[0].alpha_locked = True
    before = pixels(document)
    stroke(TOOL(), document, (60, 100), (140, 100))
    np.testing.assert_array_equal(pixels(document)[..., 3], before[..., 3])
    assert (pixels(document)[100, 100, :3] == (10, 200, 30)).all()


def test_no_pressure_is_no_command(document):
    tool = TOOL()
    tool.press(document, Pointer(50, 50, 0.0), SETTING)
    tool.drag(document, Pointer(90, 50, 0.0))
    assert tool.release(document, Pointer(90, 50, 0.0)) is None


def test_outside_the_canvas_is_no_command(document):
    assert stroke(TOOL(), document, (-400, -400), (-300, -400)) is None


@pytest.mark.parametrize(("spoil", "says"), [
    (lambda document: document.activate(0), "No layer"),
    (lambda document: setattr(document.active_layer, "locked", True), "locked"),
    (lambda document: setattr(document.active_layer, "visible", False), "hidden"),
])
def test_it_says_why_it_cannot_paint(document, spoil, says):
    spoil(document)
    with pytest.raises(BadRequest, match=says):
        TOOL().press(document, Pointer(50, 50), SETTING)


def test_groups_have_no_pixels_to_paint_on(document):
    group = Group("Birds")
    document.root.children.append(group)
    document.activate(group.id)
    with pytest.raises(BadRequest, match="group"):
        TOOL().press(document, Pointer(50, 50), SETTING)
