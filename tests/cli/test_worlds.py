"""`pentimento worlds` writes pictures, labels and a sheet, and says in a sentence what it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.cli.worlds import held, sheet
from studio.core.errors import BadRequest
from studio.training.worlds.scenes import WORLD


def test_pictures_labels_and_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["worlds", "scenes", "--count", "3", "--seed", "8", "--size", "48", "--fact", "season=fall", "--json"]
    assert main([*words, "-o", str(tmp_path / "out")]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 3
    known = json.loads((tmp_path / "out" / "labels.json").read_text())
    assert [row["seed"] for row in known["pictures"]] == [8, 9, 10]
    sample = WORLD.draw(9, 48, facts={"season": "fall"})
    row = known["pictures"][1]
    assert (row["facts"], row["caption"]) == (sample.facts, sample.caption)
    picture = cv2.imread(str(tmp_path / "out" / row["picture"]))[..., ::-1]
    assert np.array_equal(picture, sample.picture)
    labels = cv2.imread(str(tmp_path / "out" / "scenes-9-segmentation.png"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(labels, sample.segmentation)
    assert cv2.imread(str(tmp_path / "out" / "sheet.png")).shape[:2] == (96, 96)


def test_shards_are_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["worlds", "glyphs", "--count", "5", "--shards", "--processes", "1", "-o", str(tmp_path), "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 5
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no world called 'nowhere'"),
        (["scenes", "--count", "0"], "at least one"),
        (["scenes", "--seed", "-3"], "A seed is"),
        (["scenes", "--size", "5"], "size must be"),
        (["scenes", "--manner", "crayon"], "cannot be painted as 'crayon'"),
        (["scenes", "--fact", "season"], "NAME=VALUE"),
        (["scenes", "--fact", "season=monsoon"], "season cannot be 'monsoon'"),
        (["scenes", "--fact", "wings=2"], "no fact called 'wings'"),
        (["scenes", "--fact", "hills=some"], "hills must be a number"),
    ],
)
def test_what_cannot_be_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["worlds", *words, "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("out/*"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["worlds", "glyphs", "-o", str(tmp_path / "file" / "out")]) == 1
    assert "cannot be made" in capsys.readouterr().err


def test_facts_are_read_by_their_kind() -> None:
    assert held(WORLD, "fence=yes") == ("fence", True)
    assert held(WORLD, "hills=2") == ("hills", 2)
    assert held(WORLD, "light_x=0.25") == ("light_x", 0.25)
    with pytest.raises(BadRequest, match="true or false"):
        held(WORLD, "fence=perhaps")


def test_a_sheet_is_nearly_square() -> None:
    pictures = [np.full((8, 8, 3), at, np.uint8) for at in range(24)]
    whole = sheet(pictures)
    assert whole.shape == (32, 48, 3)
    assert (whole[8:16, 0:8] == 6).all()
