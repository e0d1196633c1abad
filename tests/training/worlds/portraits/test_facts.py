"""What may be said of a portrait is sampled independently, and every bit of it shows where it should."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.facts import FACTS, SIDED, Look, look_of, sampled

# fact, low, high, where it shows, where else it may, at least so many pixels of 128²
SHOWN = [
    ("smile", -1.0, 1.0, "lips mouth teeth", "skin eyes iris nose", 60),
    ("mouth_open", 0.0, 1.0, "lips mouth teeth", "skin", 80),
    ("eye_open", 0.0, 1.0, "eyes iris", "skin brows", 60),
    ("gaze_x", -1.0, 1.0, "eyes iris", "", 50),
    ("gaze_y", -1.0, 1.0, "eyes iris", "skin", 40),
    ("brow_height", -1.0, 1.0, "brows", "skin", 80),
    ("brow_tilt", -1.0, 1.0, "brows", "skin", 60),
    ("brow_weight", 0.0, 1.0, "brows", "skin", 40),
    ("age", 0.0, 1.0, "skin", "background neck ears hair brows eyes iris nose lips mouth teeth", 400),
    ("skin", 0.0, 1.0, "skin ears neck nose lips", "background clothes hair brows eyes mouth iris teeth", 1500),
    ("face_width", -1.0, 1.0, "skin hair ears background", "neck brows eyes iris teeth nose lips mouth", 800),
    ("jaw", -1.0, 1.0, "skin background", "neck ears hair clothes", 120),
    ("nose", -1.0, 1.0, "nose", "skin", 50),
    ("lips", -1.0, 1.0, "lips", "skin mouth teeth", 30),
    ("eye_size", -1.0, 1.0, "eyes iris", "skin", 60),
    ("hair_length", 0.0, 1.0, "hair", "background clothes neck ears skin", 800),
    ("beard", 0.0, 1.0, "beard", "skin neck clothes background ears hair lips mouth", 600),
    ("lipstick", 0.0, 1.0, "lips", "skin mouth teeth", 30),
    ("eye_shadow", 0.0, 1.0, "skin", "eyes iris brows", 60),
    ("blush", 0.0, 1.0, "skin", "nose eyes ears", 100),
    ("freckles", 0.0, 1.0, "skin", "nose eyes iris", 50),
    ("turn", -1.0, 1.0, "skin hair", " ".join(WORLD.labels), 1500),
    ("tilt", -1.0, 1.0, "skin hair background", " ".join(WORLD.labels), 2000),
    ("light", -1.0, 1.0, "skin background", " ".join(WORLD.labels), 3000),
    ("hair_color", "black", "red", "hair brows", "skin ears background", 700),
    ("hair_style", "swept", "afro", "hair", "skin ears background", 200),
    ("eye_color", "brown", "blue", "iris", "", 12),
    ("glasses", "none", "square", "glasses", "skin eyes iris brows hair nose", 120),
    ("hat", "none", "beanie", "hat", "hair skin background", 400),
    ("earrings", "none", "hoops", "earrings ears", "hair background skin", 15),
    ("clothes", "sweater", "scarf", "clothes", "neck background skin", 300),
    ("clothes_color", "red", "blue", "clothes", "background neck", 900),
    ("background", "blue", "pink", "background", "", 4000),
    ("backdrop", "plain", "window", "background", "", 1000),
]  # fmt: skip


def test_every_fact_is_watched_over_here():
    assert {row[0] for row in SHOWN} == {fact.name for fact in FACTS}
    assert len(FACTS) >= 24


@pytest.mark.parametrize(("name", "low", "high", "where", "also", "least"), SHOWN, ids=[row[0] for row in SHOWN])
def test_each_fact_changes_the_picture_where_it_should_and_nowhere_else(moved, name, low, high, where, also, least):
    for seed in (4, 7):
        here, _ = moved(seed, {name: low}, {name: high}, where)
        _, elsewhere = moved(seed, {name: low}, {name: high}, f"{where} {also}")
        assert here >= least
        assert elsewhere <= 0.01 * here + 4


@pytest.mark.parametrize("name", [fact.name for fact in FACTS if fact.kind == "continuous"])
def test_half_way_is_another_picture_than_either_end(draw, name):
    fact = next(fact for fact in FACTS if fact.name == name)
    low, middle, high = (draw(4, **{name: value}).picture.astype(int)
                         for value in (fact.low, (fact.low + fact.high) / 2, fact.high))  # fmt: skip
    for one, other in ((low, middle), (middle, high)):
        assert (np.abs(one - other).max(axis=2) > 8).sum() >= 10


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.kind == "category"], ids=lambda fact: fact.name)
def test_every_value_of_a_category_is_a_picture_of_its_own(draw, fact):
    pictures = [draw(5, **{fact.name: value, "hair_length": 0.6}).picture.astype(int) for value in fact.values]
    for at, one in enumerate(pictures):
        for other in pictures[at + 1 :]:
            assert (np.abs(one - other).max(axis=2) > 8).sum() >= 8


def test_given_facts_change_no_other():
    for seed in range(20):
        plain = sampled(seed, {})
        for name, value in (("age", 1.0), ("smile", -1.0), ("hair_style", "bun")):
            assert sampled(seed, {name: value}) == {**plain, name: value}


def test_facts_are_not_tied_to_one_another():
    drawn = [sampled(seed, {}) for seed in range(1500)]
    numbers = [fact.name for fact in FACTS if fact.kind == "continuous"]
    together = np.abs(np.corrcoef([[facts[name] for facts in drawn] for name in numbers]))
    assert np.max(together - np.eye(len(numbers))) < 0.12
    for name in numbers:
        for fact in FACTS:
            if fact.kind != "category" or (name, fact.name) == ("age", "hair_color"):
                continue
            means = [np.mean([f[name] for f in drawn if f[fact.name] == value]) for value in fact.values]
            spread = np.std([f[name] for f in drawn])
            assert np.ptp(means) < 0.65 * spread, (name, fact.name)


def test_grey_hair_comes_with_age():
    old, young = [], []
    for seed in range(800):
        facts = sampled(seed, {})
        (old if facts["age"] > 0.8 else young if facts["age"] < 0.4 else []).append(facts["hair_color"])
    assert np.mean([hue in ("grey", "white") for hue in old]) > 0.5
    assert np.mean([hue in ("grey", "white") for hue in young]) < 0.15


def test_a_trace_that_no_eye_could_see_is_no_fact():
    for seed in range(300):
        facts = sampled(seed, {})
        for name in ("beard", "lipstick", "freckles", "mouth_open"):
            assert facts[name] == 0 or facts[name] >= 0.1


def test_a_look_holds_every_fact():
    assert [field.name for field in fields(Look)] == [fact.name for fact in FACTS]
    assert look_of(sampled(1, {"smile": 0.5})).smile == 0.5
    assert set(SIDED) <= {fact.name for fact in FACTS}


def test_youth_ends_before_old_age_is_full():
    ages = [look_of(sampled(1, {"age": age / 10})) for age in range(11)]
    assert [look.youth for look in ages] == sorted((look.youth for look in ages), reverse=True)
    assert [look.old for look in ages] == sorted(look.old for look in ages)
    assert (ages[0].youth, ages[0].old, ages[10].youth, ages[10].old) == (1.0, 0.0, 0.0, 1.0)


def test_an_impossible_fact_is_refused_with_a_sentence():
    with pytest.raises(BadRequest, match="smile must be -1 to 1"):
        WORLD.draw(1, 64, facts={"smile": 3})
    with pytest.raises(BadRequest, match="hat cannot be 'crown'"):
        WORLD.draw(1, 64, facts={"hat": "crown"})
