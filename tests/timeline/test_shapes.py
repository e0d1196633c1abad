"""A mask's edge wanders from one key to the next."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.picture import Mask
from studio.timeline.shapes import between, mask_of, told


def disc(radius: float, x: float = 32, soft: float = 1.0) -> Mask:
    row, column = np.mgrid[:64, :64] + 0.5
    away = radius - np.hypot(column - x, row - 32)
    return np.clip((away / soft + 0.5) * 255, 0, 255).astype(np.uint8)


def test_halfway_between_two_discs_is_a_disc_of_the_middle_size() -> None:
    found = between(disc(8), disc(24), 0.5)
    assert (np.abs(found.astype(int) - disc(16)) > 128).mean() < 0.01
    assert (found >= 128).sum() == pytest.approx(np.pi * 16**2, rel=0.06)


def test_the_ends_are_the_masks_themselves() -> None:
    a, b = disc(8), disc(24)
    assert between(a, b, 0) is a
    assert between(a, b, 1) is b


def test_a_soft_edge_stays_soft() -> None:
    found = between(disc(10, soft=8), disc(20, soft=8), 0.5)
    half = ((found > 8) & (found < 247)).sum()
    assert half > 2 * ((between(disc(10), disc(20), 0.5) > 8) & (between(disc(10), disc(20), 0.5) < 247)).sum()


def test_a_mask_fades_out_into_nothing() -> None:
    found = between(disc(10), np.zeros((64, 64), np.uint8), 0.25)
    assert found.max() == pytest.approx(191, abs=1)


def test_masks_of_different_sizes_do_not_mix() -> None:
    with pytest.raises(BadRequest, match="different sizes"):
        between(disc(8), disc(8)[:32], 0.5)


def test_a_mask_is_the_same_after_being_written_down() -> None:
    assert (mask_of(told(disc(9, soft=4))) == disc(9, soft=4)).all()


@pytest.mark.parametrize("wrong", [None, {}, {"png": "bm9uZQ=="}, told(np.zeros((4, 4, 4), np.uint8))])
def test_what_is_no_mask_is_refused(wrong: object) -> None:
    with pytest.raises(BadRequest):
        mask_of(wrong)
