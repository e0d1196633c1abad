"""Measures of single pictures agree with what they are defined as."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.training.measures.pixels import difference, psnr_rgb, sharpness, ssim


def noise(seed: int = 0, side: int = 32) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (2, side, side, 3), np.uint8)


def test_psnr_of_one_level_off_is_48_db_and_of_none_99() -> None:
    grey = np.full((2, 8, 8, 3), 100, np.uint8)
    assert psnr_rgb(grey, grey + 1) == pytest.approx(48.13, abs=0.01)
    assert psnr_rgb(grey, grey) == 99.0


def test_ssim_is_one_for_the_same_and_low_for_other_noise() -> None:
    one, other = noise()
    assert ssim(one, one) == pytest.approx(1.0)
    assert ssim(one, other) < 0.1


def test_a_ramp_has_the_energy_of_its_slope() -> None:
    ramp = np.repeat(np.arange(0, 64, 2, dtype=np.uint8)[None, :, None], 32, axis=0) * np.ones(3, np.uint8)
    slope = 2 * (65.481 + 128.553 + 24.966) / 255
    assert sharpness(ramp[None]) == pytest.approx(slope**2, rel=1e-6)


def test_blurring_takes_energy_away() -> None:
    import cv2

    sharp = noise()
    soft = np.stack([cv2.GaussianBlur(one, (0, 0), 1.0) for one in sharp])
    assert sharpness(soft) < 0.2 * sharpness(sharp)


def test_black_and_white_differ_by_two() -> None:
    assert difference(np.zeros((1, 4, 4, 3), np.uint8), np.full((1, 4, 4, 3), 255, np.uint8)) == pytest.approx(2.0)
