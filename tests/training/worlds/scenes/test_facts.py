"""Facts go together, come from streams of their own, and give way only to what was asked."""

from __future__ import annotations

from collections import Counter

import pytest

from studio.core.errors import BadRequest
from studio.training.worlds.scenes.facts import FACTS, NEEDS, absent, decided, nothing


def test_what_needs_another_thing_never_stands_alone() -> None:
    for seed in range(300):
        facts = decided(seed, {})
        for name, (parent, fitting) in NEEDS.items():
            assert absent(facts[name]) or facts[parent] in fitting, (seed, name)


def test_every_value_of_every_category_comes() -> None:
    seen: dict[str, Counter[object]] = {fact.name: Counter() for fact in FACTS}
    for seed in range(600):
        for name, value in decided(seed, {}).items():
            seen[name][value] += 1
    for fact in FACTS:
        if fact.kind == "category":
            assert set(seen[fact.name]) == set(fact.values), fact.name
        elif fact.kind == "flag":
            assert set(seen[fact.name]) == {True, False}, fact.name


def test_changing_one_fact_leaves_the_others() -> None:
    for seed in range(60):
        facts = decided(seed, {})
        other = decided(seed, {"fence": not facts["fence"], "light_x": 0.5})
        assert {name for name in facts if facts[name] != other[name]} <= {"fence", "light_x"}


def test_asking_for_a_boat_brings_the_lake() -> None:
    assert all(decided(seed, {"boat": "sailing"})["water"] == "lake" for seed in range(30))
    assert all(decided(seed, {"cottage_colour": "blue"})["cottage"] != "none" for seed in range(30))


def test_no_roof_means_no_cottage() -> None:
    assert all(decided(seed, {"cottage_roof": "none"})["cottage"] == "none" for seed in range(30))
    assert all(decided(seed, {"tree_count": 0})["trees"] == "none" for seed in range(30))
    with pytest.raises(BadRequest, match="tree_count = 0 does not go with trees = pine"):
        decided(0, {"trees": "pine", "tree_count": 0})


def test_what_is_given_stays() -> None:
    for fact in FACTS:
        if fact.kind in ("continuous", "count"):
            values: tuple[object, ...] = (fact.low, fact.high)
        else:
            values = fact.values or (True, False)
        for value in values:
            given = fact.checked(value)
            assert all(decided(seed, {fact.name: given})[fact.name] == given for seed in range(10)), (fact.name, value)


def test_what_cannot_be_together_is_refused() -> None:
    with pytest.raises(BadRequest, match="boat = sailing does not go with water = none"):
        decided(0, {"boat": "sailing", "water": "none"})
    with pytest.raises(BadRequest, match="Flowers do not go with snow"):
        decided(0, {"flowers": "red", "season": "spring", "weather": "snow"})


def test_nothing_is_said_in_each_kind_own_way() -> None:
    assert (nothing("boat"), nothing("bridge"), nothing("tree_count")) == ("none", False, 0)
    assert all(absent(value) for value in ("none", False, 0))
    assert not absent(0.0)
