"""Fits the colours of what a model painted to what surrounds it, because models shift colours and eyes see seams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.core.picture import Mask, Picture

RING = 24
"""How many pixels around the mask are compared."""

ENOUGH = 64
"""Fewer pixels than these in the ring say nothing about colour."""


def match_surround(pixels: Picture, base: Picture, blend: Mask) -> Picture:
    """`pixels` (what the model gave for the whole cut) with the colours that `base` has around the mask.

    In the ring of `RING` pixels around the blend mask, where both pictures show the same scene, medians and spreads
    (median absolute deviations) are compared per channel of CIE Lab (sRGB, D65); gain and shift then fit all of
    `pixels`. Gains stay within 0.8 … 1.25: beyond that the model painted something else and is left its contrast.
    A model that leaves the ring untouched gets its pixels back bit for bit. Alpha is not touched.
    """
    import cv2

    away = cv2.distanceTransform((blend == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    ring = (away > 0) & (away <= RING) & (base[..., 3] > 0) & (pixels[..., 3] > 0)
    there, here = base[ring][:, :3], pixels[ring][:, :3]
    if len(there) < ENOUGH or np.array_equal(there, here):
        return pixels
    wanted, given = _lab(there[None])[0], _lab(here[None])[0]                       # (N, 3)
    middle, spread = np.median(given, axis=0), _spread(given)
    gain = np.clip((_spread(wanted) + 0.5) / (spread + 0.5), 0.8, 1.25)
    fitted = (_lab(pixels[..., :3]) - middle) * gain + np.median(wanted, axis=0)
    top = 255 if pixels.dtype == np.uint8 else 65535
    rgb = cv2.cvtColor(fitted.astype(np.float32), cv2.COLOR_Lab2RGB)
    out = pixels.copy()
    out[..., :3] = np.rint(np.clip(rgb, 0, 1) * top)
    return out


def _lab(rgb: Picture) -> NDArray[np.float32]:
    """L 0 … 100, a and b about ±127; the input's depth decides its scale."""
    import cv2

    scale = np.float32(1 / 255 if rgb.dtype == np.uint8 else 1 / 65535)
    lab: NDArray[np.float32] = cv2.cvtColor(np.ascontiguousarray(rgb) * scale, cv2.COLOR_RGB2Lab)  # type: ignore[assignment]
    return lab


def _spread(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.median(np.abs(lab - np.median(lab, axis=0)), axis=0)
