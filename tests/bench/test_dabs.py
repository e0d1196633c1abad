"""Both ways of following the brush are measured on the same path."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from studio.bench import dabs


def test_speed_is_told_beside_the_painters(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dabs, "SIDE", 1024)
    monkeypatch.setattr("studio.bench.compose.SIDE", 1024)
    monkeypatch.setattr(dabs, "EVENTS", 6)
    figures = dabs.run()
    barred = [figure for figure in figures if figure.met is not None]
    assert {figure.bar for figure in barred} == {"≤ 4 ms", "≥ 1.0 ×"}
    assert all(figure.value > 0 and "QPainter" in figure.note for figure in barred)
    assert sum("when the hand lifts" in figure.name for figure in figures) == 3


def test_the_hand_goes_at_its_speed() -> None:
    steps = [math.dist(a[:2], b[:2]) for a, b in pairwise(dabs.hand(100))]
    assert len(steps) == dabs.EVENTS - 1
    assert 0.5 * dabs.STEP < sum(steps) / len(steps) < 1.5 * dabs.STEP


def test_single_dabs_lie_on_the_canvas() -> None:
    for touch in dabs.places(100):
        assert 100 < touch.x < dabs.SIDE - 100
        assert 100 < touch.y < dabs.SIDE - 100
