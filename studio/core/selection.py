"""What is marked and what is not: shapes, edges and neighbourhoods of masks, as pure functions.

Masks are uint8 H × W, 255 = marked, values between are soft edges. Points are canvas coordinates in pixels, in which
pixel (0, 0) covers 0 … 1 both ways. Beyond the picture a mask is taken to go on as it is at the border, so that
shrinking or feathering does not eat at the canvas's own edges.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.geometry import NOWHERE, Rect
from studio.core.picture import Mask, Picture, extent
from studio.core.polygons import from_polygon, outlines
from studio.core.tiles import Tiles

__all__ = [
    "Combine", "border", "bounds", "combined", "coverage", "ellipse", "feather", "from_polygon", "grow", "invert",
    "limited", "mixed", "outlines", "rectangle", "shrink", "wand",
]

EXACT = 64
"""Up to this many pixels masks grow with every grey value kept; beyond, new edges are one pixel soft."""


class Combine(Enum):
    """How a new shape joins what is selected already."""

    REPLACE = "replace"
    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"


def combined(old: Mask, new: Mask, how: Combine) -> Mask:
    """Both of one size. Subtracting the same shape leaves nothing, soft edges included."""
    if how is Combine.ADD:
        return np.maximum(old, new)
    if how is Combine.SUBTRACT:
        return old - np.minimum(old, new)
    if how is Combine.INTERSECT:
        return np.minimum(old, new)
    return new


def invert(mask: Mask) -> Mask:
    return ~mask


def coverage(mask: Mask) -> float:
    """Share of the mask that is marked, 0 … 1; soft pixels count in part."""
    return float(mask.mean(dtype=np.float64)) / 255 if mask.size else 0.0


def bounds(mask: Mask) -> Rect:
    """The smallest rectangle around everything above 0."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return NOWHERE
    return Rect.between(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


# Shapes


def rectangle(size: tuple[int, int], left: float, top: float, right: float, bottom: float) -> Mask:
    """Exact coverage of the rectangle's part inside `size` = (width, height)."""

    def covered(length: int, low: float, high: float) -> NDArray[np.float64]:
        start = np.arange(length)
        return np.asarray(np.clip(np.minimum(start + 1, high) - np.maximum(start, low), 0, 1))

    share = np.outer(covered(size[1], top, bottom), covered(size[0], left, right))
    return np.rint(share * 255).astype(np.uint8)


def ellipse(size: tuple[int, int], left: float, top: float, right: float, bottom: float) -> Mask:
    """The ellipse that fills the rectangle, anti-aliased."""
    across, down = (right - left) / 2, (bottom - top) / 2
    # So many corners that no chord is further than 0.02 px from the curve: sagitta = r (1 − cos(π / n)).
    # Fours of them keep both halves alike.
    corners = 4 * int(np.clip(np.pi * np.sqrt(max(across, down, 1) / 0.04) / 4 + 1, 4, 1024))
    turn = np.arange(corners) * (2 * np.pi / corners)
    points = np.stack([left + across * (1 + np.cos(turn)), top + down * (1 + np.sin(turn))], axis=1)
    return from_polygon(points, size)


# Edges


def grow(mask: Mask, pixels: int) -> Mask:
    """Marks everything within `pixels` of what is marked, round at corners."""
    import cv2

    if pixels <= 0 or not mask.any():
        return mask.copy()
    box = bounds(mask).grown(pixels + 1) & Rect.of(extent(mask))
    part, out = np.ascontiguousarray(mask[box.slices]), mask.copy()
    if pixels > EXACT:
        distance = cv2.distanceTransform((part < 128).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        ring = np.clip((pixels + 0.5 - distance) * 255, 0, 255).astype(np.uint8)
        out[box.slices] = np.maximum(part, ring)
        return out
    for radius in [5] * (pixels // 5) + [pixels % 5]:  # discs add up to a disc, and small ones are quick
        if radius:
            part = np.asarray(cv2.dilate(part, _disc(radius)), np.uint8)
    out[box.slices] = part
    return out


def _disc(radius: int) -> NDArray[np.uint8]:
    down, across = np.ogrid[-radius : radius + 1, -radius : radius + 1]
    return np.asarray(down * down + across * across <= radius * radius + radius / 2, np.uint8)


def shrink(mask: Mask, pixels: int) -> Mask:
    """Unmarks everything within `pixels` of what is not marked; the canvas's border is no edge."""
    return invert(grow(invert(mask), pixels))


def border(mask: Mask, width: int) -> Mask:
    """A band of `width` pixels along the edge, half outside and half inside."""
    return grow(mask, (width + 1) // 2) - shrink(mask, width // 2)


def feather(mask: Mask, radius: float) -> Mask:
    """Softens the edge by a Gaussian of σ = radius / 2, so that it fades over about `radius` px to either side."""
    import cv2

    if radius <= 0 or not mask.any():
        return mask.copy()
    sigma = radius / 2
    box = bounds(mask).grown(int(np.ceil(3 * sigma)) + 1) & Rect.of(extent(mask))
    around = box.grown(int(np.ceil(3 * sigma)) + 1) & Rect.of(extent(mask))
    part = np.ascontiguousarray(mask[around.slices])
    if sigma <= 6:
        soft = np.asarray(cv2.GaussianBlur(part, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.uint8)
    else:  # three boxes make a Gaussian within 3 % at a cost that does not grow with the radius
        deep = np.multiply(part, np.uint16(257), dtype=np.uint16)
        for width in _boxes(sigma):
            deep = np.asarray(cv2.blur(deep, (width, width), borderType=cv2.BORDER_REPLICATE), np.uint16)
        soft = np.asarray(cv2.convertScaleAbs(deep, alpha=1 / 257), np.uint8)
    out = np.zeros_like(mask)
    out[around.slices] = soft
    return out


def _boxes(sigma: float) -> list[int]:
    """Odd widths of three boxes whose variances sum to σ² (Kovesi, Fast almost-Gaussian filtering, 2010, eq. 1–3)."""
    low = int(np.floor(np.sqrt(12 * sigma * sigma / 3 + 1)))
    low -= low % 2 == 0
    small = round((12 * sigma * sigma - 3 * low * low - 12 * low - 9) / (-4 * low - 4))
    return [low if index < small else low + 2 for index in range(3)]


# Pictures


def wand(picture: Picture, point: tuple[int, int], tolerance: int, contiguous: bool = True) -> Mask:
    """Marks pixels whose every channel is within `tolerance` (0 … 255) of the one at `point` = (x, y).

    `contiguous`: only those that hang together with it, across edges not corners. Transparent pixels are alike
    whatever colour they hide. BadRequest when the point lies outside.
    """
    import cv2

    x, y = point
    if not Rect.of(extent(picture)).holds(Rect(x, y, 1, 1)):
        raise BadRequest("That point lies outside the picture.", "Click on the picture.")
    reach = tolerance * (257 if picture.dtype == np.uint16 else 1)
    seed = picture[y, x].astype(int) * int(picture[y, x, 3] > 0)
    alike = np.asarray(cv2.inRange(picture, seed - reach, seed + reach), np.uint8)
    clear = picture[..., 3] == 0
    if clear.any():
        alike[clear] = 255 if (seed <= reach).all() else 0
    if not contiguous:
        return alike
    reached = np.zeros((alike.shape[0] + 2, alike.shape[1] + 2), np.uint8)
    cv2.floodFill(alike, reached, (x, y), 0, flags=4 | cv2.FLOODFILL_MASK_ONLY | 255 << 8)
    return reached[1:-1, 1:-1].copy()


def limited(before: Picture, after: Picture, selection: Tiles | Mask | None, rect: Rect) -> Picture:
    """`after` where the selection holds, `before` bit for bit where it does not, both blended along soft edges.

    The pictures stand for `rect` of the canvas; `selection` is one channel in canvas coordinates (tiles, or the
    mask of just that rectangle); None selects everything.
    """
    if selection is None:
        return after
    marked = selection.read(rect) if isinstance(selection, Tiles) else selection
    out = np.where((marked == 255)[..., None], after, before)
    soft = (marked > 0) & (marked < 255)
    if soft.any():
        out[soft] = mixed(before[soft], after[soft], marked[soft].astype(np.float64) / 255)
    return out


def mixed(one: NDArray[Any], two: NDArray[Any], share: NDArray[np.float64]) -> NDArray[Any]:
    """Straight-alpha pixels (n, 4) between `one` (share 0) and `two` (share 1), colours weighed by their alpha."""
    first = one[:, 3] * (1 - share)
    second = two[:, 3] * share
    alpha = first + second
    weight = np.divide(second, alpha, out=np.zeros_like(alpha), where=alpha > 0)[:, None]
    out = np.empty_like(one)
    out[:, :3] = np.rint(one[:, :3] * (1 - weight) + two[:, :3] * weight)
    out[:, 3] = np.rint(alpha)
    return out
