"""A picture lies whole in its square, and comes back from it with its own detail."""

from __future__ import annotations

import cv2
import numpy as np

from studio.families.likeness import CHANGED, laid_over, squared


def picture(height: int, width: int, depth: type = np.uint8) -> np.ndarray:
    most = np.iinfo(depth).max
    out = np.random.default_rng(1).integers(0, most, (height, width, 4), depth)
    out[..., 3] = most
    return out


def test_detail_stays_where_little_changes_and_goes_where_much_does() -> None:
    own = np.full((64, 64, 4), 255, np.uint8)
    own[..., :3] = 100
    own[::2, ::2, :3] = 140
    flat = np.full((32, 32, 3), 0.4, np.float32)
    brighter = laid_over(own, flat, flat + 0.2)
    assert np.array_equal(brighter[..., :3], own[..., :3] + 51)
    stripes = flat + 2 * CHANGED * (-1.0) ** (np.arange(32, dtype=np.float32) // 2)[:, None, None]
    after = np.where(np.arange(32)[None, :, None] >= 16, stripes, flat).astype(np.float32)
    made = laid_over(own, flat, after)
    assert np.array_equal(made[:, :12], own[:, :12])
    copy = np.rint(255 * cv2.resize(after, (64, 64), interpolation=cv2.INTER_CUBIC))
    assert np.abs(made[8:-8, 48:, :3] - copy[8:-8, 48:]).max() <= 1


def test_a_picture_lies_whole_in_its_square_with_its_mirror_image_around() -> None:
    wide = picture(16, 32)
    seen, inside = squared(wide, 32)
    assert inside == (0, 8, 32, 16)
    assert np.allclose(seen[8:24], wide[..., :3] / 255, atol=1e-6)
    assert np.array_equal(seen[7], seen[9])
