"""What all stroking tools share: options that reach the tip, and strokes that leave no preview behind."""

import pytest

from studio.core.document import MASK, Document
from studio.core.fields import describe
from studio.tools.brush import TOOL as BRUSH
from studio.tools.eraser import TOOL as ERASER
from studio.tools.mask_brush import TOOL as MASK_BRUSH
from studio.tools.stroking import FlowOptions, TipOptions, tip_of
from studio.tools.tool import Pointer, Setting


def test_every_option_reaches_the_tip():
    tip = tip_of(FlowOptions(77, 0.3, 0.4, 0.5, 0.6, True, False))
    assert (tip.size, tip.hardness, tip.opacity, tip.flow, tip.spacing) == (77, 0.3, 0.4, 0.5, 0.6)
    assert tip.size_pressure
    assert not tip.opacity_pressure
    plain = tip_of(TipOptions(12, 1.0, 0.9))
    assert (plain.size, plain.flow, plain.size_pressure) == (12, 1.0, False)


@pytest.mark.parametrize("kind", [BRUSH, ERASER, MASK_BRUSH])
def test_size_runs_from_one_pixel_to_a_thousand(kind):
    sizes = next(field.range for field in describe(type(kind().options)) if field.name == "size")
    assert (sizes.low, sizes.high, sizes.unit, sizes.curve) == (1, 1000, " px", "log")


def test_pressing_again_or_cancelling_leaves_no_preview():
    document, tool = Document((100, 100)), MASK_BRUSH()
    tool.press(document, Pointer(50, 50), Setting())
    tool.press(document, Pointer(20, 20), Setting())
    tool.cancel(document)
    tool.cancel(document)
    assert document.shown(MASK) is document.mask
    assert not document.modified


def test_dragging_without_a_press_does_nothing():
    document, tool = Document((100, 100)), MASK_BRUSH()
    tool.drag(document, Pointer(50, 50))
    assert tool.release(document, Pointer(50, 50)) is None
