"""A model is chosen, a point is found, and one goes on from there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest, PentimentoError
from studio.explore.space import Spot
from studio.families.tasks import Encode, Sample
from studio.ui.desk import Desk
from studio.ui.explore.explorer import Explorer

from .conftest import Hand


@pytest.fixture
def explorer(desk: Desk) -> Explorer:
    return Explorer(desk)


@pytest.fixture
def rest(explorer: Explorer, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: explorer.busy is None and explorer.showing.decoder.idle)


def test_nothing_is_decoded_before_somebody_looks(explorer: Explorer, hand: Hand) -> None:
    assert [one.id for one in explorer.models] == ["wash", "plain"]
    assert explorer.entry is None
    assert not hand.tasks


def test_at_first_there_is_the_models_point_of_a_seed_and_all_around_it(explorer: Explorer, hand: Hand,
                                                                        rest: Callable[[], None]) -> None:
    explorer.look()
    rest()
    assert explorer.entry is not None
    assert explorer.entry.id == "wash"
    assert isinstance(hand.tasks[0], Sample)
    assert explorer.stand is not None
    assert explorer.axes == ("slider:warmth", "slider:light")
    assert explorer.value_of("warmth") == pytest.approx(0.25)  # as the model says of that point
    assert len(explorer.showing.images) == 25
    assert not explorer.showing.lacking
    assert explorer.showing.fresh


def test_locked_sliders_stay_in_a_new_point_by_chance(explorer: Explorer, hand: Hand, rest: Callable[[], None]) -> None:
    explorer.look()
    rest()
    before = explorer.showing.now
    explorer.set_slider("warmth", -0.5)
    explorer.locked.add("warmth")
    explorer.variety = 0.5
    explorer.restart(3)
    rest()
    task = [task for task in hand.tasks if isinstance(task, Sample)][-1]
    assert (task.seed, task.truncation, task.sliders) == (3, 0.5, {"warmth": -0.5})
    assert explorer.value_of("warmth") == pytest.approx(-0.5)
    assert explorer.showing.now is not before
    explorer.back()
    rest()
    assert explorer.showing.now is not None
    assert before is not None
    np.testing.assert_array_equal(explorer.showing.now.latent[:4], before.latent[:4])


def test_a_picture_is_searched_for_and_stood_at(explorer: Explorer, rest: Callable[[], None]) -> None:
    explorer.choose("plain")
    rest()
    picture = np.full((8, 8, 4), 255, np.uint8)
    explorer.search(Encode(model="plain", picture=picture), explorer.arrived, "Find it")
    assert explorer.busy is not None
    rest()
    assert explorer.stand is not None
    assert explorer.stand.spot.latent[0] == pytest.approx(127 / 40)


def test_only_the_last_search_is_waited_for(explorer: Explorer, hand: Hand, rest: Callable[[], None]) -> None:
    hand.free.clear()
    explorer.choose("plain")
    explorer.restart(1)
    explorer.restart(2)
    hand.free.set()
    rest()
    assert explorer.stand is not None
    wanted = np.random.default_rng(2).standard_normal(6).astype(np.float32)[:4]
    np.testing.assert_allclose(explorer.stand.spot.latent[:4], wanted)


def test_a_model_without_a_latent_space_is_refused(explorer: Explorer) -> None:
    with pytest.raises(BadRequest, match="no latent space"):
        explorer.choose("nothing")


def test_what_goes_wrong_is_told(explorer: Explorer, hand: Hand, qtbot: QtBot) -> None:
    told: list[PentimentoError] = []
    explorer.failed.connect(told.append)
    hand.fails = True
    explorer.look()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].message == "The brush broke."


def test_another_model_begins_anew(explorer: Explorer, rest: Callable[[], None]) -> None:
    explorer.look()
    rest()
    explorer.choose("plain", Spot(np.zeros(6, np.float32)))
    rest()
    assert explorer.axes == ("chance:1", "chance:2")
    assert explorer.stand is not None
    assert explorer.stand.spot.latent[0] == 0
    explorer.leave()
    assert explorer.stand is None
    assert explorer.showing.images == {}
