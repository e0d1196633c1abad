"""A training is a process of its own: this Python, or the frozen studio; its words go through files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import JobFailed
from studio.ui.panels.train import process


def test_it_is_this_very_python_or_the_frozen_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.command(["train", "vae"]) == (sys.executable, ["-m", "studio", "train", "vae"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.command(["train", "vae"]) == (sys.executable, ["train", "vae"])


def test_what_it_says_goes_to_files(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; print('a line'); print('Trouble', file=sys.stderr)"
    monkeypatch.setattr(process, "command", lambda words: (sys.executable, ["-c", code]))
    (tmp_path / "control").write_text("stop")
    process.start([], tmp_path)
    assert not (tmp_path / "control").exists(), "an old word does not stop a new start"
    qtbot.waitUntil(lambda: (tmp_path / "trouble.log").exists() and (tmp_path / "trouble.log").read_text() != "")
    assert (tmp_path / "progress.jsonl").read_text() == "a line\n"


def test_a_program_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda words: (str(tmp_path / "none"), []))
    with pytest.raises(JobFailed, match="could not be started"):
        process.start([], tmp_path)


def test_a_word_is_whole_or_not_there(tmp_path: Path) -> None:
    process.tell(tmp_path, "pause")
    assert (tmp_path / "control").read_text() == "pause"
    process.tell(tmp_path, "")
    assert list(tmp_path.iterdir()) == []
    process.tell(tmp_path / "gone", "stop")
