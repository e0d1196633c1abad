"""The ellipse selects what lies in the ellipse that fills the box."""

import numpy as np
import pytest

from studio.core.document import SELECTION, Document
from studio.tools.ellipse import TOOL
from studio.tools.tool import Held, Pointer, Setting


def test_an_ellipse_fills_the_box_and_shift_makes_a_circle() -> None:
    document, tool = Document((100, 80)), TOOL()
    tool.press(document, Pointer(10, 10), Setting())
    tool.drag(document, Pointer(70, 50))
    (outline,) = tool.outlines(document)
    assert max(x for x, _ in outline.points) == pytest.approx(70, abs=0.1)
    command = tool.release(document, Pointer(70, 50))
    assert command is not None
    document.do(command)
    marks = document.tiles(SELECTION).read(document.canvas)
    assert marks.sum() / 255 == pytest.approx(np.pi / 4 * 60 * 40, rel=0.01)
    tool.press(document, Pointer(10, 10), Setting())
    command = tool.release(document, Pointer(50, 30, held=Held.SHIFT))
    assert command is not None
    document.do(command)
    assert document.tiles(SELECTION).content.extent == (40, 40)
