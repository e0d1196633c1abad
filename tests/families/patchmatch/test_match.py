"""Patches find what looks like them, never in the hole, and sooner near than far."""

from __future__ import annotations

import numpy as np
import pytest

from studio.families.patchmatch import match
from studio.families.patchmatch.match import Field, Searcher, cosines, descriptors, enlarged
from studio.families.patchmatch.pyramid import Floats, Level, finest, halved


def stripes(width: int = 80, height: int = 72, radius: int = 3) -> Level:
    """Diagonal stripes with a hole, whose continuation is known."""
    rows, columns = np.indices((height, width))
    wave = (0.5 + 0.4 * np.sin((rows + columns) * 0.6)).astype(np.float32)
    hole = np.zeros((height, width), np.bool_)
    hole[30:44, 34:48] = True
    return finest(np.dstack([wave, wave, 1 - wave]), hole, ~hole, radius)


def searcher(level: Level) -> Searcher:
    same = np.ones(level.hole.shape, np.float32)
    return Searcher(level, same, same * 0, np.random.default_rng(5))


@pytest.mark.parametrize("radius", [1, 2, 3])
def test_waves_are_orthonormal(radius: int) -> None:
    waves = cosines(radius)
    assert np.allclose(waves @ waves.T, np.eye(2 * radius + 1), atol=1e-6)


def test_descriptor_distances_are_those_of_smooth_patches() -> None:
    rows, columns = np.indices((40, 40)).astype(np.float32)
    stack = np.dstack([rows / 40, columns / 40, rows / 40, rows * 0, rows * 0]).astype(np.float32)
    described = descriptors(stack, 3)
    apart = float(((described[20 * 40 + 20] - described[25 * 40 + 23]) ** 2).sum())
    patch, other = stack[17:24, 17:24], stack[22:29, 20:27]
    assert apart == pytest.approx(float(((patch - other) ** 2).sum()), rel=1e-3)


def test_comparing_all_finds_the_best_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "EXHAUSTIVE", 10**9)
    level = stripes()
    search = searcher(level)
    stack = level.stack + np.random.default_rng(0).normal(0, 0.02, level.stack.shape).astype(np.float32)
    field = search.better(search.anywhere(), stack)
    rivals = [search.anywhere() for _ in range(40)]
    wanted = descriptors(stack, 3)[level.targets]
    for rival in rivals:
        cost = search._cost(wanted, np.arange(len(level.targets)), rival.where)
        assert (field.cost <= cost + 1e-4).all()


def test_patchmatch_gets_close_to_the_best_and_never_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    level = stripes()
    search = searcher(level)
    monkeypatch.setattr(match, "EXHAUSTIVE", 10**9)
    best = search.better(search.anywhere(), level.stack).cost.mean()
    monkeypatch.setattr(match, "EXHAUSTIVE", 0)
    field = search.anywhere()
    costs = []
    for _ in range(8):
        field = search.better(field, level.stack)
        costs.append(float(field.cost.mean()))
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < 3 * best + 0.01
    assert level.sources.ravel()[field.where].all()


def test_near_sources_are_preferred_among_equals() -> None:
    flat: Floats = np.full((120, 40, 3), 0.5, np.float32)
    flat[::2] += 0.01
    hole = np.zeros((120, 40), np.bool_)
    hole[10:16, 15:20] = True
    level = finest(flat, hole, ~hole, 3)
    noisy = level.stack.copy()
    noisy[hole] += 0.05
    field = searcher(level).better(searcher(level).anywhere(), noisy)
    away = np.abs(field.where // 40 - level.targets // 40)
    assert away.mean() < 20


def test_a_coarse_field_is_enlarged_to_the_same_shifts() -> None:
    fine = stripes()
    coarse = halved(fine)
    there = searcher(coarse).anywhere()
    place = 20 * coarse.width + 12
    assert coarse.sources.ravel()[place]
    field = enlarged(Field(np.full_like(there.where, place), there.cost), coarse, fine, np.random.default_rng(0))
    assert fine.sources.ravel()[field.where].all()
    assert np.abs(field.where // fine.width - 40).max() <= 1
    assert np.abs(field.where % fine.width - 24).max() <= 1
