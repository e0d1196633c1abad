"""What is drawn on the sheet is complete, or says that it is not."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.core.tiles import TILE, Tiles, sealed
from studio.session import Session
from studio.ui.canvas.scene import Scene
from studio.ui.canvas.view import CanvasView


def drawn(scene: Scene, until: float) -> tuple[bool, QImage]:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    complete = scene.paint(painter, QRectF(0, 0, 800, 600), until)
    painter.end()
    return complete, image


def large() -> Document:
    document = Document((4000, 3000))
    tile = sealed(np.random.default_rng(0).integers(0, 256, (TILE, TILE, 4), np.uint8))
    tiles = Tiles(4, tiles=dict.fromkeys(document.canvas.cells(TILE), tile))
    document.root.children = [PixelLayer("Noise", opacity=0.5, pixels=tiles), PixelLayer("More", pixels=tiles.copy())]
    return document


def test_without_time_it_says_that_something_is_missing(view: CanvasView) -> None:
    view.desk.add(Session(large(), view.desk.library, view.desk.engine))
    scene = Scene(view)
    complete, _ = drawn(scene, perf_counter() - 1)
    assert not complete
    scene.settle()
    complete, image = drawn(scene, perf_counter() - 1)
    assert complete, "what is built needs no time"
    assert image.pixelColor(400, 280) != image.pixelColor(5, 5), "the sheet on its ground"


def test_where_frames_come_late_each_brings_something_all_the_same(view: CanvasView) -> None:
    """On a large screen the ground alone takes longer than a frame has: the picture must come nevertheless."""
    view.desk.add(Session(large(), view.desk.library, view.desk.engine))
    scene = Scene(view)
    frames = 0
    while not drawn(scene, perf_counter() - 1)[0]:
        frames += 1
        assert frames < 500
