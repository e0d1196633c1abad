"""Chance is the same everywhere, and one thing's does not disturb another's."""

from __future__ import annotations

from collections import Counter

from studio.training.worlds.chance import Chance


def test_the_stream_is_fixed_for_all_time() -> None:
    chance = Chance(1, "tree")
    assert [round(chance.share(), 6) for _ in range(3)] == [0.324828, 0.909222, 0.730561]


def test_things_have_streams_of_their_own() -> None:
    assert Chance(1, "tree").share() != Chance(1, "boat").share()
    assert Chance(1, "tree").share() != Chance(2, "tree").share()
    assert Chance(-1, "tree").share() == Chance(2**64 - 1, "tree").share()


def test_choices_follow_their_weights() -> None:
    chance = Chance(7)
    counts = Counter(chance.pick(("few", "many", "never"), (1, 3, 0)) for _ in range(4000))
    assert counts["never"] == 0
    assert 2.6 < counts["many"] / counts["few"] < 3.5


def test_whole_numbers_reach_both_ends() -> None:
    chance = Chance(3)
    assert {chance.whole(2, 5) for _ in range(200)} == {2, 3, 4, 5}
    assert all(-2 <= chance.between(-2, 3) < 3 for _ in range(200))


def test_shuffling_keeps_everything() -> None:
    items = list(range(20))
    shuffled = Chance(4).shuffled(items)
    assert sorted(shuffled) == items
    assert shuffled != items
