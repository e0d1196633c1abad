"""A slider: pointer and keys, straight and bent ways, filling from the left or the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.fields import Range
from studio.ui import theme
from studio.ui.widgets.slider import Slider, share_of, value_at


@given(value=st.integers(1, 500), curve=st.sampled_from(["linear", "log"]))
def test_a_value_comes_back_from_its_place(value: int, curve: str) -> None:
    range = Range(1, 500, 1, "", 0, curve)
    share = share_of(range, value)
    assert 0 <= share <= 1
    assert value_at(range, share) == pytest.approx(value)


def test_a_bent_way_gives_small_values_more_room() -> None:
    assert share_of(Range(1, 1000, 1, "", 0, "log"), 30) > 0.3
    assert share_of(Range(1, 1000), 30) < 0.05


def test_places_beyond_the_ends_are_the_ends() -> None:
    assert value_at(Range(0, 10, 0.5), -1) == 0
    assert value_at(Range(0, 10, 0.5), 2) == 10
    assert value_at(Range(0, 10, 0.5), 0.52) == 5.0
    assert share_of(Range(3, 3), 3) == 0


@pytest.fixture
def slider(dressed: QApplication, qtbot: QtBot) -> Slider:
    made = Slider(Range(0, 100), value=20)
    qtbot.addWidget(made)
    made.resize(213, 28)
    made.show()
    return made


def test_the_pointer_takes_the_knob_along(slider: Slider, qtbot: QtBot) -> None:
    heard: list[float] = []
    slider.changed.connect(heard.append)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(106, 14))
    assert heard == [50]
    qtbot.mouseMove(slider, QPoint(400, 14))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(400, 14))
    assert slider.value() == 100
    qtbot.mouseMove(slider, QPoint(20, 14))
    assert slider.value() == 100


def test_it_can_be_worked_by_keys_alone(slider: Slider, qtbot: QtBot) -> None:
    for key, value in ((Qt.Key.Key_Right, 21), (Qt.Key.Key_Down, 20), (Qt.Key.Key_PageUp, 30), (Qt.Key.Key_Home, 0),
                       (Qt.Key.Key_Left, 0), (Qt.Key.Key_End, 100)):
        qtbot.keyClick(slider, key)
        assert slider.value() == value


def test_setting_it_tells_nobody(slider: Slider) -> None:
    heard: list[float] = []
    slider.changed.connect(heard.append)
    slider.set_value(400)
    assert slider.value() == 100
    assert heard == []


def test_a_centred_one_fills_from_the_middle(dressed: QApplication, qtbot: QtBot) -> None:
    slider = Slider(Range(-3, 3, 0.1, "", 1), centre_zero=True, value=1.5)
    qtbot.addWidget(slider)
    slider.resize(213, 28)
    image = slider.grab().toImage()
    accent = theme.DARK.accent.lower()
    assert image.pixelColor(120, 14).name() == accent
    assert image.pixelColor(90, 14).name() == theme.DARK.track.lower()
