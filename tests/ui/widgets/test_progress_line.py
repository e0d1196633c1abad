"""How far something is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.progress_line import ProgressLine


def test_it_fills_as_far_as_the_work_is_and_says_so(dressed: QApplication, qtbot: QtBot) -> None:
    line = ProgressLine(0.5)
    qtbot.addWidget(line)
    line.resize(100, 4)
    image = line.grab().toImage()
    assert image.pixelColor(30, 2).name() == theme.DARK.accent.lower()
    assert image.pixelColor(70, 2).name() == theme.DARK.track.lower()
    assert line.accessibleName() == "50 % done"
    line.set_fraction(7)
    assert line.fraction == 1.0
