"""PSNR as the papers count it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.fidelity import luma, psnr


def test_luma_spans_16_to_235() -> None:
    ends = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    assert luma(ends)[0].tolist() == pytest.approx([16, 235], abs=0.01)


def test_one_level_of_luma_everywhere_is_48_decibels() -> None:
    some, other = np.full((20, 20, 3), 100, np.uint8), np.full((20, 20, 3), 100, np.uint8)
    assert psnr(some, other) == float("inf")
    other += 1
    step = (65.481 + 128.553 + 24.966) / 255
    assert psnr(some, other) == pytest.approx(48.1308 - 20 * np.log10(step), abs=1e-3)


def test_the_rim_does_not_count() -> None:
    some, other = np.full((20, 20, 3), 100, np.uint8), np.full((20, 20, 3), 100, np.uint8)
    other[:4], other[-4:], other[:, :4], other[:, -4:] = 0, 0, 0, 0
    assert psnr(some, other) == float("inf")
    assert psnr(some, other, shaved=3) < 40
    assert psnr(some, other, shaved=0) < 20
