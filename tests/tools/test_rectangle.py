"""The rectangle selects what was dragged over."""

from __future__ import annotations

import pytest

from studio.core.document import SELECTION, Document
from studio.core.geometry import Rect
from studio.tools.rectangle import TOOL, Rectangle
from studio.tools.tool import Held, Pointer, Setting


@pytest.fixture
def document() -> Document:
    return Document((100, 80))


def dragged(tool: Rectangle, document: Document, start: tuple[float, float], end: tuple[float, float],
            at_press: Held = Held.NONE, later: Held = Held.NONE) -> None:
    tool.press(document, Pointer(*start, held=at_press), Setting())
    tool.drag(document, Pointer(*end))
    command = tool.release(document, Pointer(*end, held=later))
    if command is not None:
        document.do(command)


def found(document: Document) -> Rect:
    return document.tiles(SELECTION).content


def test_any_two_corners_make_a_box_of_whole_pixels(document: Document) -> None:
    dragged(TOOL(), document, (30.2, 40.4), (10.4, 20.3))
    assert found(document) == Rect(10, 20, 20, 20)
    assert document.tiles(SELECTION).read(found(document)).min() == 255


def test_shift_adds_and_alt_subtracts(document: Document) -> None:
    tool = TOOL()
    dragged(tool, document, (0, 0), (10, 10))
    dragged(tool, document, (20, 0), (30, 10), Held.SHIFT)
    assert found(document) == Rect(0, 0, 30, 10)
    dragged(tool, document, (0, 0), (15, 10), Held.ALT)
    assert found(document) == Rect(20, 0, 10, 10)
    dragged(tool, document, (25, 5), (99, 70), Held.SHIFT | Held.ALT)
    assert found(document) == Rect(25, 5, 5, 5)


def test_shift_while_dragging_makes_a_square_and_alt_goes_out_from_the_centre(document: Document) -> None:
    dragged(TOOL(), document, (50, 40), (60, 20), later=Held.SHIFT)
    assert found(document) == Rect(50, 20, 20, 20)
    dragged(TOOL(), document, (50, 40), (60, 45), later=Held.ALT)
    assert found(document) == Rect(40, 35, 20, 10)


def test_a_click_gives_the_selection_up(document: Document) -> None:
    tool = TOOL()
    dragged(tool, document, (50, 40), (51, 41))
    assert not document.modified
    dragged(tool, document, (0, 0), (10, 10))
    dragged(tool, document, (50, 40), (51, 41))
    assert document.selection is None


def test_a_feathered_box_fades_but_not_at_the_canvas(document: Document) -> None:
    tool = TOOL()
    tool.options.feather = 10
    dragged(tool, document, (-20, -20), (50, 200))
    marks = document.tiles(SELECTION).read(document.canvas)
    assert (marks[:, :30] == 255).all()
    assert 100 < marks[40, 50] < 155
    assert not marks[:, 75:].any()


def test_the_box_is_shown_while_it_is_drawn(document: Document) -> None:
    tool = TOOL()
    tool.press(document, Pointer(1, 1), Setting())
    assert tool.outlines(document) == ()
    tool.drag(document, Pointer(21, 11))
    (outline,) = tool.outlines(document)
    assert outline.ants
    assert outline.closed
    assert outline.points == ((1, 1), (21, 1), (21, 11), (1, 11))


def test_a_box_beyond_the_canvas_selects_nothing(document: Document) -> None:
    dragged(TOOL(), document, (200, 200), (300, 300))
    assert document.selection is None
