"""What moved is halfway in between, not twice faintly."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.picture import Picture
from studio.timeline.inbetween import Between


def scene(shift: float, side: int = 128) -> Picture:
    """A textured ball that has moved `shift` px over a quiet ground."""
    row, column = np.mgrid[:side, :side].astype(np.float64)
    x = column - 44 - shift
    ball = np.hypot(x, row - 64) < 22
    out = np.full((side, side, 4), 255, np.uint8)
    out[..., :3] = (90 + 40 * np.sin(row / 9) + 20 * np.cos(column / 13))[..., None]
    texture = 150 + 60 * np.sin(x / 3) * np.cos((row - 64) / 4)
    out[ball, 0], out[ball, 1], out[ball, 2] = texture[ball], 60, 255 - texture[ball]
    return out


def psnr(a: Picture, b: Picture) -> float:
    return float(10 * np.log10(255**2 / np.mean((a.astype(float) - b) ** 2)))


def test_motion_beats_blending_by_far() -> None:
    a, b, truth = scene(0), scene(12), scene(6)
    faint = ((a.astype(int) + b) // 2).astype(np.uint8)
    assert psnr(Between(a, b).at(0.5), truth) > psnr(faint, truth) + 5


def test_a_third_of_the_way_is_a_third() -> None:
    between = Between(scene(0), scene(12))
    assert psnr(between.at(1 / 3), scene(4)) > psnr(between.at(1 / 3), scene(6)) + 3


def test_the_ends_are_the_pictures_themselves() -> None:
    a, b = scene(0), scene(6)
    assert Between(a, b).at(0) is a
    assert Between(a, b).at(1) is b


def test_what_does_not_move_stays_as_it_is() -> None:
    assert np.abs(Between(scene(0), scene(0)).at(0.5).astype(int) - scene(0)).max() <= 1
    moved = Between(scene(0), scene(6)).at(0.5)
    assert np.abs(moved[:20].astype(int) - scene(0)[:20]).max() <= 3


def test_transparency_moves_too() -> None:
    a, b = scene(0), scene(8)
    for picture in (a, b):
        picture[picture[..., 1] != 60] = 0
    found = Between(a, b).at(0.5)
    assert found[64, 48, 3] == 255
    assert found[0, 0, 3] == 0
    assert (found[..., 3] > 128).sum() == pytest.approx((a[..., 3] > 128).sum(), rel=0.12)


def test_small_pictures_are_blended() -> None:
    black, white = np.zeros((8, 8, 4), np.uint8), np.full((8, 8, 4), 255, np.uint8)
    black[..., 3] = 255
    assert Between(black, white).at(0.5)[0, 0, 0] == pytest.approx(128, abs=1)


def test_other_sizes_are_refused() -> None:
    with pytest.raises(BadRequest):
        Between(scene(0), scene(0)[:64])
