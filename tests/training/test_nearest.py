"""The nearest training picture is found, also in the mirror; and samples that are all alike are known as such."""

from __future__ import annotations

import numpy as np

from studio.training.nearest import Nearest


def pictures(count: int = 6) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 255, (count, 8, 8, 3), np.uint8).repeat(4, 1).repeat(4, 2)


def test_a_picture_learned_by_heart_is_found_also_in_the_mirror() -> None:
    known = pictures()
    samples = np.stack([known[4], known[2][:, ::-1]])
    which, mirrored, far = Nearest(known).of(samples)
    assert which.tolist() == [4, 2]
    assert mirrored.tolist() == [False, True]
    assert far.max() < 0.1


def test_a_sheet_is_pairs_of_the_sample_and_the_picture_as_it_lies_nearest() -> None:
    known = pictures()
    samples = np.stack([known[1][:, ::-1], known[3], known[0]])
    sheet = Nearest(known).sheet(samples)
    assert sheet.shape == (32 * 2 + 2, 64 * 2 + 2, 3)
    assert (sheet[:32, :32] == samples[0]).all()
    assert (sheet[:32, 32:64] == samples[0]).all()
    assert (sheet[34:, 66:] == 128).all(), "the place of a fourth pair is empty"


def test_variety_tells_one_picture_from_many() -> None:
    known = pictures(40)
    nearest = Nearest(known)
    assert 0.9 < nearest.variety(pictures(40)[::-1]) < 1.1
    assert nearest.variety(np.stack([known[0]] * 8)) < 0.01
    assert Nearest(known[:1]).variety(known) == 1.0
