"""On or off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.check import Check


def test_pointer_and_space_switch_it(dressed: QApplication, qtbot: QtBot) -> None:
    check = Check("Stay offline", hint="Never opens a connection.")
    qtbot.addWidget(check)
    check.resize(check.sizeHint())
    check.show()
    heard: list[bool] = []
    check.changed.connect(heard.append)
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert heard == [True, False]
    check.set_value(True)
    assert check.value()
    assert heard == [True, False]
    assert check.toolTip() == "Never opens a connection."
    assert check.grab().toImage().pixelColor(3, 14).name() == theme.DARK.accent.lower()
