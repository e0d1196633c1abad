"""Every world keeps the same promises: exact labels, whole samples, the same seed the same pixels."""

from __future__ import annotations

import json

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.parts import parts
from studio.training.worlds.world import Fact, World

WORLDS: tuple[World, ...] = parts("studio.training.worlds")
SIZE = 48


@pytest.fixture(params=WORLDS, ids=lambda world: world.name)
def world(request: pytest.FixtureRequest) -> World:
    found: World = request.param
    return found


def test_the_worlds_are_there() -> None:
    assert {world.name for world in WORLDS} >= {"scenes", "glyphs", "textures"}


def test_the_same_seed_gives_the_same_picture(world: World) -> None:
    one, other = world.draw(5, SIZE), world.draw(5, SIZE)
    assert np.array_equal(one.picture, other.picture)
    assert np.array_equal(one.segmentation, other.segmentation)
    assert (one.facts, one.caption) == (other.facts, other.caption)
    assert not np.array_equal(one.picture, world.draw(6, SIZE).picture)


def test_the_facts_of_a_picture_draw_it_again_after_json(world: World) -> None:
    for seed in range(4):
        sample = world.draw(seed, SIZE)
        again = world.draw(seed, SIZE, facts=json.loads(json.dumps(sample.facts)))
        assert again.facts == sample.facts
        assert np.array_equal(again.picture, sample.picture)


def test_a_sample_is_whole(world: World) -> None:
    sample = world.draw(3, SIZE)
    assert sample.picture.shape[:2] == (SIZE, SIZE)
    for array in (sample.segmentation, sample.depth, sample.lines):
        assert (array.shape, array.dtype) == ((SIZE, SIZE), np.uint8)
    assert sample.segmentation.max() < len(sample.labels)
    assert sample.labels == world.labels
    assert sample.caption
    assert set(sample.facts) == {fact.name for fact in world.facts}
    assert world.checked(sample.facts) == sample.facts


def test_every_manner_keeps_the_labels(world: World) -> None:
    samples = [world.draw(2, SIZE, manner) for manner in world.manners]
    for sample in samples[1:]:
        assert not np.array_equal(sample.picture, samples[0].picture)
        assert sample.facts == samples[0].facts
        assert np.array_equal(sample.segmentation, samples[0].segmentation)


def test_every_size_shows_the_same_things(world: World) -> None:
    small, large = world.draw(4, 32), world.draw(4, 96)
    assert small.facts == large.facts
    assert small.caption == large.caption


def test_what_is_impossible_is_said(world: World) -> None:
    with pytest.raises(BadRequest, match="size must be"):
        world.draw(0, 4)
    with pytest.raises(BadRequest, match="cannot be painted as"):
        world.draw(0, SIZE, "crayon")
    with pytest.raises(BadRequest, match="has no fact called 'wings'"):
        world.draw(0, SIZE, facts={"wings": 2})


def test_facts_are_checked_by_their_kind() -> None:
    assert Fact("smile", "continuous", -1, 1).checked(0.12345) == 0.123
    assert Fact("trees", "count", 0, 9).checked(3) == 3
    assert Fact("lit", "flag").checked(1) is True
    assert Fact("season", "category", values=("fall",)).checked("fall") == "fall"
    for fact, value in (
        (Fact("smile", "continuous", -1, 1), 2),
        (Fact("smile", "continuous", -1, 1), "wide"),
        (Fact("trees", "count", 0, 9), 11),
        (Fact("lit", "flag"), "perhaps"),
        (Fact("season", "category", values=("fall",)), "monsoon"),
    ):
        with pytest.raises(BadRequest, match=fact.name):
            fact.checked(value)
