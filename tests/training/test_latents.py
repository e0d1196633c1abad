"""Out of latents and what is known of their pictures come a prior and sliders, each moving one thing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from studio.families.sliders import Slider
from studio.training.latents import Found, explained, packed, places, slider_of, solved, ways
from studio.training.pictures import Encoding

FACTS: list[dict[str, Any]] = [
    {"name": "smile", "kind": "continuous", "low": -1.0, "high": 1.0, "values": [], "hint": "From sad to glad"},
    {"name": "age", "kind": "continuous", "low": 0.0, "high": 1.0, "values": [], "hint": ""},
    {"name": "glasses", "kind": "flag", "low": 0.0, "high": 1.0, "values": [], "hint": ""},
    {"name": "hair", "kind": "category", "low": 0.0, "high": 1.0, "values": ["black", "red"], "hint": ""},
    {"name": "unseen", "kind": "continuous", "low": 0.0, "high": 1.0, "values": [], "hint": ""},
]


def found(count: int = 2000, latent: int = 8) -> tuple[Found, np.ndarray]:
    """Latents that are a known mixture of the facts, the last of them left out; smile and age come together."""
    chance = np.random.default_rng(0)
    encoding = Encoding(FACTS)
    rows = []
    for _ in range(count):
        smile = chance.uniform(-1, 1)
        rows.append({"smile": smile, "age": np.clip(0.5 + 0.3 * smile + chance.normal(0, 0.2), 0, 1),
                     "glasses": bool(chance.integers(2)), "hair": str(chance.choice(["black", "red"])),
                     "unseen": chance.uniform()})  # fmt: skip
    known = encoding.of(rows).astype(np.float64)
    mixture = chance.normal(size=(known.shape[1], latent))
    mixture[-1] = 0
    means = known @ mixture + 0.05 * chance.normal(size=(count, latent)) + 3
    return Found(means, np.full_like(means, 0.01), known, encoding), mixture


def test_samples_of_the_prior_lie_as_the_latents_do() -> None:
    one, _ = found()
    mean, spread = one.prior
    drawn = mean + np.random.default_rng(1).normal(size=(20000, 8)) @ spread.T
    assert np.allclose(drawn.mean(axis=0), one.means.mean(axis=0), atol=0.1)
    wanted = np.cov(one.means.T) + 0.01 * np.eye(8)
    assert np.allclose(np.cov(drawn.T), wanted, atol=0.1)


def test_latents_like_the_prior_diverge_by_nothing() -> None:
    chance = np.random.default_rng(2)
    standard = Found(chance.normal(size=(20000, 4)) * 0.8, np.full((20000, 4), 0.36), np.zeros((20000, 0)), None)
    assert standard.divergence == pytest.approx(0, abs=0.01)
    moved = Found(standard.means + 1, standard.variances, standard.known, None)
    assert moved.divergence == pytest.approx(2, abs=0.1)


def test_a_direction_moves_one_thing_though_it_comes_with_another() -> None:
    one, mixture = found()
    known = ways(one)
    assert known is not None
    assert np.allclose(known.away[0], mixture[0], atol=0.05)
    point = one.means[:1]
    before, after = ((z @ known.reading.T + known.bias)[0] for z in (point, point + 0.5 * known.away[:1]))
    assert after[0] - before[0] == pytest.approx(0.5, abs=0.05)
    assert np.abs(np.delete(after - before, 0)).max() < 0.05


def test_only_what_latents_tell_becomes_a_slider() -> None:
    known = ways(found()[0])
    assert known is not None
    assert [slider.name for slider in known.sliders] == ["smile", "age", "glasses", "hair"]
    assert known.away.shape == known.reading.shape == (5, 8)


def test_too_few_pictures_or_none_known_give_no_sliders() -> None:
    assert ways(found(count=40)[0]) is None
    one, _ = found()
    assert ways(Found(one.means, one.variances, np.zeros((2000, 0)), None)) is None


def test_a_slider_stands_where_most_are() -> None:
    columns = np.array([[-1.0], [0.5], [0.5]])
    assert slider_of(FACTS[1], columns) == Slider("age", low=0, high=1, default=0.75)
    assert slider_of(FACTS[2], columns).low == 0
    assert slider_of(FACTS[3], np.array([[1.0, 0], [0, 1], [0, 1]])).default == "red"
    assert [where for _, where in places(Encoding(FACTS))][3] == slice(3, 5)


def test_what_goes_into_the_file_belongs_together() -> None:
    tensors, texts = packed(found()[0])
    assert {name: tuple(tensor.shape) for name, tensor in tensors.items()} == {
        "prior.mean": (8,), "prior.spread": (8, 8), "sliders.away": (5, 8), "sliders.reading": (5, 8),
        "sliders.bias": (5,)}  # fmt: skip
    assert [row["name"] for row in json.loads(texts["sliders"])] == ["smile", "age", "glasses", "hair"]
    one, _ = found()
    tensors, texts = packed(Found(one.means, one.variances, np.zeros((2000, 0)), None))
    assert set(tensors) == {"prior.mean", "prior.spread"}
    assert texts == {}
    assert "prior.mean" not in packed(one, prior=False)[0]


def test_a_regression_explains_what_is_linear() -> None:
    inputs = np.random.default_rng(3).normal(size=(500, 3))
    goals = np.stack([inputs @ [1, 2, 3] + 4, np.random.default_rng(4).normal(size=500)], axis=1)
    fit = solved(inputs, goals)
    assert np.allclose(fit[0][:, 0], [1, 2, 3], atol=0.02)
    clear = explained(*fit, inputs, goals)
    assert clear[0] > 0.99
    assert clear[1] < 0.1
