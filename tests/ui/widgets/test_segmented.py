"""A few choices side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.segmented import Segmented


@pytest.fixture
def choice(dressed: QApplication, qtbot: QtBot) -> Segmented:
    made = Segmented([("add", "Add", "plus"), ("erase", "Erase", "minus")])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_and_the_arrows_choose(choice: Segmented, qtbot: QtBot) -> None:
    heard: list[str] = []
    choice.changed.connect(heard.append)
    qtbot.mouseClick(choice.part("erase"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    qtbot.keyClick(choice, Qt.Key.Key_Left)
    assert heard == ["erase", "add", "erase"]
    assert choice.value() == "erase"


def test_setting_it_tells_nobody(choice: Segmented) -> None:
    heard: list[str] = []
    choice.changed.connect(heard.append)
    choice.set_value("erase")
    assert choice.value() == "erase"
    assert not choice.part("add").isChecked()
    assert heard == []
    assert choice.height() == 28
