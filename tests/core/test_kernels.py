"""Fast joining says what the reference says, to the rounding of eight bits."""

import numpy as np
import pytest

from studio.core import blend, kernels
from studio.core.layers import Mode


def noise(seed, solid=False):
    """Every kind of pixel: any, clear, opaque, black, white."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (128, 128, 4), np.uint8)
    pixels[:32] = np.where(rng.random((32, 128, 4)) < 0.5, 0, pixels[:32])
    pixels[32:64] = np.where(rng.random((32, 128, 4)) < 0.5, 255, pixels[32:64])
    if solid:
        pixels[..., 3] = 255
    return kernels.premultiplied(pixels)


def reference(mode, d, s):
    def planes(pixels):
        colour, alpha = blend.planes(pixels[..., [2, 1, 0, 3]])
        return np.minimum(colour / np.maximum(alpha, np.float32(1 / 255)), 1), alpha

    colour, alpha = blend.join(mode, *planes(d), *planes(s))
    return (np.concatenate([colour * alpha, alpha], axis=2) * 255)[..., [2, 1, 0, 3]]


@pytest.mark.parametrize("solid", [True, False])
@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_matches_the_reference(mode, solid):
    d, s = noise(1, solid), noise(2)
    laid = d.copy()
    kernels.lay(mode, laid, s, solid)
    assert np.abs(laid - reference(mode, d, s)).max() <= 1.51


@pytest.mark.parametrize("mode", [Mode.MULTIPLY, Mode.OVERLAY])
def test_what_is_prepared_for_opaque_backdrops_matches_the_reference(mode):
    d, s = noise(1, solid=True), noise(2)
    laid = d.copy()
    kernels.lay_on_solid(mode, laid, kernels.factor(mode, s))
    assert np.abs(laid - reference(mode, d, s)).max() <= 1.51
    clear = d.copy()
    kernels.lay_on_solid(mode, clear, kernels.factor(mode, np.zeros_like(d)))
    np.testing.assert_array_equal(clear, d)


def test_only_some_modes_are_prepared():
    assert kernels.factor(Mode.NORMAL, noise(1)) is None
    assert kernels.factor(Mode.SCREEN, noise(1)) is None


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode not in (Mode.DST_IN, Mode.DST_ATOP)])
def test_nothing_laid_changes_nothing(mode):
    for solid in (True, False):
        d = noise(3, solid)
        laid = d.copy()
        kernels.lay(mode, laid, np.zeros_like(d), solid)
        np.testing.assert_array_equal(laid, d)


@pytest.mark.parametrize("mode", list(Mode))
def test_colour_never_exceeds_alpha_by_more_than_rounding(mode):
    laid = noise(4)
    kernels.lay(mode, laid, noise(5))
    assert (laid[..., :3].astype(int) - laid[..., 3:]).max() <= 2


def test_premultiplying_keeps_opaque_pixels_and_weakens_by_mask_and_opacity():
    pixels = np.random.default_rng(6).integers(0, 256, (64, 64, 4), np.uint8)
    solid = pixels.copy()
    solid[..., 3] = 255
    np.testing.assert_array_equal(kernels.premultiplied(solid), solid[..., [2, 1, 0, 3]])
    mask = np.random.default_rng(7).integers(0, 256, (64, 64), np.uint8)
    want = pixels.astype(float)
    want[..., :3] *= want[..., 3:] / 255
    want = want[..., [2, 1, 0, 3]]
    for opacity, coverage in ((1.0, None), (0.4, None), (1.0, mask), (0.4, mask)):
        share = opacity * (1 if coverage is None else coverage[..., None] / 255)
        assert np.abs(kernels.premultiplied(pixels, opacity, coverage) - want * share).max() <= 1.01
    deep = pixels.astype(np.uint16) * 257
    np.testing.assert_array_equal(kernels.premultiplied(deep), kernels.premultiplied(pixels))


def test_opaque_means_every_pixel():
    for full, dtype in ((255, np.uint8), (65535, np.uint16)):
        pixels = np.full((9, 9, 4), full, dtype)
        assert kernels.opaque(pixels)
        pixels[4, 4, 3] -= 1
        assert not kernels.opaque(pixels)


def test_swapping_writes_into_part_of_a_tile():
    tile, pixels = np.zeros((8, 8, 4), np.uint8), np.arange(64, dtype=np.uint8).reshape(4, 4, 4)
    kernels.swapped(pixels, tile[2:6, 1:5])
    np.testing.assert_array_equal(tile[2:6, 1:5], pixels[..., [2, 1, 0, 3]])
    assert not tile[:2].any()
