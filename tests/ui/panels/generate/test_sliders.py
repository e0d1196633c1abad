"""A model's sliders: what is moved counts, what is not is left to the model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.families.sliders import Slider
from studio.ui.panels.generate.sliders import UNSET, SliderRows
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow

KNOWN = (Slider("Smile", "Mouth", hint="Corners up"), Slider("Open", "Mouth", 0, 1),
         Slider("Hair", "Hair", values=("black", "light_brown")), Slider("Age", "", -2, 2, 0.5))


@pytest.fixture
def rows(dressed: QApplication, qtbot: QtBot) -> SliderRows:
    made = SliderRows()
    qtbot.addWidget(made)
    made.show_sliders(KNOWN)
    made.resize(316, 400)
    made.show()
    return made


def row(rows: SliderRows, name: str) -> SliderRow:
    found = rows.controls[name]
    assert isinstance(found, SliderRow)
    return found


def test_only_what_was_moved_is_told(rows: SliderRows, qtbot: QtBot) -> None:
    assert rows.value() == {}
    assert not rows.reset_all.isEnabled()
    with qtbot.waitSignal(rows.changed):
        QTest.keyClick(row(rows, "Smile").slider, Qt.Key.Key_Right)
    assert rows.value() == {"Smile": 0.05}
    hair = rows.controls["Hair"]
    assert isinstance(hair, Combo)
    hair.setCurrentIndex(2)
    assert rows.value() == {"Smile": 0.05, "Hair": "light_brown"}
    hair.setCurrentIndex(0)
    assert rows.value() == {"Smile": 0.05}


def test_a_double_click_leaves_one_to_the_model_and_the_arrow_all(rows: SliderRows) -> None:
    rows.set_value({"Smile": 0.5, "Age": 2, "Hair": "black"})
    assert row(rows, "Age").value() == 2
    QTest.mouseDClick(row(rows, "Age").label, Qt.MouseButton.LeftButton)
    assert rows.value() == {"Smile": 0.5, "Hair": "black"}
    assert row(rows, "Age").value() == 0.5, "its own default"
    QTest.mouseClick(rows.reset_all, Qt.MouseButton.LeftButton)
    assert rows.value() == {}
    assert rows.controls["Hair"].value() == UNSET


def test_groups_stand_under_quiet_headings_and_names_not_set_stand_back(rows: SliderRows) -> None:
    words = [label.text() for label in rows._rows.findChildren(QLabel)]
    assert words.count("Mouth") == 1
    assert row(rows, "Smile").label.property("tone") == "3"
    rows.set_value({"Smile": 0.5})
    assert row(rows, "Smile").label.property("tone") == "1"


def test_what_a_model_does_not_know_is_passed_over(rows: SliderRows) -> None:
    rows.set_value({"Smile": 9, "Hair": "blue", "Gone": 1, "Open": 0.25})
    assert rows.value() == {"Open": 0.25}
    rows.show_sliders(())
    assert not rows.isVisible()
    assert rows.value() == {}


def test_every_control_has_a_name_for_screen_readers(rows: SliderRows) -> None:
    assert row(rows, "Smile").slider.accessibleName() == "Smile"
    assert rows.controls["Hair"].accessibleName() == "Hair"
    assert rows.reset_all.accessibleName()
