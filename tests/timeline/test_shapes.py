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


def test_a_mask_shrinks_into_nothing_and_grows_over_everything() -> None:
    nothing, everything = np.zeros((64, 64), np.uint8), np.full((64, 64), 255, np.uint8)
    areas = [(between(disc(16), nothing, share) >= 128).sum() for share in (0.25, 0.5, 0.75)]
    assert areas == pytest.approx([np.pi * (16 * left) ** 2 for left in (0.75, 0.5, 0.25)], rel=0.4)
    assert (between(nothing, disc(16), 0.75) == between(disc(16), nothing, 0.25)).all()
    wall = np.zeros((64, 64), np.uint8)
    wall[:, :8] = 255
    widths = [(between(wall, everything, share)[5] >= 128).sum() for share in (0.25, 0.5, 0.75)]
    assert widths == pytest.approx([22, 36, 50], abs=1)
    assert between(nothing, everything, 0.25).max() == 64


def test_masks_of_different_sizes_do_not_mix() -> None:
    with pytest.raises(BadRequest, match="different sizes"):
        between(disc(8), disc(8)[:32], 0.5)


def test_a_mask_is_the_same_after_being_written_down() -> None:
    assert (mask_of(told(disc(9, soft=4))) == disc(9, soft=4)).all()


@pytest.mark.parametrize("wrong", [None, {}, {"png": "bm9uZQ=="}, told(np.zeros((4, 4, 4), np.uint8))])
def test_what_is_no_mask_is_refused(wrong: object) -> None:
    with pytest.raises(BadRequest):
        mask_of(wrong)
