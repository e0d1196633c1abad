"""Promises of WebP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import BadRequest
from studio.formats import files
from studio.formats.format import Flat


def test_lossless_keeps_every_sample(noise: Callable[..., NDArray]) -> None:
    picture = noise()
    picture[:9, :, 3] = 0
    assert np.array_equal(files.decoded(files.encoded(picture, "webp", lossless=True)).picture, picture)


def test_lossy_is_near_and_notes_come_back(smooth: Callable[..., NDArray], icc: bytes, job: dict[str, Any]) -> None:
    back = files.decoded(files.encoded(Flat(smooth(), icc), "webp", job=job))
    assert np.abs(back.picture.astype(int) - smooth()).mean() < 3
    assert back.icc == icc
    assert back.metadata["pentimento"] == job


def test_an_animation_opens_its_first_picture_and_says_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (16, 16), (shade, shade, shade)) for shade in (9, 99, 199)]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], lossless=True)
    flat = files.open_flat(tmp_path / "a.webp")
    assert flat.picture[0, 0].tolist() == [9, 9, 9, 255]
    assert flat.metadata["frames"] == 3


def test_what_is_too_long_for_webp_is_refused_with_its_size(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="16384 × 1"):
        files.export(tmp_path / "a.webp", np.zeros((1, 16384, 4), np.uint8))
    assert not list(tmp_path.iterdir())
