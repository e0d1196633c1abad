"""Promises of AVIF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.formats import files
from studio.formats.avif import FORMAT
from studio.formats.format import Flat


def test_pictures_and_notes_come_back(smooth: Callable[..., NDArray], icc: bytes, job: dict[str, Any]) -> None:
    picture = smooth()
    picture[:20, :20, 3] = 0
    back = files.decoded(files.encoded(Flat(picture, icc), "avif", job=job))
    assert np.abs(back.picture[20:, 20:].astype(int) - picture[20:, 20:]).mean() < 3
    assert back.picture[5, 5, 3] < 5
    assert back.icc == icc
    assert back.metadata["pentimento"] == job


def test_orientation_is_honoured_once(tmp_path: Path, smooth: Callable[..., NDArray]) -> None:
    tags = Image.Exif()
    tags[0x0112] = 6
    Image.fromarray(smooth()[..., :3]).save(tmp_path / "a.avif", exif=tags, quality=95)
    flat = files.open_flat(tmp_path / "a.avif")
    assert files.measure(tmp_path / "a.avif") == (48, 64)
    assert np.abs(flat.picture.astype(int) - np.rot90(smooth(), -1)).mean() < 4


def test_other_media_of_that_container_are_not_taken() -> None:
    assert FORMAT.sniff(b"\0\0\0\x20ftypavif\0\0\0\0mif1")
    assert FORMAT.sniff(b"\0\0\0\x20ftypmif1\0\0\0\0mif1avif")
    assert not FORMAT.sniff(b"\0\0\0\x20ftypisom\0\0\0\0mp41")
