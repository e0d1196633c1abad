"""A gesture that refuses or is taken back leaves nothing behind."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from studio.core.document import Document
from studio.tools.tool import Pointer
from studio.ui.canvas.gestures import Pan, SizeBrush, Stroke
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk


def test_a_stroke_is_one_command(view: CanvasView, document: Document, desk: Desk) -> None:
    stroke = Stroke(view, desk.tool, document)
    assert stroke.begin(Pointer(50, 50))
    stroke.move(QPointF(), Pointer(90, 50))
    assert document.history.done == []
    stroke.end()
    assert [command.title for command in document.history.done] == ["Mask brush"]


def test_a_cancelled_stroke_is_none(view: CanvasView, document: Document, desk: Desk) -> None:
    stroke = Stroke(view, desk.tool, document)
    stroke.begin(Pointer(50, 50))
    stroke.cancel()
    stroke.end()
    assert document.history.done == []
    assert len(document.mask) == 0


def test_a_stroke_without_a_layer_says_so(view: CanvasView, document: Document, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(lambda message, hint, kind: said.append(message))
    document.activate(0)
    assert not Stroke(view, desk.tools["brush"], document).begin(Pointer(50, 50))
    assert said == ["No layer is chosen to paint on."]


def test_panning_moves_by_what_the_hand_moved(view: CanvasView) -> None:
    before = view.transform
    pan = Pan(view, QPointF(10, 10))
    pan.move(QPointF(15, 7), Pointer(0, 0))
    pan.move(QPointF(20, 4), Pointer(0, 0))
    assert (view.transform.x - before.x, view.transform.y - before.y) == (10, -6)


def test_sizing_taken_back_restores_the_brush(view: CanvasView, desk: Desk) -> None:
    before = (desk.tool.options.size, desk.tool.options.hardness)
    sizing = SizeBrush(view, QPointF(100, 100))
    sizing.move(QPointF(180, 60), Pointer(0, 0))
    assert (desk.tool.options.size, desk.tool.options.hardness) != before
    sizing.cancel()
    assert (desk.tool.options.size, desk.tool.options.hardness) == before
