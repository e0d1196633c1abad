"""Inks lay themselves as the reference of `blend` does, and leave alone what the stroke does not touch."""

import numpy as np
import pytest

from studio.core.blend import blend
from studio.core.geometry import Rect
from studio.core.ink import Colour, Eraser, Mark
from studio.core.layers import Mode
from studio.core.tiles import Tiles

WHERE = Rect(0, 0, 64, 48)


def noise(shape, dtype=np.uint8, seed=0):
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


@pytest.fixture
def coverage():
    found = noise((48, 64), np.uint16, 5)
    found[:10] = 0
    found[10:20] = 65535
    return found


def laid(ink, base, coverage, opacity=1.0, dtype=np.uint8, shape=(48, 64, 4)):
    out = np.zeros(shape, dtype)
    ink.lay(out, base, coverage, opacity, WHERE)
    return out


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.uint8, 2), (np.uint16, 6)])
@pytest.mark.parametrize("solid", [True, False])
@pytest.mark.parametrize("opacity", [1.0, 0.37])
def test_colour_lies_over_as_the_reference_says(dtype, tolerance, solid, opacity, coverage):
    base = noise((48, 64, 4), dtype)
    full = np.iinfo(dtype).max
    base[..., 3] = full if solid else np.maximum(base[..., 3], full // 4)
    colour = (200, 30, 90, 255)
    got = laid(Colour(colour), base, coverage, opacity, dtype)
    source = np.empty_like(base)
    source[:] = np.array(colour, dtype) * dtype(full // 255)
    want = blend(Mode.NORMAL, base, source, opacity, coverage)
    np.testing.assert_array_equal(got[:10], base[:10])
    assert np.abs(got.astype(int) - want.astype(int)).max() <= tolerance * (1 if solid else 3)
    if opacity == 1:
        np.testing.assert_array_equal(got[10:20], source[10:20])


def test_colour_on_nothing_keeps_nothing_where_the_stroke_is_not(coverage):
    got = laid(Colour((200, 30, 90, 255)), None, coverage)
    assert not got[:10].any()
    np.testing.assert_array_equal(got[10:20], np.full((10, 64, 4), (200, 30, 90, 255)))
    assert (got[got[..., 3] > 0][:, :3] == (200, 30, 90)).all()


def test_locked_transparency_stays_and_hidden_colours_too(coverage):
    base = noise((48, 64, 4))
    base[:, :20, 3] = 0
    got = laid(Colour((9, 9, 9, 255), alpha_locked=True), base, coverage)
    np.testing.assert_array_equal(got[..., 3], base[..., 3])
    np.testing.assert_array_equal(got[:, :20], base[:, :20])
    assert (got[10:20, 20:][base[10:20, 20:, 3] > 0][:, :3] == 9).all()
    assert not laid(Colour((9, 9, 9, 255), alpha_locked=True), None, coverage).any()


def test_a_selection_limits_the_stroke_bit_for_bit(coverage):
    base = noise((48, 64, 4))
    selection = np.zeros((48, 64), np.uint8)
    selection[:, 32:] = 255
    got = laid(Colour((9, 200, 9, 255), Tiles.of(selection)), base, coverage)
    np.testing.assert_array_equal(got[:, :32], base[:, :32])
    np.testing.assert_array_equal(got[:, 32:], laid(Colour((9, 200, 9, 255)), base, coverage)[:, 32:])


def test_a_see_through_colour_covers_only_so_much(coverage):
    got = laid(Colour((10, 20, 30, 51)), None, coverage)
    assert got[..., 3].max() == 51


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_erasing_takes_coverage_and_leaves_colour(dtype, coverage):
    base = noise((48, 64, 4), dtype)
    got = laid(Eraser(), base, coverage, dtype=dtype)
    np.testing.assert_array_equal(got[..., :3], base[..., :3])
    np.testing.assert_array_equal(got[:10], base[:10])
    assert not got[10:20, :, 3].any()
    assert not laid(Eraser(), None, coverage, dtype=dtype).any()


@pytest.mark.parametrize("empty", [0, 255])
def test_marks_go_to_their_value_and_no_further(empty, coverage):
    base = noise((48, 64))
    for value in (0, 128, 255):
        got = laid(Mark(value, empty), base, coverage, shape=(48, 64))
        np.testing.assert_array_equal(got[:10], base[:10])
        assert (got[10:20] == value).all()
        low, high = np.minimum(base, value).astype(int) - 1, np.maximum(base, value).astype(int) + 1
        assert ((got >= low) & (got <= high)).all()
    assert (laid(Mark(255, empty), None, coverage, shape=(48, 64))[:10] == empty).all()
