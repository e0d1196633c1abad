"""A film begins where one says: at a seed, or at what a layer shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.families.packing import pack_latent
from studio.timeline.track import Key, Track
from studio.ui.timeline import sources
from studio.ui.timeline.reel import Reel


def latent(reel: Reel) -> np.ndarray:
    start = reel.timeline.source.start
    assert start is not None
    return start.latent


def settled(reel: Reel, qtbot: QtBot, before: object) -> None:
    qtbot.waitUntil(lambda: reel.timeline.source.start is not before, timeout=20_000)


def test_a_model_is_chosen_with_a_place_to_begin_in_one_step(chosen: Reel) -> None:
    source = chosen.timeline.source
    assert (source.model, source.noise) == ("wash", (0, 4))
    assert latent(chosen).shape == (6,)
    chosen.undo()
    assert chosen.timeline.source.model == ""


def test_the_same_seed_is_the_same_beginning(chosen: Reel, qtbot: QtBot) -> None:
    first = latent(chosen)
    for seed in (5, sources.FIRST):
        before = chosen.timeline.source.start
        sources.roll(chosen, seed)
        settled(chosen, qtbot, before)
    assert (latent(chosen) == first).all()


def test_another_model_loses_the_points_of_the_old_one(chosen: Reel, qtbot: QtBot) -> None:
    spot = Spot(latent(chosen))
    timeline = chosen.timeline.with_track(Track("position", "", (Key(0, spot),))).with_track(Track("camera"))
    chosen.do(timeline, "Add")
    sources.choose(chosen, "plain")
    qtbot.waitUntil(lambda: chosen.timeline.source.model == "plain", timeout=20_000)
    assert [track.kind for track in chosen.timeline.tracks] == ["camera"]
    sources.choose(chosen, "")
    assert chosen.timeline.source.model == ""


def test_models_with_more_to_move_come_first(reel: Reel) -> None:
    assert [entry.id for entry in sources.models(reel)] == ["wash", "plain"]


def test_a_generated_layer_knows_its_point(reel: Reel, document: Document, hand: object,
                                           point: Callable[[float], np.ndarray]) -> None:
    face = document.root.children[1]
    face.origin = {"model": "wash", "latent": pack_latent(point(0.75))}
    sources.from_layer(reel, face)
    source = reel.timeline.source
    assert (source.model, source.layer, latent(reel)[0]) == ("wash", "Face", 0.75)


def test_any_other_layer_is_searched_for(chosen: Reel, desk: object, document: Document, qtbot: QtBot) -> None:
    reel = chosen
    sources.choose(reel, "wash")
    qtbot.waitUntil(lambda: bool(reel.timeline.source.model), timeout=20_000)
    before = reel.timeline.source.start
    sources.from_layer(reel, document.root.children[1])
    settled(reel, qtbot, before)
    assert reel.timeline.source.layer == "Face"
    assert latent(reel)[0] == pytest.approx(0.1)
    assert [job.title for job in reel.desk.engine.jobs if not job.quiet] == ["Find the layer’s point"]


def test_the_film_is_shown_on_a_layer_or_alone(chosen: Reel) -> None:
    sources.show_on(chosen, "Face")
    assert chosen.timeline.on_canvas
    sources.show_on(chosen, "")
    assert not chosen.timeline.on_canvas


def test_a_key_takes_the_point_of_a_seed(chosen: Reel, qtbot: QtBot) -> None:
    found: list[Spot] = []
    sources.key_seed(chosen, 3, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    assert found[0].latent.shape == (6,)


def test_what_goes_wrong_is_said(chosen: Reel, hand: object, said: list[str], qtbot: QtBot) -> None:
    hand.fails = True  # type: ignore[attr-defined]
    sources.roll(chosen, 9)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["The brush broke."]


def test_what_cannot_be_is_refused(reel: Reel, document: Document) -> None:
    with pytest.raises(BadRequest, match="No model"):
        sources.roll(reel, 1)
    with pytest.raises(BadRequest, match="nobody"):
        sources.choose(reel, "nobody")
    with pytest.raises(BadRequest, match="No layer"):
        sources.from_layer(reel, None)
    with pytest.raises(BadRequest, match="No model"):
        sources.from_layer(reel, document.root.children[1])
    reel.do(replace(reel.timeline, source=replace(reel.timeline.source, model="gone")), "Model")
    with pytest.raises(BadRequest, match="not there any more"):
        sources.roll(reel, 1)
