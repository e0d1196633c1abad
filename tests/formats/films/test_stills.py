"""One PNG a frame, in a folder that is whole or not there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import BadRequest, Unwritable
from studio.formats.films.film import Film
from studio.formats.films.record import format_named, record

Frames = Callable[..., Iterator[NDArray[np.uint8]]]
STILLS = format_named("stills")


def test_every_frame_is_a_picture_bit_for_bit(tmp_path: Path, moving: Frames) -> None:
    folder = tmp_path / "film"
    assert record(folder, moving(4), Film(Fraction(12), metadata={"task": "animate"}), STILLS) == 4
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["film.json", *(f"frame-{number:05}.png" for number in range(1, 5))]
    for name, wanted in zip(names[1:], moving(4), strict=True):
        assert (cv2.imread(str(folder / name))[..., ::-1] == wanted).all()
    assert json.loads((folder / "film.json").read_text()) == {"fps": "12", "frames": 4, "job": {"task": "animate"}}


def test_transparency_stays(tmp_path: Path, moving: Frames) -> None:
    record(tmp_path / "film", moving(2, channels=4), Film(), STILLS)
    found = cv2.imread(str(tmp_path / "film" / "frame-00002.png"), cv2.IMREAD_UNCHANGED)
    assert (found[..., 3] == list(moving(2, channels=4))[1][..., 3]).all()


def test_a_film_that_breaks_off_leaves_no_folder(tmp_path: Path, moving: Frames) -> None:
    def broken() -> Iterator[NDArray[np.uint8]]:
        yield from moving(3)
        raise KeyError("no more")

    with pytest.raises(KeyError):
        record(tmp_path / "film", broken(), Film(), STILLS)
    with pytest.raises(BadRequest, match="at least one frame"):
        record(tmp_path / "film", iter([]), Film(), STILLS)
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_not_touched(tmp_path: Path, moving: Frames) -> None:
    (tmp_path / "film").mkdir()
    (tmp_path / "film" / "mine.txt").write_text("mine")
    with pytest.raises(Unwritable, match="not empty"):
        record(tmp_path / "film", moving(2), Film(), STILLS)
    assert [path.name for path in (tmp_path / "film").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path, moving: Frames) -> None:
    (tmp_path / "film").mkdir()
    record(tmp_path / "film", moving(2), Film(), STILLS)
    assert len(list((tmp_path / "film").iterdir())) == 3
