"""The model makes what is looked at, a few at a time, once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.explore.space import Spot
from studio.families.tasks import Decode
from studio.timeline.moment import Moment
from studio.timeline.timeline import Source, Timeline
from studio.ui.desk import Desk
from studio.ui.timeline.maker import MOST, Maker

FILM = Timeline(source=Source("wash", start=Spot(np.zeros(6, np.float32))))


@pytest.fixture(name="maker")
def _maker(desk: Desk) -> Maker:
    return Maker(desk.engine)


@pytest.fixture(name="came")
def _came(maker: Maker) -> list[object]:
    heard: list[object] = []
    maker.made.connect(lambda name, picture: heard.append(name))
    return heard


@pytest.fixture(name="wish")
def _wish(point: Callable[[float], np.ndarray]) -> Callable[[int], tuple[str, Moment]]:
    return lambda number: (f"n{number}", Moment(Spot(point(number / 10))))


def test_all_come_in_order_first_alone_then_together(maker: Maker, came: list[object], hand: object,
                                                     wish: Callable[..., object], qtbot: QtBot) -> None:
    maker.ask(FILM, [wish(number) for number in range(12)])  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(came) == 12, timeout=20_000)
    assert came == [f"n{number}" for number in range(12)]
    lots = [len(task.latents) for task in hand.tasks if isinstance(task, Decode)]  # type: ignore[attr-defined]
    assert lots[0] == 1
    assert max(lots) <= MOST
    assert maker.idle
    assert maker.pace["wash"] > 0


def test_what_is_under_way_is_not_asked_for_again(maker: Maker, came: list[object], hand: object,
                                                  wish: Callable[..., object], qtbot: QtBot) -> None:
    hand.free.clear()  # type: ignore[attr-defined]
    maker.ask(FILM, [wish(1)])  # type: ignore[list-item]
    qtbot.waitUntil(lambda: bool(hand.tasks), timeout=20_000)  # type: ignore[attr-defined]
    for _ in range(3):
        maker.ask(FILM, [wish(1), wish(2)])  # type: ignore[list-item]
    hand.free.set()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: maker.idle, timeout=20_000)
    assert came == ["n1", "n2"]
    assert hand.painted == 2  # type: ignore[attr-defined]


def test_what_was_passed_by_is_never_made(maker: Maker, came: list[object], hand: object,
                                          wish: Callable[..., object], qtbot: QtBot) -> None:
    hand.free.clear()  # type: ignore[attr-defined]
    maker.ask(FILM, [wish(0)])  # type: ignore[list-item]
    qtbot.waitUntil(lambda: bool(hand.tasks), timeout=20_000)  # type: ignore[attr-defined]
    for number in range(1, 30):
        maker.ask(FILM, [wish(number)])  # type: ignore[list-item]
    hand.free.set()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: maker.idle, timeout=20_000)
    assert came[-1] == "n29"
    assert len(came) <= 2


def test_nothing_is_wished_for_after_an_error_or_a_stop(maker: Maker, came: list[object], hand: object,
                                                        wish: Callable[..., object], qtbot: QtBot) -> None:
    hand.fails = True  # type: ignore[attr-defined]
    failed: list[object] = []
    maker.failed.connect(failed.append)
    maker.ask(FILM, [wish(1), wish(2)])  # type: ignore[list-item]
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    assert str(failed[0]) == "The brush broke. Take another."
    assert maker.idle
    hand.fails = False  # type: ignore[attr-defined]
    hand.free.clear()  # type: ignore[attr-defined]
    maker.ask(FILM, [wish(3), wish(4)])  # type: ignore[list-item]
    maker.stop()
    qtbot.waitUntil(lambda: maker.idle, timeout=20_000)
    assert came == []


def test_a_model_that_is_gone_is_told(maker: Maker, wish: Callable[..., object]) -> None:
    failed: list[object] = []
    maker.failed.connect(failed.append)
    maker.ask(Timeline(source=Source("gone")), [wish(1)])  # type: ignore[list-item]
    assert len(failed) == 1


def test_points_of_two_shapes_go_apart(maker: Maker, wish: Callable[..., object], hand: object, qtbot: QtBot) -> None:
    maker.pace["wash"] = 0.001
    failed: list[object] = []
    maker.failed.connect(failed.append)
    other = ("odd", Moment(Spot(np.zeros((2, 6), np.float32))))
    hand.free.clear()  # type: ignore[attr-defined]
    maker.ask(FILM, [wish(1), other, wish(2)])  # type: ignore[list-item]
    assert [name for name, _ in maker._making] == ["n1", "n2"]
    maker.stop()
    qtbot.waitUntil(lambda: maker.idle, timeout=20_000)
