"""A number with its unit: typed, stepped, and never beyond its range."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.fields import Range
from studio.ui import theme
from studio.ui.widgets.number_field import NumberField


@pytest.fixture
def field(dressed: QApplication, qtbot: QtBot) -> NumberField:
    made = NumberField(Range(-10, 150, 1, " px"), 39)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_shows_unit_and_a_real_minus_sign(field: NumberField) -> None:
    assert field.text() == "39 px"
    field.set_value(-5)
    assert field.text() == "−5 px"


def test_typing_counts_when_it_is_done(field: NumberField, qtbot: QtBot) -> None:
    heard: list[float] = []
    field.changed.connect(heard.append)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "120")
    assert heard == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [120]


def test_a_number_beyond_the_end_becomes_the_end(field: NumberField, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "900")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 150


def test_arrows_step_and_letters_are_refused(field: NumberField, qtbot: QtBot) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 40
    field.selectAll()
    qtbot.keyClicks(field, "x")
    assert field.text() == "40 px"


def test_a_comma_is_a_point(dressed: QApplication, qtbot: QtBot) -> None:
    field = NumberField(Range(0, 30, 0.5, "", 1), 5.0)
    qtbot.addWidget(field)
    field.selectAll()
    qtbot.keyClicks(field, "7,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 7.5
    assert field.text() == "7.5"


def test_its_longest_value_fits(dressed: QApplication, qtbot: QtBot) -> None:
    field = NumberField(Range(16, 16384, 1, " px"), 16384)
    qtbot.addWidget(field)
    field.show()
    inside = field.lineEdit().contentsRect().width()
    assert QFontMetrics(field.font()).horizontalAdvance("16384 px") <= inside
    assert field.height() == 28


def test_scrolling_past_it_changes_nothing(field: NumberField) -> None:
    field.clearFocus()
    wheel = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(field, wheel)
    assert field.value() == 39
    assert not wheel.isAccepted()


def test_its_frame_is_still_seen_in_another_theme(field: NumberField, dressed: QApplication) -> None:
    before = field.lineEdit().geometry()
    theme.apply(dressed, theme.LIGHT)
    assert field.lineEdit().geometry() == before
    assert field.grab().toImage().pixelColor(field.width() // 2, 0).name() != theme.LIGHT.field.lower()
