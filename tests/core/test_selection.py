"""Masks grow, soften, join and follow colours as an artist expects."""

from __future__ import annotations

from collections.abc import Callable
from math import erf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core import selection
from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Rect
from studio.core.selection import Combine
from studio.core.tiles import Tiles


def soft(seed: int, width: int = 40, height: int = 30) -> np.ndarray:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
    noise[:, : seed % width] = 0
    return noise


def one_pixel(size: int = 41) -> np.ndarray:
    mask = np.zeros((size, size), np.uint8)
    mask[size // 2, size // 2] = 255
    return mask


@given(st.integers(0, 999), st.integers(0, 999))
@settings(deadline=None)
def test_joining_keeps_its_promises(one: int, two: int) -> None:
    old, new = soft(one), soft(two)
    assert (selection.combined(old, new, Combine.REPLACE) == new).all()
    assert (selection.combined(old, new, Combine.ADD) >= np.maximum(old, new)).all()
    assert (selection.combined(old, new, Combine.INTERSECT) <= np.minimum(old, new)).all()
    assert not selection.combined(old, old, Combine.SUBTRACT).any()
    assert (selection.invert(selection.invert(old)) == old).all()


@given(st.integers(0, 999), st.integers(1, 12))
@settings(deadline=None, max_examples=40)
def test_growing_only_adds_and_shrinking_only_takes(seed: int, pixels: int) -> None:
    mask = soft(seed)
    assert (selection.grow(mask, pixels) >= mask).all()
    assert (selection.shrink(mask, pixels) <= mask).all()


@pytest.mark.parametrize("pixels", [1, 5, 7, 20, 64, 70, 100])
def test_growing_reaches_as_far_as_asked_all_round(pixels: int) -> None:
    grown = selection.grow(one_pixel(241), pixels) >= 128
    down, across = np.nonzero(grown)
    reach = np.hypot(down - 120, across - 120)
    assert reach.max() == pytest.approx(pixels, abs=0.6 + pixels * 0.03)
    steps = np.arange(-120, 121)
    assert grown[np.hypot(steps[:, None], steps) <= pixels * 0.93 - 0.5].all()


def test_growing_keeps_soft_edges_soft() -> None:
    ramp = np.tile(np.linspace(0, 255, 30).astype(np.uint8), (20, 1))
    assert (selection.grow(ramp, 3)[:, :-3] == ramp[:, 3:]).all()


def test_the_border_of_the_canvas_is_no_edge() -> None:
    everything = np.full((20, 30), 255, np.uint8)
    assert (selection.shrink(everything, 5) == 255).all()
    assert (selection.feather(everything, 8) == 255).all()
    assert (selection.feather(everything, 40) == 255).all()
    half = everything.copy()
    half[:, 15:] = 0
    assert (selection.shrink(half, 5)[:, :10] == 255).all()
    assert not selection.shrink(half, 5)[:, 10:].any()


def test_a_border_is_as_wide_as_asked_and_lies_on_the_edge() -> None:
    half = np.zeros((20, 60), np.uint8)
    half[:, :30] = 255
    band = selection.border(half, 10)
    assert (band[:, 25:35] == 255).all()
    assert band.sum() == 255 * 10 * 20


@pytest.mark.parametrize("radius", [2, 8, 11, 14, 40])
def test_feathering_is_a_gaussian_of_half_the_radius(radius: int) -> None:
    half = np.zeros((5, 400), np.uint8)
    half[:, :200] = 255
    steps = np.arange(400) - 199.5
    ideal = np.array([255 * (1 - erf(step / (radius / 2) / 2**0.5)) / 2 for step in steps])
    assert np.abs(selection.feather(half, radius)[2] - ideal).max() < 5


@pytest.mark.parametrize("work", [selection.grow, selection.shrink, selection.feather])
def test_nothing_is_done_by_nothing(work: Callable[[np.ndarray, int], np.ndarray]) -> None:
    mask = soft(3)
    assert (work(mask, 0) == mask).all()
    assert not work(np.zeros((4, 5), np.uint8), 3).any()


def test_coverage_is_the_share_that_is_marked() -> None:
    mask = np.zeros((10, 10), np.uint8)
    mask[:5] = 255
    assert selection.coverage(mask) == 0.5
    assert selection.coverage(np.zeros((0, 0), np.uint8)) == 0
    assert selection.bounds(mask) == Rect(0, 0, 10, 5)
    assert selection.bounds(np.zeros((3, 3), np.uint8)) == NOWHERE


def test_shapes_cover_their_areas() -> None:
    box = selection.rectangle((20, 10), 1.5, 2, 4.25, 30)
    assert box.sum() / 255 == pytest.approx(2.75 * 8, abs=0.1)
    assert selection.rectangle((20, 10), -5, -5, 50, 50).min() == 255
    disc = selection.ellipse((100, 80), 10, 5, 90, 75)
    assert disc.sum() / 255 == pytest.approx(np.pi / 4 * 80 * 70, rel=0.001)
    assert np.abs(disc.astype(int) - disc[:, ::-1]).max() <= 1


def patches(dtype: type = np.uint8) -> np.ndarray:
    """Two red fields with a green one between them."""
    picture = np.zeros((6, 9, 4), dtype)
    top = np.iinfo(dtype).max
    picture[..., 3] = top
    picture[:, :3, 0] = picture[:, 6:, 0] = top
    picture[:, 3:6, 1] = top
    return picture


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_wand_marks_what_hangs_together(dtype: type) -> None:
    near = selection.wand(patches(dtype), (1, 1), 10)
    assert (near[:, :3] == 255).all()
    assert not near[:, 3:].any()
    every = selection.wand(patches(dtype), (1, 1), 10, contiguous=False)
    assert (every[:, 6:] == 255).all()
    assert not every[:, 3:6].any()


@given(st.integers(0, 999), st.integers(0, 255), st.integers(0, 7), st.integers(0, 5))
@settings(deadline=None)
def test_the_wand_goes_by_the_largest_difference_of_a_channel(seed: int, tolerance: int, x: int, y: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (6, 8, 4), dtype=np.uint8)
    picture[..., 3] = np.where(picture[..., 3] > 40, picture[..., 3], 0)
    plain = np.where(picture[..., 3:] > 0, picture, 0).astype(int)
    ideal = np.abs(plain - plain[y, x]).max(axis=2) <= tolerance
    assert ((selection.wand(picture, (x, y), tolerance, contiguous=False) == 255) == ideal).all()


def test_the_wand_does_not_leap_over_corners() -> None:
    picture = np.zeros((2, 2, 4), np.uint8)
    picture[0, 0] = picture[1, 1] = 255
    assert selection.wand(picture, (0, 0), 0).sum() == 255


def test_the_wand_refuses_a_point_outside() -> None:
    with pytest.raises(BadRequest, match="outside"):
        selection.wand(patches(), (9, 0), 10)


@given(st.integers(0, 999))
@settings(deadline=None)
def test_what_is_not_selected_stays_bit_for_bit(seed: int) -> None:
    draw = np.random.default_rng(seed)
    before, after = draw.integers(0, 256, (2, 9, 9, 4), dtype=np.uint8)
    marks = draw.choice(np.array([0, 90, 255], np.uint8), (9, 9))
    out = selection.limited(before, after, Tiles.of(marks, (5, 5)), Rect(5, 5, 9, 9))
    assert (out[marks == 0] == before[marks == 0]).all()
    assert (out[marks == 255] == after[marks == 255]).all()
    low, high = np.minimum(before, after), np.maximum(before, after)
    assert ((out >= low) & (out <= high)).all()
    assert selection.limited(before, after, None, Rect(5, 5, 9, 9)) is after


def test_soft_edges_blend_colours_by_how_much_of_them_is_there() -> None:
    clear, red = np.array([[[0, 0, 255, 0]]], np.uint8), np.array([[[255, 0, 0, 200]]], np.uint8)
    out = selection.limited(clear, red, np.array([[51]], np.uint8), Rect(0, 0, 1, 1))
    assert out[0, 0].tolist() == [255, 0, 0, 40]
