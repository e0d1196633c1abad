"""The head of a dock."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.tabs import Tabs


def test_it_is_36_high_and_changes_what_stands_at_the_right(dressed: QApplication, qtbot: QtBot) -> None:
    first, second = IconButton("pause", "Pause"), IconButton("trash", "Delete")
    qtbot.addWidget(second)
    head = DockHead([("j", "Jobs")], [first])
    qtbot.addWidget(head)
    head.show()
    assert head.height() == 36
    assert first.isVisible()
    head.set_trailing([second])
    assert not first.isVisible()
    assert second.isVisible()


def test_a_panel_can_bring_its_own_tabs(dressed: QApplication, qtbot: QtBot) -> None:
    head = DockHead([("g", "Generate")])
    qtbot.addWidget(head)
    head.show()
    own = Tabs([("fill", "Fill"), ("generate", "Create")])
    head.replace_tabs(own)
    assert own.isVisible()
    assert head.tabs is own
