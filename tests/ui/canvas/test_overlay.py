"""The brush's ring is as wide as the brush, its dots as wide as its hard core; handles stand on the points."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.tools.tool import Outline
from studio.ui.canvas.overlay import draw_outlines, draw_ring, outlines_box, ring_box
from studio.ui.canvas.transform import ViewTransform

GROUND = (90, 120, 200)


def sheet() -> QImage:
    image = QImage(200, 200, QImage.Format.Format_RGB888)
    image.fill(QColor(*GROUND))
    return image


def array(image: QImage) -> np.ndarray:
    return np.asarray(image.constBits()).reshape(200, image.bytesPerLine())[:, :600].reshape(200, 200, 3).astype(int)


def ring(radius: float, hardness: float) -> np.ndarray:
    image = sheet()
    painter = QPainter(image)
    draw_ring(painter, QPointF(100, 100), radius, hardness)
    painter.end()
    return array(image)


def test_the_ring_is_white_within_black_at_the_radius() -> None:
    row = ring(60, 1.0)[100]
    assert row[160].min() > 150
    assert row[162:164].max() < 210
    assert (np.abs(row[150] - GROUND) <= 1).all()
    assert (np.abs(row[166:] - GROUND) <= 1).all()


@pytest.mark.parametrize("radius", [0.5, 10.0, 80.0])
def test_nothing_is_drawn_outside_its_box(radius: float) -> None:
    shown = ring(radius, 0.5)
    box = ring_box(QPointF(100, 100), radius).toAlignedRect()
    shown[box.top() : box.bottom() + 1, box.left() : box.right() + 1] = GROUND
    assert (shown == GROUND).all()


def test_hardness_has_a_ring_of_dots_of_its_own() -> None:
    soft, hard = ring(60, 0.5), ring(60, 1.0)
    differ = np.argwhere((soft != hard).any(axis=2)) - 100
    reach = np.hypot(*(differ + 0.5).T)
    assert len(differ)
    assert reach.min() > 27
    assert reach.max() < 33


def test_handles_stand_on_their_points_and_the_box_holds_them() -> None:
    view, outline = ViewTransform(zoom=2.0), Outline(((20, 20), (80, 20), (80, 80)), closed=True, handles=True)
    image = sheet()
    painter = QPainter(image)
    draw_outlines(painter, view, (outline,), 0.0)
    painter.end()
    shown = array(image)
    assert (shown[40, 160] == 255).all()
    box = outlines_box(view, (outline,)).toAlignedRect()
    shown[box.top() : box.bottom() + 1, box.left() : box.right() + 1] = GROUND
    assert (shown == GROUND).all()
    assert outlines_box(view, ()) == QRectF()
