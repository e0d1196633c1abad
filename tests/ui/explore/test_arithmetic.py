"""A − B + C of pins: averages are shown, the strength counts, and one goes to what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.explore.pins import Pins
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore.arithmetic import Arithmetic

LEFT = Qt.MouseButton.LeftButton


def point(*numbers: float) -> Spot:
    out = np.zeros(6, np.float32)
    out[: len(numbers)] = numbers
    return Spot(out)


@pytest.fixture
def sums(begun: Desk, qtbot: QtBot, rest: Callable[[], None]) -> Arithmetic:
    made = Arithmetic(begun.explorer, begun.pins)
    qtbot.addWidget(made)
    made.show()
    grey = np.full((8, 8, 4), 99, np.uint8)
    pins = Pins("wash").add(point(1), grey).add(point(0, 1), grey).add(point(0, 0, 1), grey)
    begun.pins.restore(pins.add(point(1, 0, 0, 1), grey))
    rest()
    return made


def test_the_first_three_pins_are_reckoned_with(sums: Arithmetic, begun: Desk, rest: Callable[[], None]) -> None:
    assert [thumb.text() for thumb in sums.thumbs.values()] == ["A", "B", "C", "Result"]
    assert sums.result is not None
    np.testing.assert_allclose(sums.result, [1, -1, 1, 0, 0, 0])
    assert not sums.thumbs["result"].empty
    QTest.mouseClick(sums.apply, LEFT)
    assert begun.explorer.stand is not None
    np.testing.assert_allclose(begun.explorer.stand.spot.latent, sums.result)


def test_sets_of_pins_are_averaged_and_shown(sums: Arithmetic, rest: Callable[[], None]) -> None:
    before = sums.thumbs["plus"].grab().toImage()
    sums.choose("plus", ["A", "D"])
    rest()
    assert sums.thumbs["plus"].text() == "A, D"
    assert sums.thumbs["plus"].grab().toImage() != before
    assert sums.result is not None
    np.testing.assert_allclose(sums.result, [1, -1, 1, 0.5, 0, 0])


def test_strength_is_how_much_of_the_difference_is_added(sums: Arithmetic) -> None:
    QTest.keyClick(sums.strength.slider, Qt.Key.Key_Home)
    np.testing.assert_allclose(sums.result, [0, 0, 1, 0, 0, 0])


def test_without_a_set_to_do_it_to_there_is_nothing_to_apply(sums: Arithmetic, begun: Desk) -> None:
    sums.choose("more", [])
    assert sums.result is None
    assert not sums.apply.isEnabled()
    begun.pins.clear()
    assert sums.thumbs["plus"].empty
    assert not sums.thumbs["plus"].isEnabled()


def test_a_sum_that_lies_too_far_out_is_drawn_in(sums: Arithmetic, begun: Desk) -> None:
    begun.pins.restore(Pins("wash").add(point(9)).add(point(-9)).add(point(9)))
    assert sums.result is not None
    assert np.linalg.norm(sums.result[:4]) == pytest.approx(1.15 * 2, rel=1e-5)
