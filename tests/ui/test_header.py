"""The strip on top."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.header import Header, Tab


@pytest.fixture
def header(dressed: QApplication, qtbot: QtBot) -> Header:
    made = Header((Tab("start", "Start", "house"), Tab("paint", "Paint", "paint-brush")), "Ctrl K")
    qtbot.addWidget(made)
    for title in ("File", "Edit", "Image", "Layer", "Select", "View", "Help"):
        made.menus.addMenu(title)
    made.resize(1280, 41)
    made.show()
    return made


def test_a_click_chooses_a_workspace(header: Header, qtbot: QtBot) -> None:
    heard: list[str] = []
    header.chosen.connect(heard.append)
    qtbot.mouseClick(header.workspaces["paint"], Qt.MouseButton.LeftButton)
    assert heard == ["paint"]
    header.show_workspace("start")
    assert not header.workspaces["paint"].isChecked()


@pytest.mark.parametrize("width", [1280, 1600])
def test_nothing_overlaps_and_the_workspaces_stand_in_the_middle(header: Header, width: int) -> None:
    header.resize(width, 41)
    header.layout().activate()
    middle = header.workspaces["start"].parentWidget()
    assert middle is not None
    assert abs(middle.geometry().center().x() - width / 2) <= 2
    assert header.menus.geometry().right() < middle.geometry().left()
    assert middle.geometry().right() < header.finder.geometry().left()
    assert header.settings.geometry().right() < width


def test_the_chip_says_whether_the_network_may_be_used(header: Header) -> None:
    header.offline.set_offline(True)
    assert header.offline.accessibleName() == "Offline ready"
    assert header.offline.grab().toImage().pixelColor(4, 12).name() == theme.DARK.ok_soft.lower()
    header.offline.set_offline(False)
    assert "click" in header.offline.toolTip()
    assert header.offline.accessibleName() == "Network allowed"
