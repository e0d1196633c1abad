"""Any part painted by itself looks as it does in the whole, at any zoom and angle."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.document import Document
from studio.core.geometry import Extent
from studio.ui.canvas.painting import GRID_FROM, outline, paint_grid, paint_ground, paint_pixels, wanted
from studio.ui.canvas.sight import Sight
from studio.ui.canvas.transform import ViewTransform

SIZE = 160


def painted(sight: Sight, view: ViewTransform, *parts: QRectF) -> np.ndarray:
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for part in parts:
        painter.setClipRect(part)
        paint_ground(painter, view, sight.document.size, part)
        assert paint_pixels(painter, view, sight.picture, part)
        paint_grid(painter, view, sight.document.size, part)
    painter.end()
    return np.asarray(image.constBits()).reshape(SIZE, SIZE, 4)[..., :3].astype(int)


@pytest.mark.parametrize("zoom", [0.3, 1.0, 2.0, 4.0])
def test_parts_make_the_whole(other: Document, zoom: float) -> None:
    sight, view = Sight(other), ViewTransform(zoom=zoom, x=13, y=9)
    whole = painted(sight, view, QRectF(0, 0, SIZE, SIZE))
    parts = painted(sight, view, QRectF(0, 0, 70, SIZE), QRectF(70, 0, 90, 50), QRectF(70, 50, 90, 110))
    assert np.abs(whole - parts).max() <= (0 if zoom >= 1 else 24)


def test_only_what_is_seen_is_asked_for(other: Document) -> None:
    sight, view = Sight(other), ViewTransform(zoom=4.0)
    level, rect = wanted(view, sight.picture, QRectF(40, 40, 20, 20))
    assert level == 0
    assert (rect.x, rect.y, rect.width, rect.height) == (8, 8, 9, 9)
    assert wanted(view, sight.picture, QRectF(-90, -90, 20, 20))[1].empty


def test_the_grid_is_drawn_only_above_its_zoom(other: Document) -> None:
    sight = Sight(other)
    for zoom, lines in ((GRID_FROM, False), (12.0, True)):
        image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_grid(painter, ViewTransform(zoom=zoom), sight.document.size, QRectF(0, 0, SIZE, SIZE))
        painter.end()
        assert bool(np.asarray(image.constBits()).reshape(SIZE, SIZE, 4)[..., :3].any()) is lines


def test_the_outline_is_the_canvas_on_screen() -> None:
    box = outline(ViewTransform(zoom=2.0, x=5, y=6, angle=90), Extent(30, 20)).boundingRect()
    assert (box.width(), box.height()) == (40, 60)
