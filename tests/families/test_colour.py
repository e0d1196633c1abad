"""A model's shifted colours come back as those around the mask; a model that shifts nothing is left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.families.colour import match_surround


def scene(depth: Any = np.uint8) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    chance = np.random.default_rng(3)
    most = np.iinfo(depth).max
    picture = np.empty((96, 96, 4), depth)
    slope = np.linspace(0.3, 0.6, 96)[None, :, None] + chance.normal(0, 0.03, (96, 96, 3)) + (0.1, 0, -0.1)
    picture[..., :3] = np.clip(slope, 0, 1) * most
    picture[..., 3] = most
    blend = np.zeros((96, 96), np.uint8)
    blend[30:66, 30:66] = 255
    return picture, blend


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_a_cast_is_taken_back(depth: Any) -> None:
    picture, blend = scene(depth)
    most = float(np.iinfo(depth).max)
    shifted = picture.copy()
    shifted[..., :3] = np.clip(picture[..., :3] * 0.9 + np.array([0.06, 0.0, 0.03]) * most, 0, most)
    before = np.abs(shifted[..., :3].astype(float) - picture[..., :3]).mean() / most
    fitted = match_surround(shifted, picture, blend)
    after = np.abs(fitted[..., :3].astype(float) - picture[..., :3])[blend > 0].mean() / most
    assert fitted.dtype == depth
    assert after < before / 4
    assert np.array_equal(fitted[..., 3], shifted[..., 3])


def test_a_model_that_leaves_the_surround_alone_gets_its_pixels_back_bit_for_bit() -> None:
    picture, blend = scene()
    painted = picture.copy()
    painted[blend > 0, :3] = (255, 0, 0)
    assert match_surround(painted, picture, blend) is painted


def test_contrast_is_changed_within_limits() -> None:
    picture, blend = scene()
    flat = picture.copy()
    flat[..., :3] = 128
    flat[0, 0, :3] = 129
    fitted = match_surround(flat, picture, blend)
    assert fitted[..., :3].astype(float).std(axis=(0, 1)).max() < 3


def test_too_little_surround_says_nothing() -> None:
    picture, _ = scene()
    other = picture.copy()
    other[..., :3] = 0
    assert match_surround(other, picture, np.full((96, 96), 255, np.uint8)) is other
