"""Facts become numbers and come back; what a picture does not show is not asked."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.material import world_named
from studio.training.probes.questions import Questions, hidden
from studio.training.worlds.portraits.mirror import mirror


@pytest.mark.parametrize("name", ["portraits", "glyphs"])
def test_facts_come_back_from_their_numbers(name: str) -> None:
    world = world_named(name)
    asked = Questions(world)
    rows = [world.draw(seed, 16).facts for seed in range(6)]
    back = asked.told(asked.encoded(rows))
    for before, after in zip(rows, back, strict=True):
        for fact in world.facts:
            wanted = before[fact.name]
            close = pytest.approx(wanted, abs=1e-3) if fact.kind == "continuous" else wanted
            assert after[fact.name] == close, fact.name


def test_scenes_are_also_asked_by_whose_hand_they_are() -> None:
    asked = Questions(world_named("scenes"))
    facts = {**world_named("scenes").draw(3, 16).facts, "manner": "monet"}
    back = asked.told(asked.encoded([facts]))[0]
    assert back["manner"] == "monet"
    assert back["tree_count"] == facts["tree_count"]
    assert back["sun"] is facts["sun"]


def test_a_mirror_turns_the_answers_as_it_turns_the_portrait() -> None:
    asked = Questions(world_named("portraits"))
    sample = world_named("portraits").draw(5, 16)
    turned = asked.mirrored(asked.encoded([sample.facts]))
    assert np.allclose(turned, asked.encoded([mirror(sample).facts]), atol=1e-6)
    assert (turned != asked.encoded([sample.facts])).any()


def test_places_across_a_landscape_turn_too() -> None:
    asked = Questions(world_named("scenes"))
    facts = {**world_named("scenes").draw(0, 16, facts={"cottage": "large", "cottage_x": 0.3}).facts,
             "manner": "gouache"}  # fmt: skip
    assert asked.told(asked.mirrored(asked.encoded([facts])))[0]["cottage_x"] == pytest.approx(0.7, abs=1e-3)


def test_hair_under_a_hat_is_not_asked_after() -> None:
    facts = world_named("portraits").draw(1, 16, facts={"hat": "beanie", "hair_style": "bun"}).facts
    assert hidden("portraits", facts) == {"hair_style", "hair_length"}
    assert not hidden("portraits", {**facts, "hat": "headband"})
    asked = Questions(world_named("portraits"))
    seen = asked.seen([facts])[0]
    assert not seen[[fact.name for fact in asked.facts].index("hair_style")]
    assert seen.sum() == len(asked.facts) - 2


def test_where_a_cottage_stands_is_asked_only_when_there_is_one() -> None:
    facts = world_named("scenes").draw(1, 16, facts={"cottage": "none", "time": "night", "moon": True}).facts
    assert hidden("scenes", facts) == {"cottage_x"}
