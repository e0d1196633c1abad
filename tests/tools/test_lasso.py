"""The lasso selects what was gone round."""

import math

import pytest

from studio.core.document import SELECTION, Document
from studio.tools.lasso import TOOL
from studio.tools.tool import Held, Pointer, Setting


def rounded(document: Document, held: Held = Held.NONE, radius: float = 30) -> None:
    tool = TOOL()
    tool.press(document, Pointer(50 + radius, 40, held=held), Setting())
    for step in range(1, 100):
        turn = step * math.tau / 100
        tool.drag(document, Pointer(50 + radius * math.cos(turn), 40 + radius * math.sin(turn)))
    assert tool.outlines(document)[0].ants
    command = tool.release(document, Pointer(50 + radius, 40))
    assert command is not None
    document.do(command)


def test_a_line_round_something_selects_it() -> None:
    document = Document((100, 80))
    rounded(document)
    marks = document.tiles(SELECTION).read(document.canvas)
    assert marks.sum() / 255 == pytest.approx(math.pi * 900, rel=0.01)
    rounded(document, Held.ALT, 10)
    marks = document.tiles(SELECTION).read(document.canvas)
    assert marks.sum() / 255 == pytest.approx(math.pi * 800, rel=0.01)
    assert marks[40, 50] == 0


def test_a_click_gives_the_selection_up() -> None:
    document, tool = Document((100, 80)), TOOL()
    rounded(document)
    tool.press(document, Pointer(5, 5), Setting())
    command = tool.release(document, Pointer(5, 5))
    assert command is not None
    document.do(command)
    assert document.selection is None
