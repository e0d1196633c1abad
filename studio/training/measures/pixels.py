"""How close pictures are to those they should be, pixel by pixel, and how sharp they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.fidelity import luma

Bytes = NDArray[np.uint8]


def psnr_rgb(these: Bytes, those: Bytes) -> float:
    """Peak signal-to-noise ratio in dB over all channels, the mean over pictures (N, H, W, 3); equal ones count
    as 99 dB."""
    errors = ((these.astype(np.float64) - those) ** 2).mean(axis=(1, 2, 3))
    return float(np.minimum(99.0, 10 * np.log10(255**2 / np.maximum(errors, 1e-12))).mean())


def ssim(one: Bytes, other: Bytes, shaved: int = 4) -> float:
    """Structural similarity (Wang et al. 2004: Gaussian window of σ 1.5) of the lumas of two (H, W, 3) pictures."""
    from skimage.metrics import structural_similarity

    inside = slice(shaved, -shaved or None)
    return float(structural_similarity(
        luma(one)[inside, inside], luma(other)[inside, inside], gaussian_weights=True, sigma=1.5,
        use_sample_covariance=False, data_range=219.0,
    ))  # fmt: skip


def sharpness(pictures: Bytes) -> float:
    """Gradient energy: the mean of the squared slope of the luma, over pictures (N, H, W, 3), in levels² per px²."""
    total = 0.0
    for picture in pictures:
        y = luma(picture)
        total += float((np.diff(y, axis=0)[:, :-1] ** 2 + np.diff(y, axis=1)[:-1] ** 2).mean())
    return total / len(pictures)


def difference(these: Bytes, those: Bytes) -> float:
    """The mean absolute difference (L1) in −1 … 1, as papers on translation count it."""
    return float(np.abs(these.astype(np.float64) - those).mean() / 127.5)
