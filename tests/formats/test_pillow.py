"""Promises of what Pillow reads: RGBA comes out of every mode, and damage is said in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import Unreadable
from studio.formats import pillow
from studio.formats.format import Flat

MODES = ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBa", "CMYK", "YCbCr", "LAB", "HSV"]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_becomes_rgba(mode: str) -> None:
    picture = pillow.rgba(Image.new(mode, (5, 4)), None)
    assert picture.shape == (4, 5, 4)
    assert picture.dtype == np.uint8
    assert picture.flags.writeable


def test_deep_grey_stays_deep() -> None:
    deep = pillow.rgba(Image.fromarray(np.full((3, 4), 40000, np.uint16)), None)
    assert deep.dtype == np.uint16
    assert deep[0, 0].tolist() == [40000, 40000, 40000, 65535]
    floats = pillow.rgba(Image.fromarray(np.array([[0.0, 0.5, 2.0, np.nan]], np.float32)), None)
    assert floats[0, :, 0].tolist() == [0, 32768, 65535, 0]


def test_grey_with_a_profile_keeps_its_alpha() -> None:
    assert pillow.rgba(Image.new("LA", (2, 2), (9, 50)), None)[0, 0].tolist() == [9, 9, 9, 50]


def test_clear_pixels_are_laid_on_paper(noise: Callable[..., NDArray]) -> None:
    picture = noise()
    picture[:5, :, 3], picture[5:10, :, 3] = 0, 255
    laid = pillow.on_paper(picture, (255, 255, 255))
    assert (laid[:5] == 255).all()
    assert np.array_equal(laid[5:10], picture[5:10, :, :3])


def test_an_opaque_picture_needs_no_alpha(noise: Callable[..., NDArray]) -> None:
    assert pillow.image_of(Flat(noise(opaque=True)), alpha=True).mode == "RGB"
    assert pillow.image_of(Flat(noise()), alpha=True).mode == "RGBA"
    assert pillow.image_of(Flat(noise(dtype=np.uint16)), alpha=False).mode == "RGB"


def test_damage_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.bmp").write_bytes(b"BM" + bytes(40))
    with pytest.raises(Unreadable) as caught:
        pillow.read(tmp_path / "a.bmp", ("BMP",))
    assert caught.value.message.startswith("a.bmp is damaged or cut off: ")
    assert "\n" not in str(caught.value)
