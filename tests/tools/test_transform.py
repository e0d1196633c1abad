"""The transformer's handles do what a hand expects, as one step of undo."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.transform import around
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.tools.tool import Held, Pointer, Setting
from studio.tools.transform import TOOL, Transform, moved, perspective


@pytest.fixture
def document() -> Document:
    """A white box at 40, 30, 40 wide and 20 high."""
    document = Document((160, 120))
    document.root.children = [PixelLayer("box", pixels=Tiles.of(np.full((20, 40, 4), 255, np.uint8), (40, 30)))]
    document.activate(document.root.children[0].id)
    return document


def dragged(tool: Transform, document: Document, start: tuple[float, float], end: tuple[float, float],
            held: Held = Held.NONE) -> None:
    tool.press(document, Pointer(*start), Setting())
    tool.drag(document, Pointer(*end, held=held))
    assert tool.release(document, Pointer(*end, held=held)) is None


def finished(tool: Transform, document: Document) -> Rect:
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    return around(document, document.root.children)


@pytest.mark.parametrize(("start", "end", "held", "box"), [
    ((80, 50), (120, 60), Held.NONE, Rect(40, 30, 80, 30)),
    ((80, 50), (120, 70), Held.SHIFT, Rect(40, 30, 80, 40)),
    ((80, 40), (100, 90), Held.NONE, Rect(40, 30, 60, 20)),
    ((80, 40), (100, 90), Held.ALT, Rect(20, 30, 80, 20)),
    ((60, 30), (60, 20), Held.NONE, Rect(40, 20, 40, 30)),
    ((40, 30), (100, 30), Held.NONE, Rect(80, 30, 20, 20)),
    ((60, 40), (70.3, 45), Held.NONE, Rect(50, 35, 40, 20)),
    ((60, 40), (80, 45), Held.SHIFT, Rect(60, 30, 40, 20)),
    ((60, 10), (100, 40), Held.SHIFT, Rect(50, 20, 20, 40)),
])
def test_handles_scale_inside_moves_and_outside_turns(document: Document, start: tuple[float, float],
                                                      end: tuple[float, float], held: Held, box: Rect) -> None:
    tool = TOOL()
    dragged(tool, document, start, end, held)
    assert finished(tool, document) == box


def test_several_gestures_are_one_step_of_undo(document: Document) -> None:
    before, tool = flatten(document), TOOL()
    dragged(tool, document, (80, 50), (120, 70))
    dragged(tool, document, (60, 40), (70, 50))
    dragged(tool, document, (140, 60), (140, 90))
    finished(tool, document)
    assert len(document.history.done) == 1
    document.undo()
    assert (flatten(document) == before).all()


def test_ctrl_bends_one_corner_alone(document: Document) -> None:
    tool = TOOL()
    dragged(tool, document, (80, 50), (100, 70), Held.CTRL)
    (outline,) = tool.outlines(document)
    assert outline.points[4] == pytest.approx((100, 70))
    assert outline.points[0] == pytest.approx((40, 30))
    assert outline.points[2] == pytest.approx((80, 30))
    assert finished(tool, document) == Rect(40, 30, 60, 40)


def test_it_is_seen_before_it_is_kept(document: Document) -> None:
    before, tool = flatten(document), TOOL()
    dragged(tool, document, (80, 50), (120, 70))
    assert flatten(document)[65, 110, 3] == 255
    assert not document.modified
    tool.cancel(document)
    assert (flatten(document) == before).all()
    assert tool.finish(document) is None


def test_the_box_is_shown_before_it_is_touched(document: Document) -> None:
    (outline,) = TOOL().outlines(document)
    assert outline.points[0] == (40, 30)
    document.activate(0)
    assert TOOL().outlines(document) == ()


def test_nothing_is_ever_folded_flat(document: Document) -> None:
    tool = TOOL()
    tool.press(document, Pointer(80, 50), Setting())
    for x in np.linspace(80, 0, 81):
        tool.drag(document, Pointer(x, 50))
        tool.drag(document, Pointer(x, 30, held=Held.CTRL))
    tool.release(document, Pointer(0, 50))
    assert finished(tool, document).area > 0
    with pytest.raises(BadRequest, match="fold over"):
        perspective([(0, 0), (1, 0), (1, 1), (0, 1)], [(0, 0), (1, 0), (0.2, 0.2), (0, 1)])


def test_layers_that_undo_took_away_end_it(document: Document) -> None:
    tool = TOOL()
    dragged(tool, document, (80, 50), (120, 70))
    document.root.children = []
    assert tool.finish(document) is None


def test_what_cannot_be_transformed_is_said(document: Document) -> None:
    tool = TOOL()
    document.root.children[0].locked = True
    with pytest.raises(BadRequest, match="locked"):
        tool.press(document, Pointer(60, 40), Setting())
    empty = Group("empty")
    document.root.children.append(empty)
    document.activate(empty.id)
    with pytest.raises(BadRequest, match="nothing painted"):
        tool.press(document, Pointer(60, 40), Setting())


def test_four_corners_go_where_they_are_sent() -> None:
    corners, goals = [(0.0, 0.0), (8.0, 0.0), (8.0, 5.0), (0.0, 5.0)], [(1.0, 1.0), (9.0, 2.0), (7.0, 9.0), (0.0, 6.0)]
    assert np.allclose(moved(perspective(corners, goals), corners), goals)
