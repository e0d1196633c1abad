"""Promises of GIF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.formats import files


def test_few_colours_come_back_bit_for_bit() -> None:
    picture = np.full((8, 9, 4), 255, np.uint8)
    picture[2:5, 3:6] = (200, 40, 10, 255)
    assert np.array_equal(files.decoded(files.encoded(picture, "gif")).picture, picture)


def test_what_is_clear_stays_clear() -> None:
    picture = np.zeros((8, 8, 4), np.uint8)
    picture[:4] = (200, 40, 10, 255)
    back = files.decoded(files.encoded(picture, "gif")).picture
    assert (back[4:, :, 3] == 0).all()
    assert (back[:4] == picture[:4]).all()


def test_many_colours_come_near(smooth: Callable[..., NDArray]) -> None:
    back = files.decoded(files.encoded(smooth(), "gif")).picture
    assert np.abs(back.astype(int) - smooth()).mean() < 12


def test_an_animation_opens_its_first_picture_and_says_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (6, 5), (shade, 0, 0)) for shade in (9, 99, 199)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    flat = files.open_flat(tmp_path / "a.gif")
    assert flat.picture[0, 0].tolist() == [9, 0, 0, 255]
    assert flat.metadata["frames"] == 3
