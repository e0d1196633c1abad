"""Layer joining for the screen: 8 bit, colour already multiplied by alpha, a few vector passes for each mode.

What `blend` says, in the form that costs least: with s and d the source's and the backdrop's colour × alpha and
as, ad their alphas (all 0 … 1), the formulas of the W3C's sections 9 and 10 become sums of few products. Each
product rounds once, so results lie within 2/255 of `blend`. Files and models never see these pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core import blend
from studio.core.buffers import Buffers
from studio.core.layers import Mode
from studio.core.opencv import opencv
from studio.core.picture import to8
from studio.core.tiles import Array

Bytes: TypeAlias = NDArray[Any]
"""(h, w, 4) uint8, BGRA × alpha, the order in which windows are drawn fastest; rows may lie apart."""

_buffers = Buffers()
"""Screens are drawn by one thread."""


def premultiplied(pixels: Array, opacity: float = 1.0, coverage: Array | None = None,
                  out: Bytes | None = None) -> Bytes:
    """Straight RGBA pixels of any depth as screen pixels, weakened by `opacity` and `coverage` (h, w)."""
    cv2 = opencv()
    found: Bytes = cv2.cvtColor(to8(pixels), cv2.COLOR_RGBA2mRGBA, dst=out)
    swapped(found, found)
    return weakened(found, opacity, coverage)


def weakened(pixels: Bytes, opacity: float, coverage: Array | None) -> Bytes:
    cv2 = opencv()

    if coverage is not None:
        pixels = cv2.multiply(pixels, cv2.merge([coverage] * 4), scale=min(opacity, 1.0) / 255)
    elif opacity < 1:
        pixels = cv2.convertScaleAbs(pixels, alpha=opacity)
    return pixels


def opaque(pixels: Array) -> bool:
    """Whether every pixel of (h, w, 4) covers what lies below."""
    cv2 = opencv()

    return bool(cv2.minMaxLoc(cv2.extractChannel(pixels, 3))[0] == np.iinfo(pixels.dtype).max)


def swapped(pixels: Bytes, out: Bytes) -> None:
    """RGBA into BGRA."""
    cv2 = opencv()

    cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA, dst=out)


def lay(mode: Mode, d: Bytes, s: Bytes, solid: bool = False) -> None:
    """`s` laid on `d`, in place. `solid` promises that `d` is opaque everywhere, which saves work."""
    kernel = KERNELS.get(mode)
    if kernel is None:
        _slowly(mode, d, s)
    else:
        kernel(d, s, solid)


def factor(mode: Mode, s: Bytes) -> Bytes | None:
    """What of laying `s` on opaque pixels can be done beforehand; None where nothing can. For `lay_on_solid`."""
    cv2 = opencv()
    found: Bytes | None = None
    if mode is Mode.MULTIPLY:  # 1 − as + s
        found = cv2.bitwise_not(cv2.subtract(_alpha(s), s))
    elif mode is Mode.OVERLAY:  # (1 + 2s − as) / 2, where 127 stands for a half
        found = cv2.addWeighted(s, 254 / 255, _alpha(s), -127 / 255, 127)
    return found


def lay_on_solid(mode: Mode, d: Bytes, prepared: Bytes) -> None:
    """What `lay` does where `d` is opaque everywhere, with what `factor` has prepared."""
    cv2 = opencv()
    if mode is Mode.MULTIPLY:
        cv2.multiply(d, prepared, dst=d, scale=1 / 255)
        return
    # d + (2s − as) min(d, 1 − d), written as (d − min(d, 1 − d)) + (1 + 2s − as) min(d, 1 − d)
    rest = cv2.bitwise_not(d, dst=_buffers.get("rest", d.shape))
    less = cv2.min(d, rest, dst=_buffers.get("less", d.shape))
    cv2.subtract(d, rest, dst=d)
    cv2.add(d, cv2.multiply(less, prepared, dst=rest, scale=1 / 127), dst=d)


def _times(a: Bytes, b: Bytes, factor: float = 1.0) -> Bytes:
    """a × b."""
    cv2 = opencv()

    found: Bytes = cv2.multiply(a, b, scale=factor / 255)
    return found


def _alpha(pixels: Bytes) -> Bytes:
    """Alpha in all four channels: a pixel is one number whose highest byte it is (on all machines that Qt runs on)."""
    spread = pixels.view(np.uint32)[..., 0] >> np.uint32(24)
    spread *= np.uint32(0x01010101)
    return spread.view(np.uint8).reshape(pixels.shape)


def _bare(d: Bytes, s: Bytes) -> Bytes:
    """s × (1 − ad): the source where there is no backdrop to mix with."""
    cv2 = opencv()

    return _times(s, cv2.bitwise_not(_alpha(d)))


def _normal(d: Bytes, s: Bytes, solid: bool) -> None:  # s + d (1 − as)
    cv2 = opencv()

    cv2.add(_times(d, cv2.bitwise_not(_alpha(s))), s, dst=d)


def _multiply(d: Bytes, s: Bytes, solid: bool) -> None:  # s (1 − ad) + d (1 − as + s)
    cv2 = opencv()

    bare = None if solid else _bare(d, s)
    cv2.multiply(d, cv2.bitwise_not(cv2.subtract(_alpha(s), s)), dst=d, scale=1 / 255)
    if bare is not None:
        cv2.add(d, bare, dst=d)


def _screen(d: Bytes, s: Bytes, solid: bool) -> None:  # d + s (1 − d)
    cv2 = opencv()

    left = cv2.bitwise_not(d, dst=_buffers.get("rest", d.shape))
    cv2.add(d, cv2.multiply(s, left, dst=_buffers.get("less", d.shape), scale=1 / 255), dst=d)


def _bend(d: Bytes, above: Bytes, below: Bytes, by: Bytes) -> None:
    """d + (above − below) × by, where the difference may be of either sign."""
    cv2 = opencv()

    up, down = cv2.subtract(above, below), cv2.subtract(below, above)
    step = _times(cv2.add(up, down), by)
    cv2.add(d, cv2.min(step, up), dst=d)
    cv2.subtract(d, cv2.min(step, down), dst=d)


def _overlay(d: Bytes, s: Bytes, solid: bool) -> None:  # d + s (1 − ad) + (2s − as) min(d, ad − d)
    cv2 = opencv()

    if solid:
        _bend(d, s, cv2.subtract(_alpha(s), s), cv2.min(d, cv2.bitwise_not(d)))
        return
    bare = _bare(d, s)
    _bend(d, s, cv2.subtract(_alpha(s), s), cv2.min(d, cv2.subtract(_alpha(d), d)))
    cv2.add(d, bare, dst=d)


def _hard_light(d: Bytes, s: Bytes, solid: bool) -> None:  # s + d (1 − as) + (2d − ad) min(s, as − s)
    cv2 = opencv()

    alpha = _alpha(s)
    rest = cv2.bitwise_not(d) if solid else cv2.subtract(_alpha(d), d)
    before = d.copy()
    cv2.add(_times(d, cv2.bitwise_not(alpha)), s, dst=d)
    _bend(d, before, rest, cv2.min(s, cv2.subtract(alpha, s)))


def _shares(d: Bytes, s: Bytes, solid: bool) -> tuple[Bytes, Bytes]:
    """s × ad and d × as."""
    return (s if solid else _times(s, _alpha(d))), _times(d, _alpha(s))


def _darken(d: Bytes, s: Bytes, solid: bool) -> None:  # s + d − max(s ad, d as)
    cv2 = opencv()

    more = cv2.max(*_shares(d, s, solid))
    cv2.add(d, cv2.subtract(s, more), dst=d)
    cv2.subtract(d, cv2.subtract(more, s), dst=d)


def _lighten(d: Bytes, s: Bytes, solid: bool) -> None:  # s + d − min(s ad, d as)
    cv2 = opencv()

    cv2.add(d, cv2.subtract(s, cv2.min(*_shares(d, s, solid))), dst=d)


def _less_twice(d: Bytes, s: Bytes, common: Bytes) -> None:
    """s + d − 2 × common in colour; in alpha, source over."""
    cv2 = opencv()

    under, over = cv2.extractChannel(d, 3), cv2.extractChannel(s, 3)
    alpha = cv2.add(over, _times(under, cv2.bitwise_not(over)))
    cv2.add(cv2.subtract(d, common), cv2.subtract(s, common), dst=d)
    cv2.insertChannel(alpha, d, 3)


def _difference(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    _less_twice(d, s, cv2.min(*_shares(d, s, solid)))


def _exclusion(d: Bytes, s: Bytes, solid: bool) -> None:
    _less_twice(d, s, _times(d, s))


def _plus(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    cv2.add(d, s, dst=d)


def _dst_in(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    cv2.multiply(d, _alpha(s), dst=d, scale=1 / 255)


def _dst_out(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    cv2.multiply(d, cv2.bitwise_not(_alpha(s)), dst=d, scale=1 / 255)


def _src_atop(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    laid = s if solid else _times(s, _alpha(d))
    cv2.add(_times(d, cv2.bitwise_not(_alpha(s))), laid, dst=d)


def _dst_atop(d: Bytes, s: Bytes, solid: bool) -> None:
    cv2 = opencv()

    cv2.add(_bare(d, s), _times(d, _alpha(s)), dst=d)


def _slowly(mode: Mode, d: Bytes, s: Bytes) -> None:
    """By the reference itself, in float."""
    colour, alpha = blend.join(mode, *_straight(d), *_straight(s))
    np.copyto(d[..., 2::-1], colour * alpha * np.float32(255) + np.float32(0.5), casting="unsafe")
    np.copyto(d[..., 3:], alpha * np.float32(255) + np.float32(0.5), casting="unsafe")


def _straight(pixels: Bytes) -> tuple[blend.Plane, blend.Plane]:
    colour, alpha = blend.planes(pixels[..., [2, 1, 0, 3]])
    return np.minimum(colour / np.maximum(alpha, np.float32(1 / 255)), 1), alpha


KERNELS: dict[Mode, Callable[[Bytes, Bytes, bool], None]] = {
    Mode.NORMAL: _normal,
    Mode.MULTIPLY: _multiply,
    Mode.SCREEN: _screen,
    Mode.OVERLAY: _overlay,
    Mode.HARD_LIGHT: _hard_light,
    Mode.DARKEN: _darken,
    Mode.LIGHTEN: _lighten,
    Mode.DIFFERENCE: _difference,
    Mode.EXCLUSION: _exclusion,
    Mode.PLUS: _plus,
    Mode.DST_IN: _dst_in,
    Mode.DST_OUT: _dst_out,
    Mode.SRC_ATOP: _src_atop,
    Mode.DST_ATOP: _dst_atop,
}
"""Modes with passes of their own; the others go by the reference."""
