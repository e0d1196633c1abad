"""The dock beside the map: model, variety and chance, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.families.tasks import Sample
from studio.ui.desk import Desk
from studio.ui.panels.attributes import PANEL
from studio.ui.panels.attributes.panel import AttributesPanel

from .conftest import Hand

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(begun: Desk, qtbot: QtBot) -> AttributesPanel:
    made = PANEL.make(begun)
    assert isinstance(made, AttributesPanel)
    qtbot.addWidget(made)
    made.resize(340, 900)
    made.show()
    return made


def test_another_model_is_chosen(panel: AttributesPanel, begun: Desk, rest: Callable[[], None]) -> None:
    assert [panel.model.itemText(number) for number in range(panel.model.count())] == ["Wash", "Plain"]
    assert not panel.none.isVisible()
    QTest.keyClick(panel.model, Qt.Key.Key_Down)
    rest()
    assert begun.explorer.entry is not None
    assert begun.explorer.entry.id == "plain"
    assert panel.none.isVisible()  # it has no sliders
    assert not panel.sliders.controls


def test_chance_and_variety(panel: AttributesPanel, begun: Desk, hand: Hand, rest: Callable[[], None]) -> None:
    seed = begun.explorer.seed
    QTest.mouseClick(panel.dice, LEFT)
    rest()
    assert begun.explorer.seed != seed
    QTest.keyClick(panel.variety.slider, Qt.Key.Key_Home)
    rest()
    task = [task for task in hand.tasks if isinstance(task, Sample)][-1]
    assert task.truncation == 0
    assert task.seed == begun.explorer.seed  # the same point, less unusual


def test_sliders_are_shuffled_and_reset(panel: AttributesPanel, begun: Desk) -> None:
    QTest.mouseClick(panel.shuffle, LEFT)
    assert begun.explorer.is_set("frame")
    QTest.mouseClick(panel.reset, LEFT)
    assert not begun.explorer.is_set("frame")


def test_a_prompt_is_asked_for_where_text_leads(panel: AttributesPanel) -> None:
    assert not panel.prompt.isVisible()
