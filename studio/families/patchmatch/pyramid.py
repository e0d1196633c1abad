"""The picture at ever smaller sizes, so that large shapes are found first and their details after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Places: TypeAlias = NDArray[np.int64]
"""Flat positions, row × width + column."""

TEXTURE_WEIGHT = np.float32(7.0)
"""How much the roughness channels count beside colour (λ = 50 on squares, Newson et al. 2014, eq. 5)."""

_OPPONENT = (np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]]) / np.sqrt([[3], [2], [6]])).astype(np.float32)
"""Rows: brightness, red–blue, green–magenta; orthonormal, so distances are those of RGB."""


@dataclass(frozen=True, eq=False)
class Level:
    """One size of the picture.

    `stack` (H, W, 5): opponent colours of 0 … 1 RGB, then horizontal and vertical roughness. `hole` is what is to be
    filled, `known` what may be copied from; `radius` r makes patches of (2r + 1)².
    """

    stack: Floats
    hole: NDArray[np.bool_]
    known: NDArray[np.bool_]
    radius: int

    @property
    def width(self) -> int:
        return int(self.hole.shape[1])

    @property
    def height(self) -> int:
        return int(self.hole.shape[0])

    @cached_property
    def sources(self) -> NDArray[np.bool_]:
        """(H, W): centres of patches that lie wholly in what is known. None touches the hole."""
        import cv2

        side = 2 * self.radius + 1
        known = self.known.astype(np.uint8)
        return cv2.erode(known, np.ones((side, side), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0

    @cached_property
    def targets(self) -> Places:
        """Centres of patches inside the picture that touch the hole. Together they cover every pixel of it."""
        import cv2

        side, r = 2 * self.radius + 1, self.radius
        near = cv2.dilate(self.hole.astype(np.uint8), np.ones((side, side), np.uint8)) > 0
        inside = np.zeros_like(near)
        inside[r : self.height - r, r : self.width - r] = True
        return np.flatnonzero(near & inside)

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """(H, W): pixels that lie in a target patch."""
        import cv2

        side = 2 * self.radius + 1
        centres = np.zeros(self.hole.size, np.uint8)
        centres[self.targets] = 1
        return cv2.dilate(centres.reshape(self.hole.shape), np.ones((side, side), np.uint8)) > 0

    @cached_property
    def numbered(self) -> Places:
        """Flat: which number the target centred on each pixel has; −1 where none is."""
        numbers = np.full(self.hole.size, -1, np.int64)
        numbers[self.targets] = np.arange(len(self.targets))
        return numbers

    @cached_property
    def box(self) -> tuple[slice, slice]:
        """Rows and columns of the part that the target patches cover."""
        margin = 2 * self.radius
        rows, columns = (np.flatnonzero(self.hole.any(axis=axis)) for axis in (1, 0))
        return (slice(max(0, int(rows[0]) - margin), min(self.height, int(rows[-1]) + margin + 1)),
                slice(max(0, int(columns[0]) - margin), min(self.width, int(columns[-1]) + margin + 1)))

    @cached_property
    def offsets(self) -> Places:
        """Flat steps from a patch's centre to each of its pixels."""
        steps = np.arange(-self.radius, self.radius + 1)
        return (steps[:, None] * self.width + steps[None, :]).ravel()

    @cached_property
    def depth(self) -> Floats:
        """(H, W): how far inside the hole a pixel lies, in pixels; 0 outside."""
        import cv2

        away = cv2.distanceTransform(self.hole.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        return np.asarray(away, np.float32)


def opponent(rgb: Floats) -> Floats:
    """(H, W, 3) of 0 … 1 RGB as brightness and two colour differences."""
    import cv2

    return np.asarray(cv2.transform(rgb, _OPPONENT), np.float32)


def from_opponent(colours: Floats) -> Floats:
    import cv2

    return np.asarray(cv2.transform(np.ascontiguousarray(colours), np.ascontiguousarray(_OPPONENT.T)), np.float32)


def roughness(brightness: Floats, known: NDArray[np.bool_]) -> Floats:
    """(H, W, 2): mean |∂x| and |∂y| over 5 × 5 known pixels, times TEXTURE_WEIGHT.

    Coarse levels keep it from the fine ones, and so tell lawn from paint where both have shrunk to plain green.
    """
    import cv2

    out = []
    for axis in (1, 0):
        steps = np.abs(np.diff(brightness, axis=axis, append=np.take(brightness, [-1], axis)))
        sure = (known & np.roll(known, -1, axis)).astype(np.float32)
        out.append(cv2.blur(steps * sure, (5, 5)) / np.maximum(cv2.blur(sure, (5, 5)), 1e-3))
    return np.asarray(np.stack(out, axis=-1) * TEXTURE_WEIGHT, np.float32)


def finest(rgb: Floats, hole: NDArray[np.bool_], known: NDArray[np.bool_], radius: int) -> Level:
    colours = opponent(rgb)
    return Level(np.dstack([colours, roughness(colours[..., 0], known)]), hole, known, radius)


def halved(level: Level) -> Level:
    """Each pixel the mean of 2 × 2; a hole where any of the four is one, known where all are."""
    stack, hole, known = half(level.stack), half_any(level.hole), ~half_any(~level.known)
    return Level(stack, hole, known, level.radius)


def half(image: Floats) -> Floats:
    import cv2

    height, width = image.shape[:2]
    even = cv2.copyMakeBorder(image, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = ((width + 1) // 2, (height + 1) // 2)
    if image.ndim == 3 and image.shape[2] > 4:
        parts = [cv2.resize(np.ascontiguousarray(part), size, interpolation=cv2.INTER_AREA)
                 for part in np.split(even, [3], axis=2)]
        return np.dstack(parts)
    return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.float32)


def half_any(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = flags.shape
    even = np.pad(flags, ((0, height % 2), (0, width % 2)))
    return np.asarray(even[::2, ::2] | even[1::2, ::2] | even[::2, 1::2] | even[1::2, 1::2])


def pyramid(top: Level, enough: int = 60) -> list[Level]:
    """Finest first, halved until the hole is about two patches deep or fewer than `enough` patches are left to copy."""
    levels = [top]
    while levels[-1].depth.max() > 2 * top.radius + 1 and min(levels[-1].hole.shape) >= 8 * top.radius:
        smaller = halved(levels[-1])
        if np.count_nonzero(smaller.sources) < enough:
            break
        levels.append(smaller)
    return levels
