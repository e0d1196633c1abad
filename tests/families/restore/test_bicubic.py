"""Antialiased bicubic is the one that papers measure against, bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.families.restore.bicubic import Kernel, along_rows, keys, lanczos, resized, taps, whole
from studio.formats.files import open_flat

SET5 = Path(__file__).parents[4] / "shared" / "assets" / "photos" / "set5"


@pytest.mark.skipif(not SET5.is_dir(), reason="Set5 is not here")
@pytest.mark.parametrize("number", range(1, 6))
def test_the_small_pictures_of_set5_come_out_bit_for_bit(number: int) -> None:
    large = open_flat(SET5 / f"img_{number:03d}_HR.png").picture[..., :3]
    small = open_flat(SET5 / f"img_{number:03d}_LR.png").picture[..., :3]
    assert np.array_equal(resized(large, (small.shape[1], small.shape[0])), small)


@given(st.integers(1, 40), st.integers(1, 60), st.sampled_from([keys, lanczos]))
@settings(deadline=None, max_examples=60)
def test_every_new_pixel_takes_one_whole_of_old_ones(before: int, after: int, kernel: Kernel) -> None:
    places, weights = taps(before, after, kernel)
    assert places.shape == weights.shape
    assert len(places) == after
    assert places.min() >= 0
    assert places.max() < before
    assert np.allclose(weights.sum(axis=1), 1, atol=1e-5)


def test_a_straight_ramp_stays_one_when_enlarged() -> None:
    ramp = np.arange(20, dtype=np.float32)[:, None]
    out = along_rows(ramp, taps(20, 80))[12:-12, 0]
    assert np.allclose(np.diff(out), 0.25, atol=1e-5)


def test_shrinking_averages_what_falls_together() -> None:
    stripes = np.tile(np.array([0, 255], np.uint8), (32, 32))
    assert np.abs(resized(stripes, (8, 8)).astype(int)[2:-2, 2:-2] - 127).max() <= 2


def test_floats_are_neither_rounded_nor_clipped() -> None:
    edge = np.repeat(np.array([0.0, 1.0], np.float32), 8)[None].repeat(4, axis=0)
    out = resized(edge, (64, 16))
    assert out.dtype == np.float32
    assert out.max() > 1 > 0 > out.min()


def test_whole_numbers_are_rounded_halves_up_and_clipped() -> None:
    assert whole(np.array([-3, 0.5, 1.49, 300], np.float32), np.dtype(np.uint8)).tolist() == [0, 1, 1, 255]
