"""Promises of BMP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.formats import files


def test_opaque_pictures_come_back_bit_for_bit(noise: Callable[..., NDArray]) -> None:
    picture = noise(opaque=True)
    assert np.array_equal(files.decoded(files.encoded(picture, "bmp")).picture, picture)


def test_what_is_clear_becomes_white() -> None:
    assert files.decoded(files.encoded(np.zeros((3, 3, 4), np.uint8), "bmp")).picture.min() == 255


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_old_kinds_are_read(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (5, 4)).save(tmp_path / "a.bmp")
    assert files.open_flat(tmp_path / "a.bmp").picture.shape == (4, 5, 4)
