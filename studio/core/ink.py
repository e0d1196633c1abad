"""What a stroke leaves where it passes: colour, nothing (the eraser), or more or less of a mask."""

from __future__ import annotations

from itertools import islice
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.buffers import Buffers
from studio.core.geometry import Rect
from studio.core.layers import Mode
from studio.core.opencv import opencv
from studio.core.tiles import Tiles

Array: TypeAlias = NDArray[Any]


class Ink(Protocol):
    """Lays itself on `base` (None = nothing is there) and writes that into `out`, both (h, w) or (h, w, 4) of one
    tile; `coverage` (h, w) uint16 says how much of the stroke lies on each pixel, `opacity` what full coverage
    comes to, `where` the same rectangle on the canvas. Where coverage is 0, `base` stays bit for bit.
    """

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None: ...


class ScreenInk(Ink):
    """Ink that the screen can show without laying it: as a film of one `colour` (RGB) over the layer, which it `joins`
    by that mode, inside `selection`. `body` is what full coverage comes to, 0 … 1.
    """

    body: float
    joins: Mode
    colour: tuple[int, ...]
    selection: Tiles | None


class Colour(ScreenInk):
    """Paint of `colour` (RGBA, 0 … 255) over what is there, inside `selection`; `alpha_locked` keeps coverage."""

    def __init__(self, colour: tuple[int, ...], selection: Tiles | None = None,
                 alpha_locked: bool = False) -> None:
        self.colour = colour
        self.body = colour[3] / 255
        self.joins = Mode.SRC_ATOP if alpha_locked else Mode.NORMAL
        self.selection = selection
        self.alpha_locked = alpha_locked
        self._buffers = Buffers()

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        cv2 = opencv()
        full = int(np.iinfo(out.dtype).max)
        alpha = strength(coverage, opacity * self.body, self.selection, where, self._plane("alpha", out))
        if base is None:
            if self.alpha_locked:
                out[...] = 0
                return
            shown = (cv2.threshold(alpha, 0, channel * (full // 255), cv2.THRESH_BINARY)[1] for channel in self.colour)
            cv2.merge([*islice(shown, 3), alpha], dst=out)
            return
        under = cv2.extractChannel(base, 3, dst=self._plane("under", out))
        covered, weight = under, alpha
        if self.alpha_locked:
            weight = np.where(under > 0, alpha, np.array(0, out.dtype))
        elif int(cv2.minMaxLoc(under)[0]) < full:
            covered = product(alpha, under, full, self._plane("covered", out))
            cv2.add(alpha, cv2.subtract(under, covered, dst=covered), dst=covered)
            weight = cv2.divide(alpha, covered, scale=full, dst=under)
        left = cv2.bitwise_not(weight, dst=self._plane("left", out))
        left = cv2.merge([left, left, left, self._nothing(out)], dst=self._plane("spread", out, 4))
        # Not in place: OpenCV then rounds the last few pixels of a row another way.
        kept = cv2.multiply(base, left, dst=self._plane("kept", out, 4), scale=1 / full)
        laid = [scaled(weight, channel / 255, self._plane(name, out))
                for name, channel in zip(("red", "green", "blue"), self.colour[:3], strict=True)]
        cv2.add(kept, cv2.merge([*laid, covered], dst=self._plane("laid", out, 4)), dst=out)

    def _plane(self, name: str, out: Array, channels: int = 1) -> Array:
        shape = out.shape[:2] if channels == 1 else (*out.shape[:2], channels)
        return self._buffers.get(name, shape, out.dtype)

    def _nothing(self, out: Array) -> Array:
        plane = self._plane("nothing", out)
        plane[...] = 0
        return plane


class Eraser(ScreenInk):
    """Takes coverage away from RGBA pixels and leaves their colour."""

    def __init__(self, selection: Tiles | None = None) -> None:
        self.body = 1.0
        self.joins = Mode.DST_OUT
        self.colour = (0, 0, 0)
        self.selection = selection
        self._buffers = Buffers()

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        cv2 = opencv()

        if base is None:
            out[...] = 0
            return
        taken = strength(coverage, opacity, self.selection, where, self._buffers.get("taken", out.shape[:2], out.dtype))
        left = product(cv2.extractChannel(base, 3), cv2.bitwise_not(taken), int(np.iinfo(out.dtype).max))
        out[..., :3] = base[..., :3]
        out[..., 3] = left


class Mark:
    """Brings a mask towards `value` (0 … 255); `empty` is what it reads where nothing is stored."""

    def __init__(self, value: int, empty: int = 0, selection: Tiles | None = None) -> None:
        self.value = value
        self.empty = empty
        self.selection = selection
        self._buffers = Buffers()

    def lay(self, out: Array, base: Array | None, coverage: Array, opacity: float, where: Rect) -> None:
        cv2 = opencv()

        weight = strength(coverage, opacity, self.selection, where, self._buffers.get("weight", out.shape, out.dtype))
        there = np.full(weight.shape, self.empty, out.dtype) if base is None else base
        mixed = product(there, cv2.bitwise_not(weight), 255)
        if self.value == 255:
            cv2.add(mixed, weight, dst=mixed)
        elif self.value:
            cv2.add(mixed, scaled(weight, self.value / 255), dst=mixed)
        out[...] = mixed


def strength(coverage: Array, opacity: float, selection: Tiles | None, where: Rect, out: Array) -> Array:
    """The alpha that a stroke has on each pixel: coverage × opacity × selection, in the depth of `out`, whose memory
    it may use."""
    if out.dtype == np.uint8:
        opencv().convertScaleAbs(coverage, alpha=opacity * 255 / 65535, dst=out)
    elif opacity < 1:
        scaled(coverage, opacity, out)
    else:
        np.copyto(out, coverage)
    return limited(out, selection, where)


def limited(alpha: Array, selection: Tiles | None, where: Rect) -> Array:
    """Alpha (h, w) × selection, in the depth of `alpha`."""
    if selection is None:
        return alpha
    limit = selection.read(where)
    return product(alpha, limit if alpha.dtype == np.uint8 else limit.astype(np.uint16) * np.uint16(257),
                   int(np.iinfo(alpha.dtype).max))


def scaled(plane: Array, factor: float, out: Array | None = None) -> Array:
    """plane × factor (0 … 1), rounded; `plane` itself at 1."""
    if factor >= 1:
        return plane
    cv2 = opencv()
    found: Array = (cv2.convertScaleAbs(plane, alpha=factor, dst=out) if plane.dtype == np.uint8
                    else cv2.addWeighted(plane, factor, plane, 0, 0, dst=out))
    return found


def product(a: Array, b: Array, full: int, out: Array | None = None) -> Array:
    """a × b / full, rounded; exact where either is `full`."""
    found: Array = opencv().multiply(a, b, scale=1 / full, dst=out)
    return found
