"""Promises of PNG: every kind of pixel, and every note."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import Unreadable
from studio.formats import chunks, files, png
from studio.formats.format import Flat


def raw(colour: int, bits: int, rows: bytes, width: int, height: int, *extra: tuple[bytes, bytes]) -> bytes:
    """A PNG put together by hand from filter-less rows."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)), *extra,
             (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return chunks.SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def by_pillow(image: Image.Image, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def first(data: bytes) -> list[int]:
    return png.decoded(data)[0][0, 0].tolist()


def palette(**options: Any) -> bytes:
    image = Image.new("P", (5, 4), 1)
    image.putpalette([0, 0, 0, 10, 20, 30])
    return by_pillow(image, **options)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pixels_come_back_bit_for_bit_even_under_alpha_0(tmp_path: Path, noise: Callable[..., NDArray],
                                                          dtype: type) -> None:
    picture = noise(dtype=dtype)
    picture[:9, :, 3] = 0
    files.export(tmp_path / "a.png", picture)
    back = files.open_flat(tmp_path / "a.png").picture
    assert back.dtype == dtype
    assert np.array_equal(back, picture)


@pytest.mark.parametrize(("data", "pixel"), [
    (by_pillow(Image.new("1", (5, 4), 1)), [255, 255, 255, 255]),
    (by_pillow(Image.new("L", (5, 4), 100)), [100, 100, 100, 255]),
    (by_pillow(Image.new("L", (5, 4), 100), transparency=100), [100, 100, 100, 0]),
    (by_pillow(Image.new("LA", (5, 4), (100, 50))), [100, 100, 100, 50]),
    (palette(), [10, 20, 30, 255]),
    (palette(transparency=1), [10, 20, 30, 0]),
    (palette(transparency=b"\xff\x40"), [10, 20, 30, 64]),
    (by_pillow(Image.new("RGB", (5, 4), (1, 2, 3))), [1, 2, 3, 255]),
    (by_pillow(Image.new("RGB", (5, 4), (1, 2, 3)), transparency=(1, 2, 3)), [1, 2, 3, 0]),
    (by_pillow(Image.new("RGBA", (5, 4), (0, 0, 0, 77))), [0, 0, 0, 77]),
    (raw(0, 2, b"\0\x40" * 4, 4, 4), [85, 85, 85, 255]),
    (raw(0, 2, b"\0\x40" * 4, 4, 4, (b"tRNS", b"\0\1")), [85, 85, 85, 0]),
    (raw(0, 16, (b"\0" + struct.pack(">H", 40000) * 4) * 4, 4, 4), [40000] * 3 + [65535]),
    (raw(4, 16, (b"\0" + struct.pack(">HH", 40000, 9) * 4) * 4, 4, 4), [40000] * 3 + [9]),
    (raw(2, 16, (b"\0" + struct.pack(">HHH", 4, 5, 60000) * 4) * 4, 4, 4), [4, 5, 60000, 65535]),
    (raw(6, 8, (b"\0" + bytes([9, 8, 7, 6]) * 4) * 4, 4, 4, (b"gAMA", struct.pack(">I", 100000))), [9, 8, 7, 6]),
], ids=["1-bit", "grey", "grey key", "grey alpha", "palette", "palette key", "palette alpha", "rgb", "rgb key",
        "alpha only", "2-bit", "2-bit key", "grey 16", "grey alpha 16", "rgb 16", "gamma"])
def test_every_kind_of_pixel_is_read(data: bytes, pixel: list[int]) -> None:
    assert first(data) == pixel


def test_all_notes_come_back(tmp_path: Path, noise: Callable[..., NDArray], icc: bytes, job: dict[str, Any]) -> None:
    for dtype in (np.uint8, np.uint16):
        flat = Flat(noise(dtype=dtype), icc, {"pentimento": job, "text": {"Title": "Über", "Ort": "北京"},
                                              "dpi": [300.0, 300.0], "source_type": "digitalArt"})
        files.export(tmp_path / "a.png", flat)
        back = files.open_flat(tmp_path / "a.png")
        assert back.icc == icc
        assert back.metadata["pentimento"] == job
        assert back.metadata["text"].items() >= {"Title": "Über", "Ort": "北京"}.items()
        assert back.metadata["dpi"] == pytest.approx([300, 300], abs=0.02)
        assert back.metadata["source_type"] == "digitalArt"


def test_other_programs_read_what_is_written(tmp_path: Path, noise: Callable[..., NDArray], icc: bytes,
                                             job: dict[str, Any]) -> None:
    job["prompt"] = "ein Käfer"
    files.export(tmp_path / "a.png", Flat(noise(), icc, {"pentimento": job}))
    with Image.open(tmp_path / "a.png") as image:
        image.load()
        assert image.info["parameters"].startswith("ein Käfer\nNegative prompt: blur\nSteps: 20")
        assert image.info["icc_profile"] == icc
        assert b"tEXtparameters" in (tmp_path / "a.png").read_bytes()


def test_exif_turns_a_png_too(tmp_path: Path, noise: Callable[..., NDArray]) -> None:
    tags = Image.Exif()
    tags[0x0112] = 6
    picture = noise(opaque=True)
    Image.fromarray(picture).save(tmp_path / "a.png", exif=tags)
    assert np.array_equal(files.open_flat(tmp_path / "a.png").picture, np.rot90(picture, -1))


def test_a_grey_profile_is_not_kept_for_rgb(tmp_path: Path, icc: bytes) -> None:
    grey = bytearray(icc)
    grey[16:20] = b"GRAY"
    Image.new("L", (4, 4), 9).save(tmp_path / "a.png", icc_profile=bytes(grey))
    assert files.open_flat(tmp_path / "a.png").icc is None


def test_an_animation_opens_its_first_picture_and_says_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (6, 5), (shade, 0, 0)) for shade in (9, 99, 199)]
    frames[0].save(tmp_path / "a.png", save_all=True, append_images=frames[1:])
    flat = files.open_flat(tmp_path / "a.png")
    assert flat.picture[0, 0].tolist() == [9, 0, 0, 255]
    assert flat.metadata["frames"] == 3


def test_pixels_cut_inside_their_chunk_are_damage() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        png.decoded(raw(6, 8, b"\0" + bytes(20), 5, 4))


def test_a_claimed_giant_is_refused_before_unpacking() -> None:
    with pytest.raises(Unreadable, match="100000 × 100000"):
        png.decoded(raw(6, 8, b"", 100_000, 100_000))
