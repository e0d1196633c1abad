"""Captions say only what is true and plain to see, in many ways."""

from __future__ import annotations

import re

import pytest

from studio.training.worlds.portraits.caption import age_word, caption, face_words, hair_words, pose_words, skin_word
from studio.training.worlds.portraits.facts import FACTS, look_of, sampled

LOOKS = [(seed, look_of(sampled(seed, {}))) for seed in range(600)]
CAPTIONS = [(look, caption(look, seed)) for seed, look in LOOKS]

# words → what must then be so
TRUE = {
    "young": lambda look: look.age < 0.26,
    "middle-aged": lambda look: 0.42 < look.age < 0.6,
    "an old": lambda look: look.age > 0.76,
    "fair skin": lambda look: look.skin < 0.22,
    "tan skin": lambda look: 0.38 < look.skin < 0.58,
    "dark skin": lambda look: look.skin > 0.76,
    "smil": lambda look: look.smile > 0.35,
    "sad": lambda look: look.smile < -0.4,
    "calm": lambda look: abs(look.smile) < 0.12 and look.mouth_open == 0,
    "open mouth": lambda look: look.mouth_open > 0.35,
    "sleepy": lambda look: look.eye_open < 0.3,
    "wide open eyes": lambda look: look.eye_open > 0.85,
    "glasses": lambda look: look.glasses != "none",
    "beard": lambda look: look.beard > 0.35,
    "long beard": lambda look: look.beard > 0.7,
    "stubble": lambda look: 0 < look.beard < 0.25,
    "freckles": lambda look: look.freckles > 0.4,
    "lipstick": lambda look: look.lipstick > 0.5,
    "eye shadow": lambda look: look.eye_shadow > 0.6,
    "hoop": lambda look: look.earrings == "hoops",
    "knitted cap": lambda look: look.hat == "beanie",
    "headband": lambda look: look.hat == "headband",
    "bun": lambda look: look.hair_style == "bun" and look.hat in ("none", "headband"),
    "afro": lambda look: look.hair_style == "afro",
    "fringe": lambda look: look.hair_style == "fringe" and look.hat in ("none", "headband"),
    "turned to the left": lambda look: look.turn < -0.45,
    "turned to the right": lambda look: look.turn > 0.45,
    "from the front": lambda look: abs(look.turn) < 0.12,
    "looking left": lambda look: look.gaze_x < -0.55,
    "looking right": lambda look: look.gaze_x > 0.55,
    "lit from the left": lambda look: look.light < -0.5,
    "lit from the right": lambda look: look.light > 0.5,
    "scarf": lambda look: look.clothes == "scarf",
    "window": lambda look: look.backdrop == "window",
}


@pytest.mark.parametrize("words", TRUE)
def test_what_a_caption_says_is_true(words):
    said = [look for look, text in CAPTIONS if words in text]
    assert said, f"no caption ever says {words!r}"
    assert all(TRUE[words](look) for look in said)


@pytest.mark.parametrize(
    ("fact", "pattern"),
    [("hair_color", r"(\w+) (?:hair|afro)"), ("eye_color", r"(\w+) eyes"), ("background", r"(\w+) background"),
     ("clothes_color", r"(\w+) (?:sweater|shirt|turtleneck|v-neck|top)")],
)  # fmt: skip
def test_colours_that_are_named_are_those_of_the_picture(fact, pattern):
    values = next(one.values for one in FACTS if one.name == fact)
    named = [(getattr(look, fact), word) for look, text in CAPTIONS for word in re.findall(pattern, text)]
    found = [(value, word) for value, word in named if word in values]
    assert len(found) > 50
    assert all(value == word for value, word in found)


def test_captions_are_varied_and_well_formed():
    texts = [text for _, text in CAPTIONS]
    assert len(set(texts)) > 0.97 * len(texts)
    assert max(map(len, texts)) < 420
    for text in texts:
        assert not re.search(r"  |^ |,$| ,|\ba [aeio]", text)
        assert "person" in text


def test_the_same_seed_says_the_same():
    assert all(caption(look, seed) == caption(look, seed) for seed, look in LOOKS[:20])


def test_between_two_bands_nothing_is_said():
    assert [age_word(age) for age in (0.0, 0.34, 0.5, 0.68, 1.0)] == ["young", "", "middle-aged", "", "old"]
    assert [skin_word(skin) for skin in (0.0, 0.3, 0.5, 0.66, 1.0)] == ["fair skin", "", "tan skin", "", "dark skin"]


def test_nothing_is_said_of_eyes_that_are_closed():
    closed = look_of(sampled(1, {"eye_open": 0.1, "gaze_x": 1.0, "turn": 0.3}))
    assert "with sleepy eyes" in face_words(closed)
    assert not any("looking" in words for words in pose_words(closed))


def test_a_hat_hides_the_bun():
    assert "bun" not in hair_words(look_of(sampled(1, {"hair_style": "bun", "hat": "beanie"})))
    assert "bun" in hair_words(look_of(sampled(1, {"hair_style": "bun", "hat": "none"})))
