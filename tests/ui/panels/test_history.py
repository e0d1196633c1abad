"""The History panel lists the steps, goes to any of them and says what they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import SetProperty
from studio.core.document import Document
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.panels.history import HistoryPanel, bytes_said

Find = Callable[[str], int]


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, document: Document) -> HistoryPanel:
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(340, 300)
    panel.show()
    return panel


@pytest.fixture
def three_steps(document: Document, find: Find) -> None:
    for name in ("Birch", "Beech", "Larch"):
        document.do(SetProperty(find("Oak") if name == "Birch" else document.chosen[0], "name", name))


def titles(panel: HistoryPanel) -> list[str]:
    return [str(panel.steps.data(panel.steps.index(row))) for row in range(panel.steps.rowCount())]


def test_every_step_has_a_row_below_the_start(panel: HistoryPanel, three_steps: None) -> None:
    assert titles(panel) == ["Start", "Rename layer", "Rename layer", "Rename layer"]
    assert panel.steps.present == 3
    assert panel.list.currentIndex().row() == 3


def test_a_click_goes_back_and_forth(panel: HistoryPanel, document: Document, three_steps: None) -> None:
    def click(row: int) -> None:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         panel.list.visualRect(panel.steps.index(row)).center())

    click(0)
    assert len(document.history.done) == 0
    assert {layer.name for layer in document.root.walk()} == {"Ground", "Sky", "Oak", "Fir", "Trees"}
    click(2)
    assert (len(document.history.done), len(document.history.undone)) == (2, 1)
    assert titles(panel)[3] == "Rename layer"
    assert "undone" in str(panel.steps.data(panel.steps.index(3), Qt.ItemDataRole.AccessibleTextRole))


def test_arrow_keys_walk_through_the_steps(panel: HistoryPanel, document: Document, three_steps: None) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    assert len(document.history.done) == 2
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    assert len(document.history.done) == 0
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert len(document.history.done) == 1


def test_undo_elsewhere_is_followed(panel: HistoryPanel, document: Document, three_steps: None, find: Find) -> None:
    document.undo()
    assert panel.list.currentIndex().row() == 2
    document.do(SetProperty(find("Sky"), "visible", False))
    assert titles(panel) == ["Start", "Rename layer", "Rename layer", "Layer visibility"]


def test_what_is_held_is_said_and_follows_the_picture(panel: HistoryPanel, desk: Desk, three_steps: None) -> None:
    assert panel.held.text().startswith("3 steps · ")
    assert "held for undo" in panel.held.text()
    desk.add(Session(Document((8, 8)), desk.library, desk.engine))
    assert panel.held.text().startswith("0 steps")
    for session in tuple(desk.sessions):
        desk.close(session)
    assert panel.held.text() == "No picture is open."
    assert titles(panel) == []


def test_the_model_keeps_qts_rules(panel: HistoryPanel, qtmodeltester: ModelTester, document: Document,
                                   find: Find) -> None:
    qtmodeltester.check(panel.steps)
    document.do(SetProperty(find("Sky"), "visible", False))
    document.undo()
    assert not panel.grab().isNull()


@pytest.mark.parametrize(("nbytes", "said"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 KB"), (3_400_000, "3.4 MB"),
                                              (536_870_912, "537 MB"), (2_000_000_000_000, "2000 GB")])
def test_bytes_are_said_shortly(nbytes: int, said: str) -> None:
    assert bytes_said(nbytes) == said
