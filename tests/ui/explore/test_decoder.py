"""The newest position is decoded and no other; what is more urgent goes first; slow work that is stale is cancelled."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.engine.engine import Engine
from studio.explore.space import Spot
from studio.families.tasks import Patch
from studio.ui.explore import decoder
from studio.ui.explore.decoder import MAP, NOW, SHELF, Decoder, Look

from .conftest import Hand

Came = list[tuple[str, object]]


def look(key: object, first: float = 0.0) -> Look:
    latent = np.zeros(6, np.float32)
    latent[0] = first
    return Look(key, "wash", Spot(latent))


@pytest.fixture
def made(engine: Engine) -> Decoder:
    return Decoder(engine)


@pytest.fixture
def came(made: Decoder) -> Came:
    found: Came = []
    made.came.connect(lambda lane, look, patch: found.append((lane, look.key)))
    return found


@pytest.fixture
def settle(made: Decoder, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: made.idle)


def test_of_many_positions_the_first_and_the_newest_are_decoded(made: Decoder, came: Came, hand: Hand,
                                                                settle: Callable[[], None]) -> None:
    hand.free.clear()
    for number in range(50):
        made.ask(NOW, [look(number, number / 50)])
    hand.free.set()
    settle()
    assert came == [(NOW, 0), (NOW, 49)]
    assert len(hand.tasks) == 2


def test_where_the_hand_is_goes_before_pins_and_these_before_the_map(made: Decoder, came: Came,
                                                                     settle: Callable[[], None]) -> None:
    made.ask(MAP, [look(("map", number)) for number in range(3)])
    made.ask(SHELF, [look("A")])
    made.ask(NOW, [look("here")])
    settle()
    lanes = [lane for lane, _ in came]
    assert lanes[:3] == [MAP, NOW, SHELF]  # the first was on its way already
    assert lanes[3:] == [MAP, MAP]


def test_pictures_of_a_map_that_is_no_longer_shown_are_not_brought(made: Decoder, came: Came, hand: Hand,
                                                                   settle: Callable[[], None]) -> None:
    hand.free.clear()
    made.ask(MAP, [look("old")])
    made.ask(MAP, [look("new")])
    assert made.waits(MAP) == 1
    hand.free.set()
    settle()
    assert came == [(MAP, "new")]


def test_a_fast_model_gets_several_points_in_one_job(made: Decoder, came: Came, hand: Hand,
                                                     settle: Callable[[], None]) -> None:
    made.ask(NOW, [look("first")])
    settle()
    made._pace["wash"] = 0.01
    made.ask(MAP, [look(number) for number in range(9)])
    settle()
    assert hand.lots[:2] == [1, 6]
    assert [key for lane, key in came if lane == MAP] == list(range(9))


def test_a_slow_job_is_cancelled_for_the_newest_position(made: Decoder, came: Came, hand: Hand, qtbot: QtBot,
                                                         settle: Callable[[], None]) -> None:
    made._pace["wash"] = 10 * decoder.SLOW
    hand.free.clear()
    made.ask(MAP, [look("tile")])
    qtbot.waitUntil(lambda: hand.lots == [1])
    made.ask(NOW, [look("old")])
    qtbot.waitUntil(lambda: hand.lots == [1, 1])  # though the first one is held for ever
    made.ask(NOW, [look("new")])
    qtbot.waitUntil(lambda: hand.lots == [1, 1, 1])
    hand.free.set()
    settle()
    assert came == [(NOW, "new"), (MAP, "tile")]


def test_previews_of_the_newest_position_are_shown(made: Decoder, hand: Hand, qtbot: QtBot,
                                                   settle: Callable[[], None]) -> None:
    seen: list[object] = []
    made.sketched.connect(lambda look, picture: seen.append((look.key, picture.shape)))
    hand.free.clear()
    made.ask(NOW, [look("here")])
    qtbot.waitUntil(lambda: bool(seen))
    hand.free.set()
    settle()
    assert seen[0] == ("here", (8, 8, 4))


def test_an_error_is_told_once_and_ends_the_waiting(made: Decoder, came: Came, hand: Hand,
                                                    settle: Callable[[], None]) -> None:
    errors: list[str] = []
    made.failed.connect(lambda error: errors.append(error.message))
    hand.fails = True
    made.ask(MAP, [look(number) for number in range(5)])
    settle()
    assert errors == ["The brush broke."]
    assert came == []


def test_a_point_of_another_model_is_refused_with_a_sentence(made: Decoder, settle: Callable[[], None]) -> None:
    errors: list[str] = []
    made.failed.connect(lambda error: errors.append(error.message))
    made.ask(NOW, [Look("here", "wash", Spot(np.zeros(3, np.float32)))])
    settle()
    assert len(errors) == 1
    assert "wash" in errors[0].lower()


def test_what_came_tells_its_own_point(made: Decoder, qtbot: QtBot, settle: Callable[[], None]) -> None:
    patches: list[Patch] = []
    made.came.connect(lambda lane, look, patch: patches.append(patch))
    made.ask(NOW, [Look("here", "wash", Spot(np.zeros(6, np.float32), {"warmth": 1.0}))])
    settle()
    assert patches[0].latent is not None
    assert patches[0].latent[4] == 1.0


def test_nothing_is_waited_for_after_stop(made: Decoder, came: Came, hand: Hand, qtbot: QtBot) -> None:
    hand.free.clear()
    made.ask(MAP, [look(number) for number in range(5)])
    made.stop()
    qtbot.waitUntil(lambda: made.idle)
    assert came == []
