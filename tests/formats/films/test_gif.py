"""256 colours that serve the whole film."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.formats.films import gif
from studio.formats.films.film import Film
from studio.formats.films.record import record

Frames = Callable[..., Iterator[NDArray[np.uint8]]]


def test_all_frames_share_one_palette(tmp_path: Path, moving: Frames) -> None:
    record(tmp_path / "film.gif", moving(5), Film())
    with Image.open(tmp_path / "film.gif") as picture:
        colours = set()
        for number in range(picture.n_frames):
            picture.seek(number)
            colours |= set(map(tuple, np.array(picture.convert("RGB")).reshape(-1, 3)))
    assert len(colours) <= 256


def test_a_small_spot_of_its_own_colour_keeps_it() -> None:
    frame = np.zeros((64, 64, 3), np.uint8)
    frame[..., 2] = np.arange(64) * 4
    frame[..., 0] = np.arange(64)[:, None] * 2
    frame[30:34, 30:34] = (0, 255, 0)
    counts = np.bincount(gif._bins(frame).ravel(), minlength=gif.BINS**3)
    colours = gif.palette(counts).astype(int)
    assert np.abs(colours - (0, 255, 0)).sum(axis=1).min() < 30


def test_how_often_it_plays_is_kept(tmp_path: Path, moving: Frames) -> None:
    for loops, told in ((0, 0), (1, None), (3, 2)):
        record(tmp_path / "film.gif", moving(3), Film(loops=loops))
        with Image.open(tmp_path / "film.gif") as picture:
            assert picture.info.get("loop") == told


def test_dithering_keeps_the_mean() -> None:
    colours = np.array([[0, 0, 0], [255, 255, 255], [128, 128, 128]], np.uint8)
    flat = np.full((64, 64, 3), 126, np.uint8)
    made = colours[gif.indexed(flat, gif._nearest(colours))]
    assert abs(float(made.mean()) - 126) < 12


def test_the_job_travels_in_the_file_and_every_frame_with_it(tmp_path: Path, moving: Frames) -> None:
    path, told = tmp_path / "film.gif", {"task": "walk", "seeds": "1," * 200}
    record(path, moving(5), Film(metadata=told))
    with Image.open(path) as picture:
        assert picture.n_frames == 5
    data = path.read_bytes()
    start = data.rindex(b"!\xfe") + 2
    parts = b""
    while data[start]:
        parts += data[start + 1 : start + 1 + data[start]]
        start += 1 + data[start]
    assert json.loads(parts) == told
    assert data[start:] == b"\0;"
