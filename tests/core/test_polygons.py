"""Lines become marked pixels and marked pixels lines again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.polygons import from_polygon, outlines

places = st.tuples(st.floats(-30, 60), st.floats(-30, 60))


def shoelace(points: list[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)) / 2


@given(st.lists(places, min_size=3, max_size=3))
@settings(deadline=None)
def test_a_triangle_marks_exactly_its_area(points: list[tuple[float, float]]) -> None:
    mask = from_polygon([(x + 30, y + 30) for x, y in points], (90, 90))
    # Rounding to 255 levels costs up to half a level in each pixel that an edge crosses, also in those that stay 0.
    crossed = sum(abs(x1 - x0) + abs(y1 - y0) + 2 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1],
                                                                                strict=True))
    assert mask.sum() / 255 == pytest.approx(abs(shoelace(points)), abs=(crossed + 1) * 0.51 / 255)


def test_an_edge_that_is_almost_level_divides_by_almost_nothing_without_harm() -> None:
    mask = from_polygon([(0, 0), (0, 4), (1, 2.2250738585072014e-308)], (30, 20))
    assert mask.sum() / 255 == pytest.approx(2, abs=0.05)


@given(st.lists(places, min_size=3, max_size=7))
@settings(deadline=None)
def test_what_lies_beyond_the_mask_changes_nothing_within(points: list[tuple[float, float]]) -> None:
    small = from_polygon(points, (30, 20))
    large = from_polygon([(x + 30, y + 30) for x, y in points], (90, 90))[30:50, 30:60]
    assert np.abs(small.astype(int) - large).max() <= 1


def test_crossed_parts_alternate() -> None:
    star = [(50 + 40 * math.cos(0.8 * math.pi * k), 50 + 40 * math.sin(0.8 * math.pi * k)) for k in range(5)]
    mask = from_polygon(star, (100, 100))
    assert mask[50, 50] == 0
    assert mask[50, 85] == 255


def test_a_square_on_the_grid_has_no_soft_edge() -> None:
    mask = from_polygon([(2, 3), (7, 3), (7, 9), (2, 9)], (10, 10))
    assert (mask[3:9, 2:7] == 255).all()
    assert mask.sum() == 255 * 30


@pytest.mark.parametrize("points", [[], [(1, 1)], [(1, 1), (5, 5)], [(100, 100), (120, 100), (110, 130)]])
def test_what_goes_round_nothing_marks_nothing(points: list[tuple[float, float]]) -> None:
    assert not from_polygon(points, (20, 20)).any()


@given(st.integers(0, 10**6), st.integers(1, 24), st.integers(1, 24))
@settings(deadline=None)
def test_the_outlines_of_a_mask_go_round_just_what_is_marked(seed: int, width: int, height: int) -> None:
    mask = np.random.default_rng(seed).integers(0, 2, (height, width), np.uint8) * np.uint8(255)
    again = np.zeros((height, width), np.uint8)
    for line in outlines(mask):
        steps = np.abs(np.roll(line, -1, axis=0) - line)
        assert ((steps == 0).sum(axis=1) == 1).all(), "every piece runs along the pixel edges"
        again ^= from_polygon(line, (width, height))
    assert (again == mask).all()


def test_far_away_a_mask_is_looked_at_coarsely() -> None:
    mask = from_polygon([(100, 100), (900, 120), (500, 800)], (1000, 1000))
    fine, coarse = outlines(mask), outlines(mask, 0.1)
    assert len(fine) == len(coarse) == 1
    assert len(coarse[0]) < len(fine[0]) / 5
    assert np.abs(coarse[0].max(axis=0) - fine[0].max(axis=0)).max() <= 20


def test_an_empty_mask_has_no_outline() -> None:
    assert outlines(np.zeros((5, 5), np.uint8)) == []
