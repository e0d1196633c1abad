"""Promises of opening and exporting: by content, within limits, whole or not at all, depth and profile kept."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.document import Document
from studio.core.errors import BadRequest, Unreadable
from studio.core.layers import Group, Mode, PixelLayer
from studio.core.tiles import Tiles
from studio.formats import chunks, files
from studio.formats.format import Flat, Format

IDS = [known.id for known in files.writable()]


def refusal(opening: Callable[[Path], object], path: Path) -> str:
    """What is said when the file cannot be opened, "" when it can; any other error fails the test."""
    try:
        opening(path)
    except Unreadable as error:
        return str(error)
    return ""


def layered(depth: int = 8) -> Document:
    most, dtype = (65535, np.uint16) if depth == 16 else (255, np.uint8)
    document = Document((40, 30), depth=depth)
    below, above = np.zeros((30, 40, 4), dtype), np.zeros((10, 10, 4), dtype)
    below[:], above[:] = (most, 0, 0, most), (0, most, 0, most)
    document.root.children = [
        PixelLayer("Photo", pixels=Tiles.of(below)),
        Group("Group", children=[PixelLayer("Kite", pixels=Tiles.of(above), origin={"task": "fill", "seed": 5})]),
    ]
    return document


@pytest.mark.parametrize("known", files.writable(), ids=lambda known: known.id)
def test_content_decides_not_the_suffix(tmp_path: Path, smooth: Callable[..., NDArray], known: Format) -> None:
    path = tmp_path / "holiday.xyz"
    files.export(path, smooth(), format=known.id)
    assert files.identify(path).id == known.id
    assert files.measure(path) == (64, 48)
    assert files.open_flat(path).picture.shape == (48, 64, 4)
    assert files.open_document(path).size == (64, 48)


@pytest.mark.parametrize("known", files.writable(), ids=lambda known: known.id)
def test_depth_is_kept_or_rounded(noise: Callable[..., NDArray], known: Format) -> None:
    back = files.decoded(files.encoded(noise(dtype=np.uint16, opaque=True), known.id))
    assert back.picture.dtype == (np.uint16 if known.deep else np.uint8)


@pytest.mark.parametrize("known", files.writable(), ids=lambda known: known.id)
def test_every_cut_is_told_in_a_sentence(tmp_path: Path, smooth: Callable[..., NDArray], known: Format) -> None:
    whole = files.encoded(smooth(), known.id)
    path = tmp_path / "cut"
    for share in (0.01, 0.1, 0.3, 0.5, 0.8, 0.97):
        path.write_bytes(whole[: max(1, int(len(whole) * share))])
        for said in (refusal(files.open_flat, path), refusal(files.open_document, path)):
            assert said, f"{known.id} opened although cut at {share}"
            assert "\n" not in said


@pytest.mark.parametrize("known", files.writable(), ids=lambda known: known.id)
def test_damaged_bytes_never_end_in_another_error(tmp_path: Path, smooth: Callable[..., NDArray],
                                                  known: Format) -> None:
    whole = files.encoded(Flat(smooth(), None, {"text": {"a": "b"}}), known.id, job={"task": "fill"})
    chance = random.Random(3)
    path = tmp_path / "damaged"
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(min(len(data), chance.choice((64, 600, 10**9))))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        said = refusal(files.open_document, path)
        assert "\n" not in (said or "")


def test_empty_foreign_and_missing_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    (tmp_path / "b.png").write_bytes(b"Dear friend, this is a letter and no picture at all, whatever its name.")
    with pytest.raises(Unreadable, match=r"a\.png is empty"):
        files.open_document(tmp_path / "a.png")
    with pytest.raises(Unreadable, match=r"b\.png is not a picture") as caught:
        files.open_document(tmp_path / "b.png")
    assert "JPEG" in caught.value.hint
    with pytest.raises(BadRequest, match=r"no file c\.png"):
        files.open_document(tmp_path / "c.png")
    with pytest.raises(BadRequest, match="folder"):
        files.open_document(tmp_path)


def test_a_giant_is_refused_from_its_header(tmp_path: Path) -> None:
    """Nothing of a claimed 20000 × 20000 is unpacked: the file holds no pixels at all."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 6, 0, 0, 0)
    data = b"".join((chunks.SIGNATURE, struct.pack(">I", 13), b"IHDR", header,
                     struct.pack(">I", zlib.crc32(b"IHDR" + header))))
    (tmp_path / "sky.png").write_bytes(data)
    (tmp_path / "sky.bmp").write_bytes(
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 20_000, 20_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(64)
    )
    (tmp_path / "sky.gif").write_bytes(
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
        + b"," + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\2\1\0\0;" + bytes(64)
    )
    for name, side in (("sky.png", 20_000), ("sky.bmp", 20_000), ("sky.gif", 65_535)):
        for asking in (files.measure, files.open_document, files.open_flat):
            with pytest.raises(Unreadable) as caught:
                asking(tmp_path / name)
            assert f"{name} is {side} × {side} pixels" in caught.value.message
            assert "16384 × 16384" in caught.value.message


def test_the_largest_size_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "sky.bmp").write_bytes(
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 16_384, 16_384, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(64)
    )
    assert files.measure(tmp_path / "sky.bmp") == (16_384, 16_384)


def test_a_flat_picture_becomes_one_layer(tmp_path: Path, noise: Callable[..., NDArray], icc: bytes,
                                          job: dict[str, Any]) -> None:
    picture = noise(dtype=np.uint16)
    files.export(tmp_path / "photo.png", Flat(picture, icc, {"text": {"Title": "x"}}), job=job)
    document = files.open_document(tmp_path / "photo.png")
    (layer,) = document.root.children
    assert isinstance(layer, PixelLayer)
    assert (layer.name, layer.locked, document.active) == ("Background", False, layer.id)
    assert (document.depth, document.icc, document.name, document.path) == (16, icc, "photo", None)
    assert np.array_equal(layer.pixels.read(document.canvas), picture)
    assert layer.origin == job
    assert document.metadata["text"]["Title"] == "x"
    assert not document.modified


@pytest.mark.parametrize("depth", [8, 16])
def test_a_document_exports_as_it_shows_with_its_jobs(tmp_path: Path, depth: int) -> None:
    files.export(tmp_path / "a.png", layered(depth))
    flat = files.open_flat(tmp_path / "a.png")
    most = np.iinfo(flat.picture.dtype).max
    assert flat.picture.dtype.itemsize * 8 == depth
    assert flat.picture[2, 2].tolist() == [0, most, 0, most]
    assert flat.picture[20, 20].tolist() == [most, 0, 0, most]
    assert flat.metadata["pentimento"] == {"task": "fill", "seed": 5}
    assert flat.metadata["source_type"] == "compositeWithTrainedAlgorithmicMedia"


def test_a_hidden_result_is_not_told_of(tmp_path: Path) -> None:
    document = layered()
    document.root.children[1].visible = False
    files.export(tmp_path / "a.png", document)
    assert files.open_flat(tmp_path / "a.png").metadata == {}


def test_several_jobs_are_told_bottom_to_top(tmp_path: Path) -> None:
    document = layered()
    document.root.children[0].origin = {"task": "generate", "prompt": "p", "steps": 3}
    files.export(tmp_path / "a.jpg", document)
    jobs = files.open_flat(tmp_path / "a.jpg").metadata["pentimento"]["jobs"]
    assert [one["task"] for one in jobs] == ["generate", "fill"]


def test_layers_stay_layers_when_a_document_is_saved(tmp_path: Path) -> None:
    document = layered()
    document.root.children[1].mode = Mode.MULTIPLY
    files.save_document(tmp_path / "a.ora", document)
    back = files.open_document(tmp_path / "a.ora")
    assert [layer.name for layer in back.root.walk()] == ["Photo", "Kite", "Group"]
    assert back.root.children[1].mode is Mode.MULTIPLY
    assert (back.name, back.path) == ("a", tmp_path / "a.ora")
    files.export(tmp_path / "b.ora", back)
    assert len(files.open_document(tmp_path / "b.ora").root.children) == 2


@pytest.mark.parametrize("source", IDS)
@pytest.mark.parametrize("target", IDS)
def test_everything_converts_to_everything(tmp_path: Path, smooth: Callable[..., NDArray], icc: bytes,
                                           job: dict[str, Any], source: str, target: str) -> None:
    start, end = tmp_path / f"a.{source}", tmp_path / f"b.{target}"
    files.export(start, Flat(smooth(), icc), format=source, job=job)
    files.convert(start, end, format=target)
    back = files.open_flat(end)
    assert np.abs(back.picture.astype(int) - smooth()).mean() < (14 if "gif" in (source, target) else 5)
    if not {"bmp", "gif"} & {source, target}:
        assert back.icc == icc
        assert back.metadata["pentimento"] == job


def test_the_suffix_chooses_the_format_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert files.format_for(Path("A.JPG")).id == "jpeg"
    assert files.format_for(Path("picture"), "png").id == "png"
    with pytest.raises(BadRequest, match=r"'\.xyz'") as caught:
        files.export(tmp_path / "a.xyz", np.zeros((2, 2, 4), np.uint8))
    assert ".png" in caught.value.hint
    with pytest.raises(BadRequest, match="'jpg2000'"):
        files.export(tmp_path / "a.png", np.zeros((2, 2, 4), np.uint8), format="jpg2000")
    with pytest.raises(BadRequest, match="H × W × 4"):
        files.export(tmp_path / "a.png", np.zeros((2, 2), np.uint8))
    assert os.listdir(tmp_path) == []


def test_readable_and_writable_are_listed() -> None:
    assert {".png", ".jpg", ".ora", ".tif"} <= set(files.readable_suffixes()) & set(files.writable_suffixes())
    assert files.readable()
    assert files.writable()


def test_listing_and_naming_formats_loads_no_picture_library() -> None:
    asked = ("from studio.formats import files, autosave, info; files.readable_suffixes(); import sys; "
             "print([name for name in ('cv2', 'PIL', 'tifffile', 'torch', 'PySide6') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_real_photographs_open(assets: Path) -> None:
    photos = sorted((assets / "photos").rglob("*.png"))
    assert photos
    for photo in photos:
        assert files.open_flat(photo).picture.shape[1::-1] == files.measure(photo)
