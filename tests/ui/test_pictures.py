"""Pictures between Qt and arrays."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.ui.pictures import covering, image_of, picture_of, rounded


def test_a_picture_comes_back_bit_for_bit(qapp: QApplication) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (7, 13, 4), np.uint8)
    assert np.array_equal(picture_of(image_of(picture)), picture)


def test_sixteen_bits_are_rounded_to_eight(qapp: QApplication) -> None:
    deep = np.full((2, 3, 4), 65535, np.uint16)
    assert (picture_of(image_of(deep)) == 255).all()


def test_lines_with_padding_are_read_right(qapp: QApplication) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB888)
    image.fill(0x102030)
    assert picture_of(image).tolist() == [[[16, 32, 48, 255]] * 3] * 2


def test_a_view_fills_its_size_whatever_the_shape(qapp: QApplication) -> None:
    image = QImage(100, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    assert covering(image, QSize(60, 20)).size() == QSize(60, 20)
    assert covering(QImage(), QSize(60, 20)).isNull()
    round_one = rounded(covering(image, QSize(20, 20)), 6)
    assert round_one.pixelColor(0, 0).alpha() < 20
    assert round_one.pixelColor(10, 10).alpha() == 255
