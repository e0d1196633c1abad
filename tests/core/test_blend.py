"""Every mode against the W3C's own formulas, written out pixel by pixel in plain Python, and the promises of all."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.blend import blend
from studio.core.layers import EVERYWHERE, Mode


def lum(c):
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def clip_color(c):
    light, low, high = lum(c), min(c), max(c)
    if low < 0:
        c = [light + (x - light) * light / (light - low) if light > low else light for x in c]
    if high > 1:
        c = [light + (x - light) * (1 - light) / (high - light) if high > light else light for x in c]
    return c


def set_lum(c, light):
    return clip_color([x + light - lum(c) for x in c])


def sat(c):
    return max(c) - min(c)


def set_sat(c, s):
    """The W3C's sorting, as written in section 10.2."""
    order = sorted(range(3), key=lambda i: c[i])
    out = [0.0, 0.0, 0.0]
    low, mid, high = order
    if c[high] > c[low]:
        out[mid] = (c[mid] - c[low]) * s / (c[high] - c[low])
        out[high] = s
    return out


def soft(b, s):
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    d = ((16 * b - 12) * b + 4) * b if b <= 0.25 else math.sqrt(b)
    return b + (2 * s - 1) * (d - b)


def hard(b, s):
    return b * 2 * s if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)


SEPARABLE = {
    Mode.NORMAL: lambda b, s: s,
    Mode.MULTIPLY: lambda b, s: b * s,
    Mode.SCREEN: lambda b, s: 1 - (1 - b) * (1 - s),
    Mode.OVERLAY: lambda b, s: hard(s, b),
    Mode.DARKEN: min,
    Mode.LIGHTEN: max,
    Mode.COLOR_DODGE: lambda b, s: 0 if b == 0 else 1 if s == 1 else min(1, b / (1 - s)),
    Mode.COLOR_BURN: lambda b, s: 1 if b == 1 else 0 if s == 0 else 1 - min(1, (1 - b) / s),
    Mode.HARD_LIGHT: hard,
    Mode.SOFT_LIGHT: soft,
    Mode.DIFFERENCE: lambda b, s: abs(b - s),
    Mode.EXCLUSION: lambda b, s: b + s - 2 * b * s,
}
WHOLE = {
    Mode.HUE: lambda b, s: set_lum(set_sat(s, sat(b)), lum(b)),
    Mode.SATURATION: lambda b, s: set_lum(set_sat(b, sat(s)), lum(b)),
    Mode.COLOR: lambda b, s: set_lum(s, lum(b)),
    Mode.LUMINOSITY: lambda b, s: set_lum(b, lum(s)),
}
PORTER_DUFF = {
    Mode.PLUS: lambda a_s, ab: (1, 1), Mode.DST_IN: lambda a_s, ab: (0, a_s),
    Mode.DST_OUT: lambda a_s, ab: (0, 1 - a_s), Mode.SRC_ATOP: lambda a_s, ab: (ab, 1 - a_s),
    Mode.DST_ATOP: lambda a_s, ab: (1 - ab, a_s),
}


def written_out(mode, backdrop, source):
    """RGBA 0 … 1 each; the result's, straight, after sections 9 and 10."""
    *cb, ab = backdrop
    *cs, a_s = source
    fa, fb = PORTER_DUFF.get(mode, lambda a_s, ab: (1, 1 - a_s))(a_s, ab)
    if mode in SEPARABLE:
        mixed = [SEPARABLE[mode](b, s) for b, s in zip(cb, cs, strict=True)]
    else:
        mixed = WHOLE[mode](cb, cs) if mode in WHOLE else cs
    if mode not in PORTER_DUFF:
        cs = [(1 - ab) * s + ab * m for s, m in zip(cs, mixed, strict=True)]
    alpha = min(1, a_s * fa + ab * fb)
    if alpha == 0:
        return [*cb, 0]
    return [min(1, max(0, min(1, a_s * fa * s + ab * fb * b) / alpha)) for s, b in zip(cs, cb, strict=True)] + [alpha]


def samples(dtype, count=30):
    full = np.iinfo(dtype).max
    edges = np.array([0, 1, full // 4, full // 2, full // 2 + 1, full - 1, full], dtype)
    rng = np.random.default_rng(11)
    picked = rng.choice(edges, (count // 2, count, 4))
    return np.concatenate([picked, rng.integers(0, full, (count // 2, count, 4), dtype, endpoint=True)])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("mode", list(Mode))
def test_every_pixel_is_as_the_formulas_say(mode, dtype):
    backdrop, source = samples(dtype), samples(dtype)[::-1, ::-1].copy()
    full = np.iinfo(dtype).max
    got = blend(mode, backdrop, source)
    assert got.dtype == dtype
    steps = 1 if dtype == np.uint8 else 8
    for place in np.ndindex(got.shape[:2]):
        want = written_out(mode, *([float(x) / full for x in pixels[place]] for pixels in (backdrop, source)))
        assert got[place][3] == pytest.approx(want[3] * full, abs=0.6)
        if want[3] > 0:
            # Hue and its kin divide by differences that float32 knows only so well.
            assert got[place][:3] == pytest.approx([x * full for x in want[:3]], abs=steps)


pixel = st.tuples(*[st.integers(0, 255)] * 4)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([mode for mode in Mode if mode not in EVERYWHERE]), pixel, pixel, st.booleans())
def test_where_nothing_is_laid_the_backdrop_stays_bit_for_bit(mode, backdrop, source, by_opacity):
    below = np.array([[backdrop]], np.uint8)
    above = np.array([[source]], np.uint8)
    if by_opacity:
        got = blend(mode, below, above, opacity=0.0)
    else:
        got = blend(mode, below, above, coverage=np.zeros((1, 1), np.uint8))
    np.testing.assert_array_equal(got, below)
    above[..., 3] = 0
    np.testing.assert_array_equal(blend(mode, below, above), below)


@settings(max_examples=100, deadline=None)
@given(pixel, pixel)
def test_an_opaque_normal_pixel_replaces_all(backdrop, source):
    above = np.array([[(*source[:3], 255)]], np.uint8)
    np.testing.assert_array_equal(blend(Mode.NORMAL, np.array([[backdrop]], np.uint8), above), above)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([mode for mode in Mode if mode not in EVERYWHERE | {Mode.DST_OUT, Mode.SRC_ATOP}]), pixel)
def test_on_nothing_a_layer_shows_as_it_is(mode, source):
    got = blend(mode, np.zeros((1, 1, 4), np.uint8), np.array([[source]], np.uint8))
    assert tuple(got[0, 0]) == source or source[3] == 0


@pytest.mark.parametrize("mode", [Mode.HUE, Mode.SATURATION, Mode.COLOR, Mode.LUMINOSITY])
def test_greys_and_extremes_stay_finite(mode):
    values = np.array([0, 1, 254, 255], np.uint8)
    grid = np.stack(np.meshgrid(values, values, values, values[3:]), axis=-1).reshape(1, -1, 4)
    for shift in range(grid.shape[1]):
        got = blend(mode, grid, np.roll(grid, shift, axis=1))
        assert got.shape == grid.shape
        assert (got[..., 3] == 255).all()


def test_masks_scale_the_sources_alpha():
    below, above = np.full((1, 2, 4), 255, np.uint8), np.array([[(0, 0, 0, 255)] * 2], np.uint8)
    got = blend(Mode.NORMAL, below, above, opacity=0.5, coverage=np.array([[255, 51]], np.uint8))
    assert got[0, 0, 0] in (127, 128)
    assert got[0, 1, 0] in (229, 230)
