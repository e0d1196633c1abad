"""Several pictures go to a folder, and one that fails does not stop the others."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.fixture
def pictures(files: Path) -> list[Path]:
    cv2.imwrite(str(files / "deep.png"), np.full((6, 8, 3), 40_000, np.uint16))
    cv2.imwrite(str(files / "photo.jpg"), np.full((10, 8, 3), 90, np.uint8))
    return [files / "deep.png", files / "photo.jpg"]


def test_each_goes_to_the_folder_under_its_name(
    files: Path, pictures: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    goal = files / "large"
    words = ["--model", "lanczos", "--scale", 2]
    assert run("upscale", *pictures, *words, "-o", goal, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [Path(each["outputs"][0]).name for each in told["results"]] == ["deep.png", "photo.jpg"]
    deep = cv2.imread(str(goal / "deep.png"), cv2.IMREAD_UNCHANGED)
    assert deep.shape[:2] == (12, 16)
    assert deep.dtype == np.uint16
    assert cv2.imread(str(goal / "photo.jpg")).shape == (20, 16, 3)
    assert run("upscale", files / "in.png", *words, "-o", goal) == 0, "a folder that is there takes one picture too"
    assert (goal / "in.png").exists()


def test_what_fails_is_told_and_the_others_are_written(
    files: Path, pictures: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    sources = [pictures[0], files / "broken.png", pictures[1]]
    assert run("upscale", *sources, "--model", "lanczos", "-o", files / "large") == 1
    said = capsys.readouterr()
    assert "broken.png" in said.err
    assert "1 of 3 pictures could not be enlarged" in said.err
    assert said.out.count("Wrote") == 2
    assert run("upscale", *sources, "--model", "lanczos", "-o", files / "large", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["failed"] == 1
    assert "error" in told["results"][1]


def test_several_need_a_folder_that_is_not_their_own(
    files: Path, pictures: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for out in (files / "in.png", files / "new.png", "-"):
        assert run("upscale", *pictures, "-o", out) == 2
        assert "need a folder" in capsys.readouterr().err
    assert run("upscale", *pictures, "-o", files) == 2
    assert "would be written over" in capsys.readouterr().err
