"""Both ways of following the brush are measured on the same path."""

from __future__ import annotations

from itertools import pairwise

import pytest

from studio.bench import dabs


def test_speed_is_told_beside_the_painters(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dabs, "SIDE", 512)
    monkeypatch.setattr("studio.bench.compose.SIDE", 512)
    monkeypatch.setattr(dabs, "EVENTS", 5)
    figures = dabs.run()
    assert {figure.bar for figure in figures} == {"≤ 4 ms", "≥ 1.0 ×"}
    assert all(figure.value > 0 and figure.met is not None and "QPainter" in figure.note for figure in figures)


def test_the_path_goes_a_tenth_of_the_tip_an_event() -> None:
    points = list(dabs.way(100))
    steps = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in pairwise(points)]
    assert len(points) == dabs.EVENTS
    assert 5 < sum(steps) / len(steps) < 60
