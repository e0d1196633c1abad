"""train from the command line: a folder of pictures in, a model out; sentences for every bad folder or number."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.training import loop
from studio.training.curves import read

STRIPES = np.where(np.arange(64) // 4 % 2, np.uint8(220), np.uint8(30))[:, None, None] * np.ones((64, 64, 3), np.uint8)
QUICK = ("--size", "32", "--batch", "1", "--every", "1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f"{number}.png"), np.roll(STRIPES, number, axis=0))
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


def train(*words: object) -> int:
    return main(["train", "srresnet", *map(str, words)])


def test_a_folder_becomes_a_model_that_upscales(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, out = tmp_path / "mine", tmp_path / "out.png"
    assert train("--data", data, "--test", data, "--steps", 2, *QUICK, "-o", home) == 0
    said = capsys.readouterr()
    assert "only 4 pictures" in said.err
    assert "1 of 4 pictures could not be read" in said.err
    assert said.out == f"Trained 2 steps; the model is {home / 'mine.safetensors'}\n"
    assert all("psnr" in row for row in read(home / "log.csv"))
    words = ["upscale", str(data / "0.png"), "--scale", "2", "--model", str(home / "mine.safetensors"), "-o", str(out)]
    assert main(words) == 0
    assert cv2.imread(str(out)).shape == (128, 128, 3)


def test_it_goes_on_where_it_was(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "mine"
    assert train("--data", data, "--steps", 1, *QUICK, "-o", home) == 0
    assert train("--data", data, "--steps", 2, *QUICK, "-o", home) == 2
    assert "--resume" in capsys.readouterr().err
    assert train("--data", data, "--steps", 2, *QUICK, "--resume", "--json", "-o", home) == 0
    assert json.loads(capsys.readouterr().out) == {
        "kind": "srresnet", "steps": 2, "outputs": [str(home / "mine.safetensors")], "skipped": 1}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), [
    (("--steps", "-1"), "--steps must be 0"),
    (("--minutes", "-1"), "--minutes must be 0"),
    (("--batch", "0"), "Batch must be 1 to"),
    (("--pictures", "0"), "--pictures must be more than 0"),
    (("--every", "0"), "--every must be more than 0"),
    (("--seed", "-4"), "--seed must be 0 or more"),
    (("--world", "scenes"), "There are: photographs, textures."),
    (("--world", "textures", "--data", "."), "not both"),
    (("--data", "/nowhere"), "There is no folder"),
])  # fmt: skip
def test_a_wrong_request_is_a_sentence_and_leaves_nothing(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train("--steps", "1", *words, "-o", tmp_path / "mine") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_an_unknown_kind_is_told_which_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "anything", "-o", str(tmp_path / "a")]) == 2
    assert "There are: " in capsys.readouterr().err


def test_a_stop_by_the_keyboard_says_that_it_can_go_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loop._Run, "log", stopped)
    assert train("--data", data, "--steps", 90, "--size", 32, "--batch", 1, "-o", tmp_path / "mine") == 130
    assert "Go on with --resume." in capsys.readouterr().err
    assert (tmp_path / "mine" / "step-00000050" / "state.json").exists()
