"""Label, slider and number stand for one value."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.fields import Range
from studio.ui.widgets.slider_row import SliderRow


@pytest.fixture
def row(dressed: QApplication, qtbot: QtBot) -> SliderRow:
    made = SliderRow("Steps", Range(1, 150), 20, "More steps, finer detail.")
    qtbot.addWidget(made)
    made.resize(316, 32)
    made.show()
    return made


def test_both_parts_follow_each_other(row: SliderRow, qtbot: QtBot) -> None:
    heard: list[float] = []
    row.changed.connect(heard.append)
    qtbot.keyClick(row.slider, Qt.Key.Key_Right)
    assert row.number.value() == 21
    row.number.setValue(60)
    assert row.slider.value() == 60
    assert heard == [21, 60]


def test_a_double_click_on_the_name_goes_back_to_the_first_value(row: SliderRow, qtbot: QtBot) -> None:
    row.set_value(90)
    qtbot.mouseDClick(row.label, Qt.MouseButton.LeftButton)
    assert row.value() == 20


def test_it_is_32_high_and_its_parts_have_the_label_as_name(row: SliderRow) -> None:
    assert row.height() == 32
    assert row.label.width() == 72
    assert row.slider.accessibleName() == row.number.accessibleName() == "Steps"
    assert "finer detail" in row.toolTip()
