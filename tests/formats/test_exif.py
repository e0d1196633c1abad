"""Promises of EXIF: which way is up, and comments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from studio.formats import exif


def block(way: int) -> bytes:
    tags = Image.Exif()
    tags[exif.ORIENTATION], tags[0x010F] = way, "Camera"
    return tags.tobytes().removeprefix(b"Exif\0\0")


@pytest.mark.parametrize("way", range(1, 9))
def test_each_orientation_is_what_pillow_makes_of_it(way: int) -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    image = Image.fromarray(pixels)
    image.getexif()[exif.ORIENTATION] = way
    assert exif.orientation(block(way)) == way
    assert np.array_equal(exif.turned(pixels, way), np.asarray(ImageOps.exif_transpose(image)))


def test_upright_changes_the_orientation_alone() -> None:
    before, after = block(6), exif.upright(block(6))
    assert exif.orientation(after) == 1
    assert exif.notes(after) == exif.notes(before) == {"Make": "Camera"}
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@given(st.binary(max_size=200))
def test_nonsense_stands_as_it_is(data: bytes) -> None:
    assert 1 <= exif.orientation(data) <= 8
    assert len(exif.upright(data)) == len(data)
    assert isinstance(exif.comment(b"II*\0" + data), str)
    assert isinstance(exif.notes(b"MM\0*" + data), dict)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0 ")))
def test_comments_come_back_in_every_script(text: str) -> None:
    prompt = f"{text}\nSteps: 20, Sampler: Euler a, Model: {text}."
    assert exif.comment(exif.with_comment(None, prompt)) == prompt


def test_comments_of_others_are_read() -> None:
    for raw in (b"ASCII\0\0\0Steps", b"UNICODE\0" + "Steps".encode("utf-16-le"), b"\0" * 8 + b"Steps", b"Steps"):
        tags = Image.Exif()
        tags.get_ifd(exif.EXIF_IFD)[exif.USER_COMMENT] = raw
        assert exif.comment(tags.tobytes().removeprefix(b"Exif\0\0")) == "Steps"


def test_a_comment_leaves_the_rest() -> None:
    assert exif.notes(exif.with_comment(block(1), "hello")) == {"Make": "Camera"}
    assert exif.comment(exif.with_comment(b"broken", "hello")) == "hello"
