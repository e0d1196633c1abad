"""Animated PNG keeps every pixel, and readers that know no animation see the first frame."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.formats.films.film import Film
from studio.formats.films.record import record

Frames = Callable[..., Iterator[NDArray[np.uint8]]]


def test_every_pixel_comes_back(tmp_path: Path, moving: Frames) -> None:
    path = tmp_path / "film.png"
    record(path, moving(4, channels=4), Film(Fraction(24000, 1001), loops=2, metadata={"seed": 3}))
    with Image.open(path) as picture:
        assert picture.n_frames == 4
        assert picture.info["loop"] == 2
        assert abs(picture.info["duration"] - 1001 / 24) < 0.01
        assert json.loads(picture.text["pentimento"]) == {"seed": 3}
        for number, wanted in enumerate(moving(4, channels=4)):
            picture.seek(number)
            assert (np.array(picture) == wanted).all()


def test_other_readers_see_the_first_frame(tmp_path: Path, moving: Frames) -> None:
    record(tmp_path / "film.png", moving(3), Film())
    first = next(moving(1))
    assert (cv2.imread(str(tmp_path / "film.png"))[..., ::-1] == first).all()
