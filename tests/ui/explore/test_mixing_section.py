"""Layers' styles are taken from a pin, where a model has layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.explore.pins import Pins
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore.mixing_section import MixingSection


@pytest.fixture
def mixing(begun: Desk, qtbot: QtBot) -> MixingSection:
    made = MixingSection(begun.explorer, begun.pins)
    qtbot.addWidget(made)
    made.show()
    return made


def test_models_without_layers_have_nothing_to_mix(mixing: MixingSection, begun: Desk) -> None:
    assert not mixing.possible
    begun.pins.pin()
    assert not mixing.apply.isEnabled()


def test_chosen_layers_come_from_the_pin(mixing: MixingSection, begun: Desk, rest: Callable[[], None]) -> None:
    assert begun.explorer.space is not None
    begun.explorer.space = replace(begun.explorer.space, layers=3)
    begun.pins.restore(Pins("wash").add(Spot(np.full(6, 9, np.float32))))
    assert mixing.apply.isEnabled()
    went: list[Spot] = []
    begun.explorer.go_to = went.append  # type: ignore[method-assign,assignment]
    mixing.first.setValue(2)
    mixing.last.setValue(3)
    QTest.mouseClick(mixing.apply, Qt.MouseButton.LeftButton)
    assert went[0].latent.shape == (3, 6)
    now = begun.explorer.showing.now
    assert now is not None
    np.testing.assert_array_equal(went[0].latent[0], now.latent)
    np.testing.assert_array_equal(went[0].latent[1:], np.full((2, 6), 9))
