"""What is drawn on the sheet is complete, or says that it is not."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.document import Document
from studio.session import Session
from studio.ui.canvas.scene import Scene
from studio.ui.canvas.view import CanvasView


def drawn(scene: Scene, until: float) -> tuple[bool, QImage]:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    complete = scene.paint(painter, QRectF(0, 0, 800, 600), until)
    painter.end()
    return complete, image


def test_without_time_it_says_that_something_is_missing(view: CanvasView) -> None:
    view.desk.add(Session(Document((4000, 3000)), view.desk.library, view.desk.engine))
    scene = Scene(view)
    complete, _ = drawn(scene, perf_counter() - 1)
    assert not complete
    scene.settle()
    complete, image = drawn(scene, perf_counter() - 1)
    assert complete, "what is built needs no time"
    assert image.pixelColor(400, 280) != image.pixelColor(5, 5), "the sheet on its ground"
