"""A line of one pixel."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.hairline import Hairline


def test_it_is_one_pixel_in_the_colour_of_lines(dressed: QApplication, qtbot: QtBot) -> None:
    for made, size in ((Hairline(), (60, 1)), (Hairline(vertical=True, length=20), (1, 20))):
        qtbot.addWidget(made)
        made.resize(*size)
        image = made.grab().toImage()
        assert (image.width(), image.height()) == size
        assert image.pixelColor(0, 0).name() == theme.DARK.line.lower()
