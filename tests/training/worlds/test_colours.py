"""Mixtures of colours do what a painter expects."""

from __future__ import annotations

import pytest

from studio.training.worlds.colours import BLACK, WHITE, colour, grey, mix, muted, shade, times


def test_a_written_colour_is_three_numbers() -> None:
    assert colour("#ff8000") == (255, 128, 0)


def test_mixing_goes_from_one_to_the_other() -> None:
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 1) == WHITE
    assert mix(BLACK, WHITE, 0.5) == (127.5,) * 3


def test_white_light_changes_nothing() -> None:
    assert times((10, 20, 30), WHITE) == (10, 20, 30)
    assert shade((10, 20, 30), 0.5) == (5, 10, 15)


def test_muting_keeps_the_lightness() -> None:
    red = colour("#c03020")
    assert grey(muted(red, 0.7)) == pytest.approx(grey(red))
    assert max(muted(red, 1)) == pytest.approx(min(muted(red, 1)))
