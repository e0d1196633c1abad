"""A training is told from its files alone: also one of an earlier day, and one that was killed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from studio.ui.panels.train import training as module
from studio.ui.panels.train.request import Request
from studio.ui.panels.train.training import State, Training, last_words, lives, worded


def said(home: Path, *lines: dict[str, Any], more: str = "") -> None:
    with (home / "progress.jsonl").open("a") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines) + more)


def step(number: int, **more: Any) -> dict[str, Any]:
    told = {"step": number, "fraction": number / 100, "seconds": number / 4, "losses": {"l1": 0.5}, "kept": False}
    return told | more


@pytest.fixture
def training(tmp_path: Path) -> Training:
    made = Training(tmp_path, Request("srresnet", steps=100))
    made.begun()
    return made


def test_it_follows_line_by_line_and_waits_for_whole_ones(training: Training) -> None:
    assert not training.refresh()
    said(training.home, {"pid": os.getpid(), "home": "x"}, {"note": "Drawing pictures: 3%", "fraction": 0},
         more='{"step": 1, "frac')
    assert training.refresh()
    assert (training.state, training.note, training.pid) == (State.STARTING, "Drawing pictures: 3%", os.getpid())
    said(training.home, more='tion": 0.01, "seconds": 0.2, "losses": {"l1": 0.5}, "kept": false}\n')
    said(training.home, step(20), step(40, kept=True), {"said": "Only three."})
    assert training.refresh()
    assert (training.state, training.step, training.kept_step) == (State.RUNNING, 40, 40)
    assert training.rate == pytest.approx(4, rel=0.1)
    assert training.seconds_left == pytest.approx(15, rel=0.1)
    assert training.said == ["Only three."]
    assert not training.refresh()


@pytest.mark.parametrize(("line", "state"), [
    ({"stopped": 12}, State.STOPPED),
    ({"error": {"kind": "Unwritable", "message": "Full.", "hint": "Make room."}}, State.FAILED),
    ({"kind": "srresnet", "steps": 100, "outputs": ["a"], "skipped": 0}, State.DONE),
    ({"paused": True}, State.PAUSED),
])  # fmt: skip
def test_every_end_is_known(training: Training, line: dict[str, Any], state: State) -> None:
    said(training.home, {"pid": os.getpid(), "home": ""}, step(12), line)
    assert training.refresh()
    assert training.state is state
    assert training.can_go_on is (state is not State.PAUSED)


def test_one_of_an_earlier_day_stands_where_it_ended(tmp_path: Path) -> None:
    said(tmp_path, {"pid": 1, "home": ""}, *(step(n % 90) for n in range(2000)), step(77, kept=True), {"stopped": 77})
    again = Training(tmp_path, Request("srresnet")).attach()
    assert (again.state, again.step, again.kept_step, again.pid) == (State.STOPPED, 77, 77, 1)


def test_one_that_was_killed_is_broken_off_and_keeps_its_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "step-00000050").mkdir()
    (tmp_path / "step-00000050" / "state.json").write_text("{}")
    (tmp_path / "step-00000060").mkdir()
    said(tmp_path, {"pid": 2**22 + 5, "home": ""}, step(57))
    again = Training(tmp_path, Request("srresnet")).attach()
    assert again.state is State.BROKEN
    assert again.kept_step == 50, "a checkpoint without its state is none"
    assert "broken off at step 57. The checkpoint of step 50 is kept" in again.error


def test_a_process_that_dies_at_once_says_why(training: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", -1.0)
    training.refresh()
    assert training.state is State.STARTING, "it may still be loading"
    (training.home / "trouble.log").write_text("Traceback …\nModuleNotFoundError: No module named 'torch'\n")
    training.refresh()
    assert training.state is State.BROKEN
    assert "No module named" in training.hint


def test_nonsense_in_the_file_is_passed_over(training: Training) -> None:
    said(training.home, {"pid": os.getpid(), "home": ""}, more="warning: something\n[1]\n")
    said(training.home, step(3))
    training.refresh()
    assert training.step == 3


def test_sheets_are_told_from_those_beside_the_nearest(training: Training) -> None:
    folder = training.home / "sheets"
    folder.mkdir()
    for name in ("00000020.png", "00000001.png", "00000020-nearest.png", "notes.png", "00000030.part"):
        (folder / name).write_bytes(b"")
    assert [number for number, _ in training.sheets()] == [1, 20]
    assert [number for number, _ in training.sheets(nearest=True)] == [20]


def test_another_process_with_its_number_is_not_it(tmp_path: Path) -> None:
    assert not lives(os.getpid(), tmp_path)
    assert not lives(0, tmp_path)
    assert not lives(2**22 + 5, tmp_path)


def test_hints_are_said_for_the_window_and_last_words_only_if_they_are_errors(tmp_path: Path) -> None:
    assert worded("Make room on the disk, then go on with --resume.") == "Make room on the disk, then go on."
    assert "--" not in worded("Give a folder of pictures with --data DIR.")
    assert last_words(tmp_path / "none") == ""
    (tmp_path / "log").write_text("UserWarning: dull\nall well\n")
    assert last_words(tmp_path / "log") == ""
