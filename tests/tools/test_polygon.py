"""The polygon goes from click to click until it is closed."""

from __future__ import annotations

import pytest

from studio.core.document import SELECTION, Command, Document
from studio.tools.polygon import TOOL, Polygon
from studio.tools.tool import Held, Pointer, Setting


def click(tool: Polygon, document: Document, x: float, y: float, held: Held = Held.NONE) -> Command | None:
    tool.hover(document, Pointer(x, y, held=held))
    tool.press(document, Pointer(x, y, held=held), Setting())
    return tool.release(document, Pointer(x, y, held=held))


@pytest.fixture
def document() -> Document:
    return Document((100, 80))


def area(document: Document) -> float:
    return float(document.tiles(SELECTION).read(document.canvas).sum()) / 255


def test_a_click_on_the_first_corner_closes_it(document: Document) -> None:
    tool = TOOL()
    for corner in ((10, 10), (50, 10), (50, 50)):
        assert click(tool, document, *corner) is None
    command = click(tool, document, 12, 11)
    assert command is not None
    document.do(command)
    assert area(document) == pytest.approx(800, abs=1)
    assert tool.outlines(document) == ()


def test_enter_or_a_double_click_closes_it(document: Document) -> None:
    tool = TOOL()
    for corner in ((10, 10), (50, 10), (50, 50), (10, 50), (10, 50)):
        click(tool, document, *corner)
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    assert area(document) == pytest.approx(1600, abs=1)


def test_shift_keeps_lines_to_45_degrees_and_the_first_press_says_how_to_join(document: Document) -> None:
    tool = TOOL()
    click(tool, document, 10, 10)
    click(tool, document, 50, 13, Held.SHIFT)
    click(tool, document, 48, 50, Held.SHIFT)
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    assert area(document) == pytest.approx(40 * 40 / 2, rel=0.06)
    for corner, held in (((10, 10), Held.ALT), ((90, 10), Held.NONE), ((90, 70), Held.NONE)):
        click(tool, document, *corner, held)
    command = tool.finish(document)
    assert command is not None
    document.do(command)
    assert area(document) < 800


def test_a_line_to_the_pointer_and_the_first_corner_are_shown(document: Document) -> None:
    tool = TOOL()
    click(tool, document, 10, 10)
    tool.hover(document, Pointer(30, 20))
    line, handle = tool.outlines(document)
    assert line.points == ((10, 10), (30, 20))
    assert handle.handles


def test_too_few_corners_select_nothing(document: Document) -> None:
    tool = TOOL()
    click(tool, document, 10, 10)
    click(tool, document, 50, 10)
    assert tool.finish(document) is None
    assert tool.finish(document) is None
