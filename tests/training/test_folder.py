"""A folder of the artist's own pictures, whatever lies in it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training import folder as module
from studio.training.folder import Folder

CHANCE = np.random.default_rng


def write(path: Path, pixels: np.ndarray) -> None:  # type: ignore[type-arg]
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels)


def test_every_kind_of_picture_comes_as_rgb(tmp_path: Path) -> None:
    write(tmp_path / "grey.png", np.full((5, 6), 80, np.uint8))
    write(tmp_path / "deep.png", np.full((7, 8, 3), 257 * 90, np.uint16))
    write(tmp_path / "small" / "photo.JPG", np.full((40, 30, 3), 120, np.uint8))
    write(tmp_path / "clear.png", np.zeros((3, 4, 4), np.uint8))
    found = Folder(tmp_path).some(10, CHANCE(0))
    assert sorted(picture.shape for picture in found) == [(3, 4, 3), (5, 6, 3), (7, 8, 3), (40, 30, 3)]
    assert {int(np.median(picture)) for picture in found} == {80, 90, 120, 255}


def test_broken_pictures_are_left_out_and_counted(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / f"{number}.png", np.full((5, 5, 3), number, np.uint8))
    (tmp_path / "empty.png").touch()
    whole = (tmp_path / "0.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    folder = Folder(tmp_path)
    assert len(folder.some(10, CHANCE(0))) == 3
    assert folder.skipped == "2 of 5 pictures could not be read and were left out."
    assert len(folder.some(2, CHANCE(1))) == 2


def test_few_pictures_are_warned_of(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / f"{number}.png", np.zeros((5, 5, 3), np.uint8))
    assert Folder(tmp_path).warning.startswith("The folder holds only 3 pictures")
    for number in range(module.FEW):
        (tmp_path / f"more-{number}.png").touch()
    assert Folder(tmp_path).warning == ""


def test_nothing_to_learn_from_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no folder"):
        Folder(tmp_path / "nowhere")
    with pytest.raises(BadRequest, match="holds no pictures"):
        Folder(tmp_path)
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(BadRequest, match="None of the 1 pictures"):
        Folder(tmp_path).some(3, CHANCE(0))


def test_of_200_000_only_those_that_are_needed_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [str(tmp_path / f"{number:06d}.png") for number in range(200_000)]
    monkeypatch.setattr(module, "_under", lambda home, suffixes: iter(names))
    folder = Folder(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(folder, "read", lambda name: opened.append(name) or np.zeros((2, 2, 3), np.uint8))
    assert len(folder.some(16, CHANCE(0))) == 16
    assert len(set(opened)) == len(opened) == 16


def test_hidden_files_and_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.png", np.zeros((5, 5, 3), np.uint8))
    write(tmp_path / ".trash" / "b.png", np.zeros((5, 5, 3), np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    assert [Path(name).name for name in Folder(tmp_path).names] == ["a.png"]
