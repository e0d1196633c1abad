"""Bicubic resampling that averages when it makes smaller, as the papers on super-resolution measure against it.

The convention is that of MATLAB's imresize: Keys' kernel with a = −0.5 ("Cubic Convolution Interpolation for Digital
Image Processing", 1981), widened by the scale when shrinking; beyond an edge its last pixel goes on. The small pictures
of the test set Set5 come out so, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Kernel: TypeAlias = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def keys(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keys' cubic kernel, not zero within 2 of the middle."""
    x = np.abs(x)
    near = (1.5 * x - 2.5) * x * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x <= 1, near, np.where(x <= 2, far, 0.0))


def lanczos(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """A sinc under a sinc, not zero within 3 of the middle."""
    return np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0.0)


REACH: dict[Kernel, float] = {keys: 2.0, lanczos: 3.0}


def taps(before: int, after: int, kernel: Kernel = keys) -> tuple[NDArray[np.intp], Floats]:
    """For each of `after` new pixels along a line: which old ones it takes (after, n), and how much of each."""
    scale = after / before
    widened = min(scale, 1.0)
    reach = REACH[kernel] / widened
    centres = (np.arange(after) + 0.5) / scale - 0.5
    first = np.floor(centres - reach).astype(np.intp)
    places = first[:, None] + np.arange(int(np.ceil(2 * reach)) + 2)
    weights = kernel((centres[:, None] - places) * widened)
    weights /= weights.sum(axis=1, keepdims=True)
    kept = (weights != 0).any(axis=0)
    return np.clip(places[:, kept], 0, before - 1), weights[:, kept].astype(np.float32)


def along_rows(pixels: NDArray[Any], rows: tuple[NDArray[np.intp], Floats]) -> Floats:
    """(H, …) resampled to (after, …) in float32, with the `taps` of the whole height or of a band of it."""
    places, weights = rows
    shape = (-1, *(1,) * (pixels.ndim - 1))
    out = np.zeros((len(places), *pixels.shape[1:]), np.float32)
    for place, weight in zip(places.T, weights.T, strict=True):
        out += pixels[place] * weight.reshape(shape)
    return out


def resized(pixels: NDArray[Any], size: tuple[int, int], kernel: Kernel = keys) -> NDArray[Any]:
    """(H, W) or (H, W, C) at `size` = (width, height). Whole numbers are rounded and clipped, after each direction as
    MATLAB does it; float32 is not."""
    height, width = pixels.shape[:2]
    work: NDArray[Any] = pixels
    axes = [(0, height, size[1]), (1, width, size[0])]
    for axis, before, after in sorted(axes, key=lambda way: way[2] / way[1]):
        if after != before:
            work = along_rows(np.moveaxis(work, axis, 0), taps(before, after, kernel))
            work = np.ascontiguousarray(np.moveaxis(work, 0, axis))
            work = work if pixels.dtype.kind == "f" else whole(work, pixels.dtype)
    return work


def whole(work: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Rounded (halves up) and clipped to what `dtype` holds."""
    return np.clip(np.floor(work + np.float32(0.5)), 0, np.iinfo(dtype).max).astype(dtype)
