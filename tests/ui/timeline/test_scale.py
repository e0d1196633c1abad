"""Frames have their places on the screen, and back."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from studio.ui.timeline.scale import AFTER, CLEAR, NAMES, Scale


@pytest.mark.parametrize(("width", "length"), [(1260, 96), (700, 1), (400, 5000)])
def test_a_frames_place_leads_back_to_it(width: int, length: int) -> None:
    scale = Scale(width, length, Fraction(24))
    for frame in {0, length // 3, length - 1}:
        if scale.room / length >= 1:
            assert scale.frame(scale.x(frame)) == frame
    assert scale.x(0) > NAMES
    assert scale.x(length) == pytest.approx(width - AFTER)


def test_beyond_the_ends_are_the_ends() -> None:
    scale = Scale(1000, 96, Fraction(24))
    assert scale.frame(0) == 0
    assert scale.frame(5000) == 95


@pytest.mark.parametrize("length", [12, 96, 960, 20_000])
def test_written_seconds_do_not_run_into_each_other(length: int) -> None:
    found = Scale(1260, length, Fraction(24)).seconds()
    written = [x for x, _, big in found if big]
    assert len(written) >= 2
    assert all(b - a >= CLEAR - 1 for a, b in itertools.pairwise(written))
    assert found[0][1] == 0.0
    assert len(found) < 200
