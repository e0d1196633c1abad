"""Promises of TIFF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.core.errors import Unreadable
from studio.formats import files
from studio.formats.format import Flat


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("opaque", [True, False])
def test_pixels_and_notes_come_back(noise: Callable[..., NDArray], icc: bytes, job: dict[str, Any], dtype: type,
                                    opaque: bool) -> None:
    picture = noise(dtype=dtype, opaque=opaque)
    if not opaque:
        picture[:9, :, 3] = 0
    back = files.decoded(files.encoded(Flat(picture, icc, {"dpi": [300.0, 150.0]}), "tiff", job=job))
    assert back.picture.dtype == dtype
    assert np.array_equal(back.picture, picture)
    assert back.icc == icc
    assert back.metadata["pentimento"] == job
    assert back.metadata["dpi"] == [300.0, 150.0]
    assert "Steps: 20" in back.metadata["text"]["parameters"]


def test_pillow_reads_what_is_written(tmp_path: Path, noise: Callable[..., NDArray]) -> None:
    files.export(tmp_path / "a.tif", noise())
    with Image.open(tmp_path / "a.tif") as image:
        assert np.array_equal(np.asarray(image), noise())


@pytest.mark.parametrize("packing", ["raw", "tiff_lzw", "tiff_deflate", "packbits", "jpeg"])
def test_every_packing_is_read(tmp_path: Path, smooth: Callable[..., NDArray], packing: str) -> None:
    Image.fromarray(smooth()[..., :3]).save(tmp_path / "a.tif", compression=packing)
    back = files.open_flat(tmp_path / "a.tif").picture
    assert np.abs(back.astype(int) - smooth()).mean() < (4 if packing == "jpeg" else 1e-9)


@pytest.mark.parametrize("packing", [1, 5, 8])
def test_deep_pictures_of_other_programs_are_read(tmp_path: Path, noise: Callable[..., NDArray], packing: int) -> None:
    """OpenCV writes LZW, which tifffile alone cannot unpack."""
    import cv2

    deep = noise(dtype=np.uint16)
    done, data = cv2.imencode(".tiff", deep[..., 2::-1], [cv2.IMWRITE_TIFF_COMPRESSION, packing])
    assert done
    (tmp_path / "a.tif").write_bytes(data.tobytes())
    assert np.array_equal(files.open_flat(tmp_path / "a.tif").picture[..., :3], deep[..., :3])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "LAB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (5, 4)).save(tmp_path / "a.tif")
    assert files.open_flat(tmp_path / "a.tif").picture.shape == (4, 5, 4)


def test_deep_kinds_are_read_exactly(tmp_path: Path) -> None:
    import tifffile

    path = tmp_path / "a.tif"
    grey = np.arange(0, 60_000, 3000, dtype=np.uint16).reshape(4, 5)
    colour = np.dstack((grey, grey[::-1], grey[:, ::-1]))
    tifffile.imwrite(path, grey, photometric="minisblack")
    assert np.array_equal(files.open_flat(path).picture[..., 1], grey)
    tifffile.imwrite(path, grey, photometric="miniswhite")
    assert np.array_equal(files.open_flat(path).picture[..., 1], 65535 - grey)
    tifffile.imwrite(path, np.moveaxis(colour, -1, 0), photometric="rgb", planarconfig="separate")
    assert np.array_equal(files.open_flat(path).picture[..., :3], colour)
    tifffile.imwrite(path, (colour / 65535).astype(np.float32), photometric="rgb")
    assert np.array_equal(files.open_flat(path).picture[..., :3], colour)
    printed = np.dstack((grey, grey * 0, grey * 0, grey * 0))
    tifffile.imwrite(path, printed, photometric="separated")
    assert files.open_flat(path).picture[0, 0].tolist() == [65535] * 4


def test_associated_alpha_becomes_straight(tmp_path: Path) -> None:
    import tifffile

    pixels = np.full((4, 5, 4), 16384, np.uint16)
    pixels[..., 3] = 32768
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", extrasamples=["assocalpha"])
    assert files.open_flat(tmp_path / "a.tif").picture[0, 0].tolist() == [32768, 32768, 32768, 32768]


@pytest.mark.parametrize("way", range(1, 9))
def test_orientation_is_honoured_at_both_depths(tmp_path: Path, noise: Callable[..., NDArray], way: int) -> None:
    import tifffile

    from studio.formats import exif

    for dtype in (np.uint8, np.uint16):
        picture = noise(dtype=dtype, opaque=True)
        tifffile.imwrite(tmp_path / "a.tif", picture[..., :3], photometric="rgb", extratags=[(274, 3, 1, way, True)])
        back = files.open_flat(tmp_path / "a.tif").picture
        assert np.array_equal(back, exif.turned(picture, way))
        assert files.measure(tmp_path / "a.tif") == back.shape[1::-1]


def test_pages_are_counted(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (6, 5), (shade, 0, 0)) for shade in (9, 99)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    flat = files.open_flat(tmp_path / "a.tif")
    assert flat.metadata["frames"] == 2
    assert flat.picture[0, 0, 0] == 9


def test_samples_of_no_known_kind_are_refused(tmp_path: Path) -> None:
    import tifffile

    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5), np.uint32))
    with pytest.raises(Unreadable, match="uint32"):
        files.open_flat(tmp_path / "a.tif")
