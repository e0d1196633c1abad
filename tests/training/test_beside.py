"""Pairs come side by side or from two folders, and stay together."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.beside import Beside
from studio.training.folder import Folder


def paper(colour: int, height: int = 20, width: int = 24) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


@pytest.fixture(name="pairs")
def _pairs(tmp_path: Path) -> Path:
    for number in range(4):
        both = np.hstack([paper(10 * number), paper(10 * number + 100)])
        cv2.imwrite(str(tmp_path / f"{number}.png"), both)
    return tmp_path


def test_the_left_half_is_the_source(pairs: Path) -> None:
    source, target = Beside(Folder(pairs), None, 16).batch(1, 8, np.random.default_rng(0))
    assert source.shape == target.shape == (8, 16, 16, 3)
    assert (target.astype(int) - source == 100).all()


def test_swapped_the_right_one_is(pairs: Path) -> None:
    source, target = Beside(Folder(pairs), None, 16, swap=True).clean(range(3), "none")
    assert (source.astype(int) - target == 100).all()


def test_pictures_of_two_folders_go_by_their_names(tmp_path: Path) -> None:
    for name, colours in (("a", range(4)), ("b", range(1, 4))):
        (tmp_path / name).mkdir()
        for number in colours:
            cv2.imwrite(str(tmp_path / name / f"{number}.png"), paper(number + (100 if name == "b" else 0)))
    source, target = Beside(Folder(tmp_path / "a"), tmp_path / "b", 16).batch(1, 20, np.random.default_rng(0))
    assert (target.astype(int) - source == 100).all()
    assert set(np.unique(source)) == {1, 2, 3}, "number 0 has no match"


def test_broken_and_single_pictures_are_left_out(pairs: Path) -> None:
    (pairs / "broken.png").write_bytes(b"not a picture")
    cv2.imwrite(str(pairs / "single.png"), paper(250))
    source, _ = Beside(Folder(pairs), None, 16).batch(1, 30, np.random.default_rng(0))
    assert source.max() == 30


def test_nothing_but_single_pictures_is_refused(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "single.png"), paper(250))
    with pytest.raises(BadRequest, match="None of the pairs"):
        Beside(Folder(tmp_path), None, 16).batch(1, 1, np.random.default_rng(0))


def test_folders_without_a_common_name_are_refused(pairs: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    cv2.imwrite(str(other / "else.png"), paper(1))
    with pytest.raises(BadRequest, match="is called like"):
        Beside(Folder(pairs), other, 16)
