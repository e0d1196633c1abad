"""Promises of JPEG."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from studio.formats import files
from studio.formats.format import Flat


def test_pictures_and_notes_come_back(tmp_path: Path, smooth: Callable[..., NDArray], icc: bytes,
                                      job: dict[str, Any]) -> None:
    files.export(tmp_path / "a.jpg", Flat(smooth(), icc, {"dpi": [300, 300]}), job=job)
    back = files.open_flat(tmp_path / "a.jpg")
    assert np.abs(back.picture.astype(int) - smooth()).mean() < 1.5
    assert back.icc == icc
    assert back.metadata["pentimento"] == job
    assert back.metadata["dpi"] == [300.0, 300.0]
    assert back.metadata["source_type"] == "compositeWithTrainedAlgorithmicMedia"


def test_quality_weighs(tmp_path: Path, smooth: Callable[..., NDArray]) -> None:
    sizes = [len(files.encoded(smooth(), "jpeg", quality=quality)) for quality in (30, 75, 95)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


def test_noise_at_full_quality_is_written(noise: Callable[..., NDArray]) -> None:
    """It needs more bytes than pixels, which an optimising encoder's buffer does not hold."""
    data = files.encoded(noise(300, 300, opaque=True), "jpeg", quality=100)
    assert files.decoded(data).picture.shape == (300, 300, 4)


def test_what_is_clear_becomes_white(tmp_path: Path) -> None:
    files.export(tmp_path / "a.jpg", np.zeros((8, 8, 4), np.uint8))
    assert files.open_flat(tmp_path / "a.jpg").picture.min() == 255


@pytest.mark.parametrize("way", range(1, 9))
def test_orientation_is_honoured_in_size_and_pixels(tmp_path: Path, smooth: Callable[..., NDArray], way: int) -> None:
    tags = Image.Exif()
    tags[0x0112] = way
    path = tmp_path / "a.jpg"
    Image.fromarray(smooth()[..., :3]).save(path, exif=tags, quality=95)
    flat = files.open_flat(path)
    assert files.measure(path) == flat.picture.shape[1::-1]
    assert flat.picture.shape[:2] == ((64, 48) if way >= 5 else (48, 64))
    files.export(tmp_path / "b.jpg", flat, quality=95)
    again = files.open_flat(tmp_path / "b.jpg")
    assert np.abs(again.picture.astype(int) - flat.picture).mean() < 3


def test_printing_colours_are_read_with_and_without_profile(tmp_path: Path) -> None:
    image = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    image.save(tmp_path / "a.jpg", quality=95)
    pixel = files.open_flat(tmp_path / "a.jpg").picture[8, 8].astype(int)
    assert pixel[0] < 20
    assert pixel[1] > 150
    assert files.open_flat(tmp_path / "a.jpg").icc is None


def test_grey_is_read(tmp_path: Path) -> None:
    Image.new("L", (16, 16), 77).save(tmp_path / "a.jpg")
    assert files.open_flat(tmp_path / "a.jpg").picture[3, 3].tolist() == [77, 77, 77, 255]


def test_a1111_and_comments_of_others_are_read(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "a fox\nSteps: 9, Seed: 4".encode("utf-16-be")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=tags, comment="made by hand")
    found = files.open_flat(tmp_path / "a.jpg").metadata
    assert found["parameters"]["prompt"] == "a fox"
    assert found["parameters"]["seed"] == 4
    assert found["text"] == {"comment": "made by hand"}


def test_notes_too_long_for_a_segment_do_not_stop_the_picture(tmp_path: Path, job: dict[str, Any]) -> None:
    job["prompt"] = "x" * 70_000
    files.export(tmp_path / "a.jpg", np.zeros((8, 8, 4), np.uint8), job=job)
    assert files.open_flat(tmp_path / "a.jpg").picture.shape == (8, 8, 4)


def test_the_profile_is_one_that_others_can_use(tmp_path: Path, icc: bytes) -> None:
    files.export(tmp_path / "a.jpg", Flat(np.zeros((8, 8, 4), np.uint8), icc))
    with Image.open(tmp_path / "a.jpg") as image:
        assert "sRGB" in ImageCms.getProfileDescription(io.BytesIO(image.info["icc_profile"]))
