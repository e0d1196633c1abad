"""The seed: kept while it is locked, new each time otherwise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.widgets.seed_field import SeedField


@pytest.fixture
def field(dressed: QApplication, qtbot: QtBot) -> SeedField:
    made = SeedField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_unlocked_it_asks_for_a_new_one_each_time(field: SeedField) -> None:
    assert field.value() == -1
    field.show_used(418205)
    assert field.edit.text() == "418 205"
    assert field.value() == -1
    field.lock.click()
    assert field.value() == 418205


def test_the_dice_rolls_and_keeps(field: SeedField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.changed):
        field.dice.click()
    assert 0 <= field.value() < 1_000_000
    assert field.lock.isChecked()


def test_typing_a_number_keeps_it(field: SeedField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.edit, "12345x6")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() == 123456
    assert field.edit.text() == "123 456"


@pytest.mark.parametrize("value", [-1, 0, 7, 2**64 - 1])
def test_a_value_comes_back(field: SeedField, value: int) -> None:
    field.set_value(value)
    assert field.value() == value


def test_a_lock_on_nothing_draws_a_number(field: SeedField) -> None:
    field.lock.click()
    assert field.value() >= 0
    field.lock.click()
    assert field.value() == -1
