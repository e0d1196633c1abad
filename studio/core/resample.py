"""Pixels on their way through a scaling, turning or perspective: weighed by alpha, so that edges get no dark fringe."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.picture import extent

Array: TypeAlias = NDArray[Any]
Matrix: TypeAlias = NDArray[np.float64]
"""3 × 3, takes (x, y, 1) in canvas pixels (pixel (0, 0) covers 0 … 1) to where it goes."""

LARGEST = 16384
"""Longest side of a transformed picture, px."""


class Method(Enum):
    """How new pixels come of old ones; making smaller always averages what falls together."""

    NEAREST = "nearest"
    LINEAR = "linear"
    CUBIC = "cubic"
    LANCZOS = "lanczos"


def _flag(method: Method) -> int:
    import cv2

    return {Method.NEAREST: cv2.INTER_NEAREST, Method.LINEAR: cv2.INTER_LINEAR, Method.CUBIC: cv2.INTER_CUBIC,
            Method.LANCZOS: cv2.INTER_LANCZOS4}[method]


def resized(pixels: Array, size: tuple[int, int], method: Method) -> Array:
    """Picture (h, w, 4) or mask (h, w) at `size` = (width, height), same dtype."""
    import cv2

    before = extent(pixels)
    if before == size:
        return pixels.copy()
    if method is Method.NEAREST:
        return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST_EXACT))
    work = _weighed(pixels)
    if size[0] < before.width or size[1] < before.height:  # each way on its own: INTER_AREA is poor at enlarging
        less = min(size[0], before.width), min(size[1], before.height)
        work = np.asarray(cv2.resize(work, less, interpolation=cv2.INTER_AREA))
    if extent(work) != size:
        work = np.asarray(cv2.resize(work, size, interpolation=_flag(method)))
    return _unweighed(work, pixels.dtype)


def target_rect(rect: Rect, matrix: Matrix) -> Rect:
    """The whole pixels that `rect` covers after `matrix`. BadRequest when it folds over or grows beyond LARGEST."""
    corners = np.array([[x, y, 1.0] for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)])
    moved = corners @ np.asarray(matrix, np.float64).T
    if not np.isfinite(moved).all() or abs(np.linalg.det(matrix)) < 1e-9 or (moved[:, 2] <= 1e-6).any():
        raise BadRequest("The layer would be folded flat.", "Drag the handles apart.")
    points = moved[:, :2] / moved[:, 2:]
    low, high = np.floor(points.min(axis=0) + 1e-6), np.ceil(points.max(axis=0) - 1e-6)
    if (high - low > LARGEST).any():
        raise BadRequest(f"The layer would be larger than {LARGEST} px.", "Make it smaller.")
    return Rect.between(int(low[0]), int(low[1]), int(high[0]), int(high[1]))


def warped(pixels: Array, rect: Rect, matrix: Matrix, method: Method, empty: int = 0,
           within: Rect | None = None) -> tuple[Array, Rect]:
    """What stands in `rect` after `matrix`, and where it stands. Beyond `rect` everything is `empty`.

    Only what falls `within` is worked out, if given.
    """
    import cv2

    goal = target_rect(rect, matrix)
    goal = goal if within is None else goal & within
    if not goal.area or not rect.area:
        return np.zeros((goal.height, goal.width, *pixels.shape[2:]), pixels.dtype), goal
    work = pixels if method is Method.NEAREST else _weighed(pixels)
    less = _needed(rect, matrix)
    if less != rect.extent and method is not Method.NEAREST:
        work = np.asarray(cv2.resize(work, less, interpolation=cv2.INTER_AREA))
    shrink = np.diag([rect.width / work.shape[1], rect.height / work.shape[0], 1.0])
    # From the source's array to the goal's: OpenCV counts pixel centres as whole numbers.
    inward, outward = _shift(0.5, 0.5), _shift(-goal.x - 0.5, -goal.y - 0.5)
    whole = outward @ np.asarray(matrix, np.float64) @ _shift(rect.x, rect.y) @ shrink @ inward
    filling = (float(empty),) * 4  # pictures are transparent beyond their edge, and 0 is 0 however weighed
    if np.array_equal(whole[2], (0, 0, 1)):  # half the work of a perspective
        out = cv2.warpAffine(work, whole[:2], goal.extent, flags=_flag(method),
                             borderMode=cv2.BORDER_CONSTANT, borderValue=filling)
    else:
        out = cv2.warpPerspective(work, whole, goal.extent, flags=_flag(method),
                                  borderMode=cv2.BORDER_CONSTANT, borderValue=filling)
    bent = np.asarray(out)
    return (bent if method is Method.NEAREST else _unweighed(bent, pixels.dtype)), goal


def _needed(rect: Rect, matrix: Matrix) -> tuple[int, int]:
    """The source's size once it is averaged down to what the matrix shows of it."""
    corners = np.array([[rect.x, rect.y, 1.0], [rect.right, rect.y, 1.0], [rect.right, rect.bottom, 1.0],
                        [rect.x, rect.bottom, 1.0]]) @ np.asarray(matrix, np.float64).T
    points = corners[:, :2] / corners[:, 2:]
    sides = np.hypot(*(np.roll(points, -1, axis=0) - points).T)  # top, right, bottom, left
    wide, high = max(sides[0], sides[2]), max(sides[1], sides[3])
    return (min(rect.width, max(1, int(np.ceil(wide)))), min(rect.height, max(1, int(np.ceil(high)))))


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0, x], [0, 1.0, y], [0, 0, 1.0]])


def _weighed(pixels: Array) -> Array:
    """Colours multiplied by their alpha; masks and opaque pictures are that already, as they are.

    8-bit pictures become exact products 0 … 255² in uint16 (a third of float's time), 16-bit ones float 0 … 1.
    """
    top = np.iinfo(pixels.dtype).max
    if pixels.ndim == 2 or all(int(band[..., 3].min()) == top for band in _bands(pixels)):
        return pixels
    work = np.empty(pixels.shape, np.uint16 if pixels.dtype == np.uint8 else np.float32)
    for band, out in zip(_bands(pixels), _bands(work), strict=True):
        if work.dtype == np.uint16:
            np.multiply(band, band[..., 3:], out=out, dtype=np.uint16)
            np.multiply(band[..., 3], np.uint16(255), out=out[..., 3], dtype=np.uint16)
        else:
            np.divide(band, np.float32(top), out=out)
            out[..., :3] *= out[..., 3:]
    return work


def _unweighed(work: Array, dtype: np.dtype[Any]) -> Array:
    """Colours divided by their alpha again; nothing where there is none."""
    top = np.iinfo(dtype).max
    if work.ndim == 2:
        return work
    if work.dtype == dtype:  # it was opaque: only its new edges are soft
        for band in _bands(work):
            alpha = band[..., 3]
            band *= (alpha > 0)[..., None]
            soft = (alpha > 0) & (alpha < top)
            if soft.any():
                band[soft] = _divided(band[soft], top, dtype)
        return work
    out = np.empty(work.shape, dtype)
    for band, clear in zip(_bands(work), _bands(out), strict=True):
        clear[...] = _divided(band, 255 * 255 if work.dtype == np.uint16 else 1.0, dtype)
    return out


def _divided(weighed: Array, whole: float, dtype: np.dtype[Any]) -> NDArray[np.float32]:
    """Straight-alpha values (…, 4) for `dtype`, rounded, of weighed ones in which `whole` is full alpha."""
    top = np.iinfo(dtype).max
    alpha = np.clip(weighed[..., 3:].astype(np.float32), 0, whole)
    seen = alpha >= whole / top / 2
    share = np.divide(np.float32(top), alpha, out=np.zeros_like(alpha), where=seen)
    out = np.empty(weighed.shape, np.float32)
    np.multiply(weighed[..., :3], share, out=out[..., :3])
    np.multiply(alpha, np.float32(top / whole), out=out[..., 3:])
    return np.clip(np.rint(out, out=out), 0, top, out=out)


def _bands(pixels: Array) -> Iterator[Array]:
    """Views of 64 rows each, which stay in the processor's cache while they are worked on."""
    return (pixels[row : row + 64] for row in range(0, len(pixels), 64))
