"""Masks on their way from one key to the next: an edge wanders, where blending would only fade."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.picture import Mask
from studio.families.packing import inline, unpack_inline


def between(a: Mask, b: Mask, share: float) -> Mask:
    """The shape whose distance to its edge is that of `a` and `b` mixed (Herman et al. 1992).

    A mask that is empty or full has no edge: towards it the other one shrinks away or grows over everything, evenly;
    between two of them it fades. Masks of different sizes are refused.
    """
    if share <= 0 or a is b:
        return a
    if share >= 1:
        return b
    if a.shape != b.shape:
        raise BadRequest("These masks are of pictures of different sizes.", "Key the mask again.")
    if _has_edge(a) and _has_edge(b):
        away = _signed(a) * (1 - share) + _signed(b) * share
    elif _has_edge(a):
        away = _towards(_signed(a), b, share)
    elif _has_edge(b):
        away = _towards(_signed(b), a, 1 - share)
    else:
        return np.asarray(np.rint(a * (1 - share) + b * share), np.uint8)
    soft = 1 + 2 * max(_softness(a) * (1 - share), _softness(b) * share)  # px from clear to marked
    return np.asarray(np.clip(np.rint((away / soft + 0.5) * 255), 0, 255), np.uint8)


def _has_edge(mask: Mask) -> bool:
    marked = mask >= 128
    return bool(marked.any() and not marked.all())


def _towards(away: NDArray[np.float32], end: Mask, share: float) -> NDArray[np.float32]:
    """The edge on its way out of the picture, or to the innermost point."""
    whole = -float(away.min()) if end.flat[0] >= 128 else -float(away.max())
    return away + np.float32(share * whole)


def _signed(mask: Mask) -> NDArray[np.float32]:
    """Px to the nearest edge, above 0 inside."""
    import cv2

    inside = (mask >= 128).astype(np.uint8)
    within = cv2.distanceTransform(inside, cv2.DIST_L2, 5)
    without = cv2.distanceTransform(1 - inside, cv2.DIST_L2, 5)
    return np.asarray(np.where(inside > 0, within - 0.5, 0.5 - without), np.float32)


def _softness(mask: Mask) -> float:
    """About how wide the edge is, px: half-marked pixels for each pixel of the outline."""
    half = float(((mask > 8) & (mask < 247)).sum())
    inside = mask >= 128
    outline = float((inside[1:] != inside[:-1]).sum() + (inside[:, 1:] != inside[:, :-1]).sum())
    return half / max(1.0, outline) / 2


def told(mask: Mask) -> Any:
    """A PNG inside the JSON."""
    return inline("mask", mask)


def mask_of(value: Any) -> Mask:
    mask = unpack_inline("mask", value)
    if mask.ndim != 2 or mask.dtype != np.uint8:
        raise BadRequest("A mask is a grey picture of 8 bits.")
    mask.flags.writeable = False
    return mask
