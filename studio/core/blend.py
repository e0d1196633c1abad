"""How the colours of one layer join those below: every mode, exactly as the W3C writes it, slow and right.

Section numbers are those of the W3C's "Compositing and Blending Level 1". Everything faster is tested against this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.layers import Mode

Plane: TypeAlias = NDArray[np.float32]
"""Samples 0 … 1: colours (h, w, 3), or one alpha (h, w, 1)."""

Array: TypeAlias = NDArray[Any]

TINY = np.float32(1e-6)
"""Keeps divisions finite where the W3C's formulas divide nothing by nothing."""


def blend(mode: Mode, backdrop: Array, source: Array, opacity: float = 1.0, coverage: Array | None = None) -> Array:
    """`source` laid on `backdrop`, both (h, w, 4) with straight alpha, uint8 or uint16; a new array of the same kind.

    `opacity` 0 … 1 and `coverage` (h, w; its type's full value is 1) scale the source's alpha. Where that leaves
    nothing, the backdrop comes back bit for bit; only dst-in and dst-atop (`layers.EVERYWHERE`) then clear.
    """
    colour, alpha = planes(backdrop)
    over, strength = planes(source)
    return pixels(*join(mode, colour, alpha, over, weakened(strength, opacity, coverage)), backdrop.dtype)


def planes(picture: Array) -> tuple[Plane, Plane]:
    """Integer pixels (h, w, 4) as colour (h, w, 3) and alpha (h, w, 1)."""
    floating = picture.astype(np.float32) / np.float32(np.iinfo(picture.dtype).max)
    return floating[..., :3], floating[..., 3:]


def pixels(colour: Plane, alpha: Plane, dtype: np.dtype[Any] | type) -> Array:
    """The way back, rounded to the nearest."""
    full = np.iinfo(dtype).max
    out = np.empty((*alpha.shape[:2], 4), dtype)
    np.copyto(out[..., :3], colour * np.float32(full) + np.float32(0.5), casting="unsafe")
    np.copyto(out[..., 3:], alpha * np.float32(full) + np.float32(0.5), casting="unsafe")
    return out


def weakened(alpha: Plane, opacity: float, coverage: Array | None) -> Plane:
    if opacity < 1:
        alpha = alpha * np.float32(max(opacity, 0.0))
    if coverage is not None:
        alpha = alpha * (coverage[..., None].astype(np.float32) / np.float32(np.iinfo(coverage.dtype).max))
    return alpha


def join(mode: Mode, cb: Plane, ab: Plane, cs: Plane, as_: Plane) -> tuple[Plane, Plane]:
    """Backdrop (cb, ab) and source (cs, as) to the result's colour and alpha, all straight."""
    match mode:
        case Mode.DST_IN:  # 9.1.7
            return cb, ab * as_
        case Mode.DST_OUT:  # 9.1.9
            return cb, ab * (1 - as_)
        case Mode.SRC_ATOP:  # 9.1.10
            return np.where(as_ > 0, as_ * cs + (1 - as_) * cb, cb), ab
        case Mode.DST_ATOP:  # 9.1.11
            return _straight(as_ * (1 - ab) * cs + ab * as_ * cb, as_, cb), as_
        case Mode.PLUS:  # 9.1.13, lighter
            alpha = np.minimum(as_ + ab, 1)
            laid = _straight(np.minimum(as_ * cs + ab * cb, 1), alpha, cb)
            return np.where(as_ > 0, laid, cb), alpha
    if mode is not Mode.NORMAL:
        cs = (1 - ab) * cs + ab * BLENDS[mode](cb, cs)  # 10, "Cs = (1 - αb) x Cs + αb x B(Cb, Cs)"
    alpha = as_ + ab * (1 - as_)  # 9.1.4, source over
    laid = _straight(as_ * cs + ab * (1 - as_) * cb, alpha, cb)
    return np.where(as_ > 0, laid, cb), alpha


def _straight(premultiplied: Plane, alpha: Plane, otherwise: Plane) -> Plane:
    """Colour out of colour × alpha; `otherwise` where nothing is."""
    shown = alpha > 0
    found = np.minimum(premultiplied / np.where(shown, alpha, np.float32(1)), 1)
    return np.where(shown, found, otherwise)


# Separable modes (10.1): each channel for itself.


def _multiply(cb: Plane, cs: Plane) -> Plane:  # 10.1.2
    return cb * cs


def _screen(cb: Plane, cs: Plane) -> Plane:  # 10.1.3
    return cb + cs - cb * cs


def _hard_light(cb: Plane, cs: Plane) -> Plane:  # 10.1.9
    return np.where(cs <= 0.5, _multiply(cb, 2 * cs), _screen(cb, 2 * cs - 1))


def _overlay(cb: Plane, cs: Plane) -> Plane:  # 10.1.4
    return _hard_light(cs, cb)


def _color_dodge(cb: Plane, cs: Plane) -> Plane:  # 10.1.7
    lifted = np.minimum(1, cb / np.where(cs < 1, 1 - cs, np.float32(1)))
    return np.where(cb == 0, np.float32(0), np.where(cs < 1, lifted, np.float32(1)))


def _color_burn(cb: Plane, cs: Plane) -> Plane:  # 10.1.8
    sunk = 1 - np.minimum(1, (1 - cb) / np.where(cs > 0, cs, np.float32(1)))
    return np.where(cb == 1, np.float32(1), np.where(cs > 0, sunk, np.float32(0)))


def _soft_light(cb: Plane, cs: Plane) -> Plane:  # 10.1.10
    d = np.where(cb <= 0.25, ((16 * cb - 12) * cb + 4) * cb, np.sqrt(cb))
    return np.where(cs <= 0.5, cb - (1 - 2 * cs) * cb * (1 - cb), cb + (2 * cs - 1) * (d - cb))


def _difference(cb: Plane, cs: Plane) -> Plane:  # 10.1.11
    found: Plane = np.abs(cb - cs)
    return found


def _exclusion(cb: Plane, cs: Plane) -> Plane:  # 10.1.12
    return cb + cs - 2 * cb * cs


# Non-separable modes (10.2): the colour as a whole, in luminosity and saturation.


def _lum(c: Plane) -> Plane:
    found: Plane = np.float32(0.3) * c[..., :1] + np.float32(0.59) * c[..., 1:2] + np.float32(0.11) * c[..., 2:]
    return found


def _low(c: Plane) -> Plane:
    # numpy's own min over an axis of three takes twenty times as long.
    found: Plane = np.minimum(np.minimum(c[..., :1], c[..., 1:2]), c[..., 2:])
    return found


def _high(c: Plane) -> Plane:
    found: Plane = np.maximum(np.maximum(c[..., :1], c[..., 1:2]), c[..., 2:])
    return found


def _sat(c: Plane) -> Plane:
    found: Plane = _high(c) - _low(c)
    return found


def _clip_color(c: Plane) -> Plane:
    light, low, high = _lum(c), _low(c), _high(c)
    lifted: Plane = light + (c - light) * (light / np.maximum(light - low, TINY))
    c = np.where(low < 0, lifted, c)
    lowered = light + (c - light) * ((np.float32(1) - light) / np.maximum(high - light, TINY))
    return np.clip(np.where(high > 1, lowered, c), 0, 1)


def _set_lum(c: Plane, light: Plane) -> Plane:
    return _clip_color(c + (light - _lum(c)))


def _set_sat(c: Plane, saturation: Plane) -> Plane:
    """Stretches so that the least channel is 0 and the greatest `saturation`; the W3C's sorting comes to this."""
    spread: Plane = np.maximum(_sat(c), TINY)
    return (c - _low(c)) * (saturation / spread)


def _hue(cb: Plane, cs: Plane) -> Plane:  # 10.2.1
    return _set_lum(_set_sat(cs, _sat(cb)), _lum(cb))


def _saturation(cb: Plane, cs: Plane) -> Plane:  # 10.2.2
    return _set_lum(_set_sat(cb, _sat(cs)), _lum(cb))


def _color(cb: Plane, cs: Plane) -> Plane:  # 10.2.3
    return _set_lum(cs, _lum(cb))


def _luminosity(cb: Plane, cs: Plane) -> Plane:  # 10.2.4
    return _set_lum(cb, _lum(cs))


BLENDS: dict[Mode, Callable[[Plane, Plane], Plane]] = {
    Mode.MULTIPLY: _multiply,
    Mode.SCREEN: _screen,
    Mode.OVERLAY: _overlay,
    Mode.DARKEN: np.minimum,  # 10.1.5
    Mode.LIGHTEN: np.maximum,  # 10.1.6
    Mode.COLOR_DODGE: _color_dodge,
    Mode.COLOR_BURN: _color_burn,
    Mode.HARD_LIGHT: _hard_light,
    Mode.SOFT_LIGHT: _soft_light,
    Mode.DIFFERENCE: _difference,
    Mode.EXCLUSION: _exclusion,
    Mode.HUE: _hue,
    Mode.SATURATION: _saturation,
    Mode.COLOR: _color,
    Mode.LUMINOSITY: _luminosity,
}
"""The function B(Cb, Cs) of section 10."""
