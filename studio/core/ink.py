"""What a stroke leaves where it passes: colour, nothing (the eraser), or more or less of a mask."""

from __future__ import annotations

from itertools import islice
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.core.tiles import Tiles

Array: TypeAlias = NDArray[Any]


class Ink(Protocol):
    """Lays itself on `base` (None = nothing is there) and writes that into `out`, both (h, w) or (h, w, 4) of one
    tile; `coverage` (h, w) uint16 says how much of the stroke lies on each pixel, `opacity` what full coverage
    comes to, `where` the same rectangle on the canvas. Where coverage is 0, `base` stays bit for bit.
    """

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None: ...


class Colour:
    """Paint of `colour` (RGBA, 0 … 255) over what is there, inside `selection`; `alpha_locked` keeps coverage."""

    def __init__(self, colour: tuple[int, int, int, int], selection: Tiles | None = None,
                 alpha_locked: bool = False) -> None:
        self.colour = colour
        self.selection = selection
        self.alpha_locked = alpha_locked

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        import cv2

        full = int(np.iinfo(out.dtype).max)
        alpha = strength(coverage, opacity * self.colour[3] / 255, self.selection, where, out.dtype)
        if base is None:
            if self.alpha_locked:
                out[...] = 0
                return
            shown = (cv2.threshold(alpha, 0, channel * (full // 255), cv2.THRESH_BINARY)[1] for channel in self.colour)
            out[...] = cv2.merge([*islice(shown, 3), alpha])
            return
        under = cv2.extractChannel(base, 3)
        covered, weight = under, alpha
        if self.alpha_locked:
            weight = np.where(under > 0, alpha, np.array(0, out.dtype))
        elif int(cv2.minMaxLoc(under)[0]) < full:
            covered = cv2.add(alpha, cv2.subtract(under, product(alpha, under, full)))
            weight = cv2.divide(alpha, covered, scale=full)
        left = cv2.bitwise_not(weight)
        kept = cv2.multiply(base, cv2.merge([left, left, left, np.zeros_like(left)]), scale=1 / full)
        laid = cv2.merge([*(scaled(weight, channel / 255) for channel in self.colour[:3]), covered])
        cv2.add(kept, laid, dst=out)


class Eraser:
    """Takes coverage away from RGBA pixels and leaves their colour."""

    def __init__(self, selection: Tiles | None = None) -> None:
        self.selection = selection

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        import cv2

        if base is None:
            out[...] = 0
            return
        taken = strength(coverage, opacity, self.selection, where, out.dtype)
        left = product(cv2.extractChannel(base, 3), cv2.bitwise_not(taken), int(np.iinfo(out.dtype).max))
        out[..., :3] = base[..., :3]
        out[..., 3] = left


class Mark:
    """Brings a mask towards `value` (0 … 255); `empty` is what it reads where nothing is stored."""

    def __init__(self, value: int, empty: int = 0, selection: Tiles | None = None) -> None:
        self.value = value
        self.empty = empty
        self.selection = selection

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        import cv2

        weight = strength(coverage, opacity, self.selection, where, out.dtype)
        there = np.full(weight.shape, self.empty, out.dtype) if base is None else base
        mixed = product(there, cv2.bitwise_not(weight), 255)
        if self.value == 255:
            cv2.add(mixed, weight, dst=mixed)
        elif self.value:
            cv2.add(mixed, scaled(weight, self.value / 255), dst=mixed)
        out[...] = mixed


def strength(coverage: Array, opacity: float, selection: Tiles | None, where: Rect, dtype: np.dtype[Any]) -> Array:
    """The alpha that a stroke has on each pixel, as `dtype`: coverage × opacity × selection."""
    import cv2

    alpha: Array
    if dtype == np.uint8:
        alpha = cv2.convertScaleAbs(coverage, alpha=opacity * 255 / 65535)
    else:
        alpha = scaled(coverage, opacity)
    if selection is None:
        return alpha
    limit = selection.read(where)
    return product(alpha, limit if dtype == np.uint8 else limit.astype(np.uint16) * np.uint16(257),
                    int(np.iinfo(dtype).max))


def scaled(plane: Array, factor: float) -> Array:
    """plane × factor (0 … 1), rounded."""
    import cv2

    if factor >= 1:
        return plane
    found: Array = (cv2.convertScaleAbs(plane, alpha=factor) if plane.dtype == np.uint8
                    else cv2.addWeighted(plane, factor, plane, 0, 0))
    return found


def product(a: Array, b: Array, full: int) -> Array:
    """a × b / full, rounded; exact where either is `full`."""
    import cv2

    found: Array = cv2.multiply(a, b, scale=1 / full)
    return found
