"""Pictures come for where one is, for the map and for the shelf, and only while they are wanted."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.engine.engine import Engine
from studio.explore.space import Spot
from studio.ui.explore.showing import Showing

from .conftest import Hand


def spot(first: float = 0.0) -> Spot:
    return Spot(np.array([first, 0, 0, 0, 0, 0], np.float32))


@pytest.fixture
def showing(engine: Engine) -> Showing:
    made = Showing(engine)
    made.follow("wash")
    return made


def test_the_newest_place_is_fresh_once_its_picture_is_there(showing: Showing, hand: Hand, qtbot: QtBot) -> None:
    hand.free.clear()
    showing.look(spot(0))
    showing.look(spot(1))
    assert not showing.fresh
    hand.free.set()
    qtbot.waitUntil(lambda: showing.fresh)
    assert showing.now is not None
    assert showing.now.latent is not None
    assert showing.now.latent[0] == 1
    assert showing.image is not None
    assert showing.image.pixelColor(0, 0).red() == 168


def test_pictures_of_the_map_come_one_by_one_and_old_ones_stay_until_then(showing: Showing, qtbot: QtBot) -> None:
    came: list[object] = []
    showing.tiled.connect(came.append)
    showing.look_around({(0, 0): spot(0), (0, 1): spot(1)})
    qtbot.waitUntil(lambda: not showing.lacking)
    assert came == [(0, 0), (0, 1)]
    showing.look_around({(0, 0): spot(2), (0, 1): spot(3)})
    assert len(showing.images) == 2
    assert len(showing.lacking) == 2
    qtbot.waitUntil(lambda: not showing.lacking)
    assert showing.images[0, 1].pixelColor(0, 0).red() == 248


def test_of_wishes_with_one_key_only_the_last_is_carried_out(showing: Showing, hand: Hand, qtbot: QtBot) -> None:
    found: list[float] = []
    hand.free.clear()
    for number in range(3):
        showing.show_on_shelf("sum", spot(number), lambda patch: found.append(float(patch.latent[0])))
    hand.free.set()
    qtbot.waitUntil(lambda: showing.decoder.idle)
    assert found == [2.0]


def test_pictures_of_another_model_are_not_shown(showing: Showing, hand: Hand, qtbot: QtBot) -> None:
    hand.free.clear()
    showing.look(spot(0))
    showing.follow("plain")
    hand.free.set()
    qtbot.waitUntil(lambda: showing.decoder.idle)
    assert showing.now is None
