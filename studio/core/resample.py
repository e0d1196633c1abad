"""Pixels on their way through a scaling, turning or perspective: weighed by alpha, so that edges get no dark fringe."""

from __future__ import annotations

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
    filling = (float(empty),) * 4 if work.dtype != np.float32 else (empty / np.iinfo(pixels.dtype).max,) * 4
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
    """Colours multiplied by their alpha, as float 0 … 1; masks and opaque pictures are that already, as they are."""
    top = np.iinfo(pixels.dtype).max
    if pixels.ndim == 2 or int(pixels[..., 3].min(initial=top)) == top:
        return pixels
    work = pixels.astype(np.float32)
    work /= top
    work[..., :3] *= work[..., 3:]
    return work


def _unweighed(work: Array, dtype: np.dtype[Any]) -> Array:
    """Colours divided by their alpha again; nothing where there is none."""
    top = np.iinfo(dtype).max
    if work.dtype == dtype:
        if work.ndim == 3:
            alpha = work[..., 3]
            work[alpha == 0] = 0
            soft = (alpha > 0) & (alpha < top)
            if soft.any():
                edge = work[soft].astype(np.float64)
                edge[:, :3] = np.minimum(np.rint(edge[:, :3] * top / edge[:, 3:]), top)
                work[soft] = edge
        return work
    alpha = work[..., 3:]
    work[..., :3] = np.divide(work[..., :3], alpha, out=np.zeros_like(work[..., :3]), where=alpha > 0.5 / top)
    work *= top
    np.rint(work, out=work)
    return np.clip(work, 0, top, out=work).astype(dtype)
