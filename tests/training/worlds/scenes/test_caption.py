"""A caption says only what is true, in many ways."""

from __future__ import annotations

import re
from collections.abc import Callable

from studio.training.worlds.chance import Chance
from studio.training.worlds.scenes.caption import caption, cottage, near, things, trees
from studio.training.worlds.scenes.facts import SEASONS, decided
from studio.training.worlds.world import Facts

TRUE: dict[str, Callable[[Facts], bool]] = {
    "spring": lambda f: f["season"] == "spring", "summer": lambda f: f["season"] == "summer",
    "fall|autumn": lambda f: f["season"] == "fall", "winter": lambda f: f["season"] == "winter",
    "dawn|sunrise|morning": lambda f: f["time"] == "dawn", "daylight|during the day": lambda f: f["time"] == "day",
    "sunset|dusk|evening": lambda f: f["time"] == "sunset", "night|moonlight": lambda f: f["time"] == "night",
    "clear": lambda f: f["weather"] == "clear", "cloudy|overcast": lambda f: f["weather"] == "cloudy",
    "rainy|wet": lambda f: f["weather"] == "rain", "snowy": lambda f: f["weather"] == "snow",
    "foggy|misty": lambda f: f["weather"] == "fog", "cottage|house": lambda f: f["cottage"] != "none",
    "small": lambda f: f["cottage"] == "small", "large": lambda f: f["cottage"] == "large",
    "(white|red|blue|yellow|green) (cottage|house)": lambda f: True,
    "lit windows": lambda f: bool(f["cottage_lit"]), "smoke": lambda f: bool(f["smoke"]),
    "tiled": lambda f: f["cottage_roof"] == "tiles", "slate": lambda f: f["cottage_roof"] == "slate",
    "thatched": lambda f: f["cottage_roof"] == "thatch", "lake": lambda f: f["water"] == "lake",
    "stream": lambda f: f["water"] == "stream", "sailing boat": lambda f: f["boat"] == "sailing",
    "rowing boat": lambda f: f["boat"] == "rowing", "bridge": lambda f: bool(f["bridge"]),
    "mountains|peaks": lambda f: f["mountains"] != "none", "rounded": lambda f: f["mountains"] == "domes",
    "peaks": lambda f: f["mountains"] == "peaks", "hills": lambda f: int(f["hills"]) > 0,
    "trees": lambda f: f["trees"] != "none", "pine": lambda f: f["trees"] == "pine",
    "broad trees": lambda f: f["trees"] == "round" and f["season"] != "winter",
    "bare trees": lambda f: f["trees"] == "round" and f["season"] == "winter",
    "many (pine |broad |bare )?trees": lambda f: int(f["tree_count"]) > 7,
    "a few": lambda f: int(f["tree_count"]) < 4, "flowers": lambda f: f["flowers"] != "none",
    "path": lambda f: bool(f["path"]), "fence": lambda f: bool(f["fence"]), "birds?": lambda f: int(f["birds"]) > 0,
    "the sun": lambda f: bool(f["sun"]), "the moon": lambda f: bool(f["moon"]), "stars": lambda f: bool(f["stars"]),
    "clouds": lambda f: f["clouds"] == "many",
}  # fmt: skip
PLAIN = (
    "a an the in at by with and of on over next to beside below front among "
    "meadow landscape scene countryside view light early rising roof steep green"
)


def test_captions_name_true_facts_only() -> None:
    for seed in range(800):
        facts = decided(seed, {})
        said = caption(seed, facts)
        for words, true in TRUE.items():
            if re.search(rf"\b({words})\b", said):
                assert true(facts), (seed, words, said, facts)
        hue = re.search(r"\b(\w+) (cottage|house)\b", said)
        if hue and hue[1] in ("white", "red", "blue", "yellow", "green"):
            assert facts["cottage_colour"] == hue[1]
        petals = re.search(r"\b(white|yellow|red|violet) flowers", said)
        assert not petals or facts["flowers"] == petals[1]


def test_every_word_of_the_grammar_is_checked_above() -> None:
    said = {word for seed in range(800) for word in re.findall(r"[a-z]+", caption(seed, decided(seed, {})))}
    known = {word for words in TRUE for word in re.findall(r"[a-z]+", words)} | set(PLAIN.split()) | {"bird"}
    assert said <= known | {"violet"}


def test_captions_vary() -> None:
    facts = decided(3, {"cottage": "small", "water": "lake"})
    assert len({caption(seed, facts) for seed in range(60)}) > 40


def test_the_season_is_always_said_and_nothing_twice() -> None:
    for seed in range(300):
        said = caption(seed, decided(seed, {}))
        assert any(word in said for word in (*SEASONS, "autumn"))
        for thing in ("lake", "stream", "fence", "flowers", "path"):
            assert said.count(thing) <= 1, said


def test_without_a_cottage_none_is_said() -> None:
    facts = decided(3, {"cottage": "none", "trees": "pine", "tree_count": 9})
    assert cottage(facts, Chance(1)) == ""
    assert "pine trees" in trees(facts, Chance(1))
    assert all("lake" not in thing for thing in things(facts, Chance(1), "water"))
    assert near(facts, Chance(1))[1] in ("", "water", "mountains", "trees", "flowers")
