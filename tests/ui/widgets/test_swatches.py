"""The two colours one paints with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.swatches import Swatches


@pytest.fixture
def swatches(dressed: QApplication, qtbot: QtBot) -> Swatches:
    made = Swatches((200, 80, 60, 255), (240, 230, 220, 255))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_front_colour_lies_over_the_back_one(swatches: Swatches) -> None:
    image = swatches.grab().toImage()
    assert image.pixelColor(17, 16).name() == "#c8503c"
    assert image.pixelColor(27, 25).name() == "#f0e6dc"
    assert "#c8503c" in swatches.accessibleName()


def test_each_can_be_picked_by_pointer_and_keys(swatches: Swatches, qtbot: QtBot) -> None:
    heard: list[str] = []
    swatches.picked.connect(heard.append)
    qtbot.mouseClick(swatches, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseClick(swatches, Qt.MouseButton.LeftButton, pos=QPoint(27, 26))
    qtbot.keyClick(swatches, Qt.Key.Key_Return)
    qtbot.keyClick(swatches, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard == ["foreground", "background", "foreground", "background"]
