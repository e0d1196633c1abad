"""Buttons: their sizes, their names, the action they stand for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.widgets.buttons import Button, IconButton, PrimaryButton


def test_heights_are_those_of_the_look(dressed: QApplication, qtbot: QtBot) -> None:
    for made, height in ((Button("Open…", "folder-open"), 28), (PrimaryButton("Fill", "sparkle"), 36),
                         (IconButton("trash", "Delete"), 28)):
        qtbot.addWidget(made)
        made.show()
        assert made.height() == height


def test_the_primary_button_is_in_the_accent(dressed: QApplication, qtbot: QtBot) -> None:
    button = PrimaryButton("Fill")
    qtbot.addWidget(button)
    button.resize(200, 36)
    assert button.grab().toImage().pixelColor(20, 18).name() == theme.DARK.accent.lower()


def test_an_icon_button_is_named_by_its_tooltip(dressed: QApplication, qtbot: QtBot) -> None:
    button = IconButton("trash", "Delete layer  (Delete)")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Delete layer"
    assert button.toolTip() == "Delete layer  (Delete)"


def test_a_button_follows_its_action(dressed: QApplication, qtbot: QtBot) -> None:
    action = QAction("&Undo")
    action.setToolTip("Undo  (Ctrl+Z)")
    heard: list[bool] = []
    action.triggered.connect(lambda on: heard.append(on))
    button = IconButton("arrow-u-up-left", "")
    qtbot.addWidget(button)
    button.follow(action)
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == [False]
    assert button.toolTip() == "Undo  (Ctrl+Z)"
    assert button.accessibleName() == "Undo"
    action.setEnabled(False)
    assert not button.isEnabled()
