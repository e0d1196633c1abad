"""Pins are dropped, renamed, put in order, saved and come back to; their points have the sliders in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest
from studio.explore.pins import MOST
from studio.ui.desk import Desk
from studio.ui.explore.explorer import Explorer
from studio.ui.explore.pin_board import PinBoard

from .conftest import Hand


@pytest.fixture
def explorer(desk: Desk) -> Explorer:
    return Explorer(desk)


@pytest.fixture
def rest(explorer: Explorer, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: explorer.busy is None and explorer.showing.decoder.idle)


@pytest.fixture
def board(explorer: Explorer, rest: Callable[[], None]) -> PinBoard:
    made = PinBoard(explorer)
    explorer.look()
    rest()
    return made


def test_a_pin_keeps_the_point_with_its_sliders_and_its_picture(board: PinBoard, explorer: Explorer,
                                                                rest: Callable[[], None]) -> None:
    explorer.go(1, 1)
    rest()
    assert board.pin() == "A"
    pin = board.pins["A"]
    assert pin.spot.sliders == {}
    assert pin.spot.latent[4] == 1.0
    assert pin.thumb is not None
    assert board.told("A")["warmth"] == 1.0
    assert [mark.letter for mark in board.marks()] == ["A"]
    assert board.marks()[0][1:] == pytest.approx((1, 1))


def test_a_pin_in_passing_gets_its_picture_later(board: PinBoard, explorer: Explorer, hand: Hand,
                                                 rest: Callable[[], None]) -> None:
    hand.free.clear()
    explorer.go(-1, 0)
    board.pin()
    assert board.pins["A"].thumb is None
    explorer.go(1, 0)
    hand.free.set()
    rest()
    assert board.pins["A"].thumb is not None
    assert board.pins["A"].spot.latent[4] == -1.0


def test_one_comes_back_to_a_pin(board: PinBoard, explorer: Explorer, rest: Callable[[], None]) -> None:
    explorer.go(0.5, -0.5)
    rest()
    board.pin()
    explorer.restart(99)
    rest()
    board.go_to("A")
    rest()
    assert explorer.stand is not None
    assert explorer.value_of("warmth") == pytest.approx(0.5)
    assert explorer.showing.now is not None
    np.testing.assert_allclose(explorer.showing.now.latent, board.pins["A"].spot.latent, atol=1e-6)


def test_pins_are_renamed_reordered_and_deleted(board: PinBoard) -> None:
    for _ in range(3):
        board.pin()
    told = board.told("B")
    board.rename("B", "Best")
    assert board.told("Best") == told
    board.move("Best", 0)
    assert [pin.letter for pin in board.pins] == ["Best", "A", "C"]
    board.remove("A")
    before = board.pins
    board.clear()
    assert not len(board.pins)
    board.restore(before)
    assert [pin.letter for pin in board.pins] == ["Best", "C"]


def test_there_are_twelve_at_most(board: PinBoard) -> None:
    for _ in range(MOST):
        board.pin()
    assert board.left == 0
    with pytest.raises(BadRequest, match="12 pins"):
        board.pin()


def test_nine_points_by_chance(board: PinBoard, qtbot: QtBot) -> None:
    board.pin()
    board.draw_nine()
    qtbot.waitUntil(lambda: len(board.pins) == 9)
    assert all(pin.thumb is not None for pin in board.pins)
    assert len({pin.spot.latent.tobytes() for pin in board.pins}) == 9


def test_saved_pins_come_back_with_their_model(board: PinBoard, explorer: Explorer, tmp_path: Path,
                                               rest: Callable[[], None]) -> None:
    with pytest.raises(BadRequest, match="no pins"):
        board.save(tmp_path / "none.safetensors")
    board.pin()
    board.save(tmp_path / "mine.safetensors")
    explorer.choose("plain")
    rest()
    assert not len(board.pins)
    board.load(tmp_path / "mine.safetensors")
    rest()
    assert explorer.entry is not None
    assert explorer.entry.id == "wash"
    assert [pin.letter for pin in board.pins] == ["A"]
    assert board.told("A")
