"""Dashes run unbroken along their line, white over black, and only what is exposed is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.dashes import PIECE, Dashes
from studio.ui.canvas.transform import ViewTransform

SQUARE = np.array([[x, 20.0] for x in range(20, 80)] + [[80.0, y] for y in range(20, 80)]
                  + [[x, 80.0] for x in range(80, 20, -1)] + [[20.0, y] for y in range(80, 20, -1)])


def drawn(exposed: QRectF, phase: float = 0.0, zoom: float = 1.0) -> np.ndarray:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 120, 200))
    painter = QPainter(image)
    Dashes([SQUARE], 1.0).draw(painter, ViewTransform(zoom=zoom), exposed, phase)
    painter.end()
    return np.asarray(image.constBits()).reshape(100, 100, 4)[..., :3].copy()


def test_white_and_black_alternate_along_the_line() -> None:
    row = drawn(QRectF(0, 0, 100, 100))[20, 25:75].mean(axis=1)
    assert row.max() > 200
    assert row.min() < 60
    assert len(np.flatnonzero(np.diff((row > 128).astype(int)))) >= 8


def test_dashes_keep_their_length_across_pieces() -> None:
    row = drawn(QRectF(0, 0, 100, 100))[20, 21:79].mean(axis=1) > 128
    turns = np.flatnonzero(np.diff(row.astype(int)))
    assert np.diff(turns).max() <= 7
    assert np.diff(turns).min() >= 3
    assert PIECE < 58


def test_a_phase_moves_them() -> None:
    assert (drawn(QRectF(0, 0, 100, 100)) != drawn(QRectF(0, 0, 100, 100), 4.0)).any()


def test_what_is_not_exposed_is_not_drawn() -> None:
    part = drawn(QRectF(0, 0, 30, 30))
    assert (part[30:65, 78:83] == (200, 120, 90)).all()
    assert (part[20, 21:30] != (200, 120, 90)).any()


def test_boxes_hold_the_lines() -> None:
    boxes = Dashes([SQUARE], 1.0).boxes(ViewTransform(zoom=2.0))
    union = boxes[0]
    for box in boxes:
        union |= box
    assert union.contains(QRectF(40, 40, 120, 120))
    assert not Dashes([], 1.0)
