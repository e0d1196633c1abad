"""Scores are what their names say, on answers that are known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.training.material import world_named
from studio.training.probes.net import Probe, Shape
from studio.training.probes.questions import Questions
from studio.training.probes.score import compared, confused, overlaps, painted, r2, score
from studio.training.probes.views import Drawn


def test_right_answers_score_full_and_hidden_ones_do_not_count() -> None:
    world = world_named("glyphs")
    asked = Questions(world)
    told = asked.encoded([world.draw(seed).facts for seed in range(40)])
    seen = np.ones((40, len(asked.facts)), bool)
    ours = told.copy()
    ours[:10, asked.places["digit"]] *= -1
    seen[:10, 0] = False
    kinds, numbers, counted = compared(asked, ours, told, seen)
    assert kinds["digit"] == 1.0
    assert counted["digit"] == 30
    assert set(numbers.values()) == {1.0}


def test_the_mean_explains_nothing_and_noise_less() -> None:
    told = np.linspace(-1, 1, 50).astype(np.float32)
    assert r2(np.zeros(50, np.float32), told) == pytest.approx(0.0, abs=1e-6)
    assert r2(-told, told) == pytest.approx(-3.0)
    assert r2(told, np.ones(50, np.float32)) == 0.0


def test_overlap_is_intersection_over_union() -> None:
    theirs = np.array([[0, 0, 1, 1]], np.uint8)
    ours = np.array([[0, 1, 1, 1]], np.uint8)
    found = overlaps(confused(ours, theirs, 3), ("paper", "ink", "none"))
    assert found == {"paper": 0.5, "ink": pytest.approx(2 / 3)}


def test_a_net_that_knows_nothing_scores_low_but_scores() -> None:
    torch.manual_seed(0)
    source = Drawn(world_named("glyphs"), 40, 0)
    net = Probe(Shape(32, (8, 16), (0, 0), 8, 16, source.questions.count, 0, 2)).eval()
    found = score(net, source, range(40))
    assert found.kinds["digit"] < 0.6
    assert found.summary()["areas_mean"] == found.mean_area < 0.9
    assert found.points == 0.0


def test_labels_have_colours_that_differ() -> None:
    made = painted(np.arange(20, dtype=np.uint8)[None])
    assert len(np.unique(made[0], axis=0)) == 20
