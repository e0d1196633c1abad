"""Whoever follows a training reads what it does, and can hold and end it by a word in a file."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.__main__ import main
from studio.cli import follow
from studio.cli.follow import CONTROL, Reins
from studio.engine.job import Cancelled
from studio.training.loop import Moment


@pytest.fixture(autouse=True)
def stepped_back(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often; the tests themselves keep their priority, which could not be had back."""
    told: list[bool] = []
    monkeypatch.setattr(follow, "_step_back", lambda: told.append(True))
    return told


def silent(fraction: float, preview: object = None, note: str = "") -> None:
    return


def moment(step: int = 1, kept: bool = False, warning: str = "") -> Moment:
    return Moment(step, 0.5, 2.0, {"l1": 0.25}, kept, warning)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_training_tells_what_it_does_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((40, 40, 3), 60 * number, np.uint8))
    (tmp_path / "broken.png").write_bytes(b"none")
    home = tmp_path / "mine"
    assert main(["train", "srresnet", "--data", str(tmp_path), "--size", "32", "--batch", "1", "--steps", "3",
                 "--every", "2", "--follow", "--json", "-o", str(home)]) == 0  # fmt: skip
    told = lines(capsys)
    assert told[0] == {"pid": os.getpid(), "home": str(home)}
    assert "only 4 pictures" in told[1]["said"]
    assert any("1 of 4 pictures could not be read" in line.get("said", "") for line in told)
    steps = [line for line in told if "losses" in line]
    assert [line["step"] for line in steps if line["kept"]] == [2, 3]
    assert {"step", "fraction", "seconds", "losses", "kept"} == set(steps[0])
    assert told[-1]["outputs"] == [str(home / "mine.safetensors")]
    assert (home / "sheets" / "00000001.png").exists(), "there is something to see at once"


def test_the_word_stop_ends_it_between_two_steps_with_a_checkpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "_LOOK", 0.0)
    home = tmp_path / "mine"
    home.mkdir()
    (home / CONTROL).write_text("stop")
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((40, 40, 3), np.uint8))
    assert main(["train", "srresnet", "--data", str(tmp_path), "--size", "32", "--batch", "1", "--follow", "--json",
                 "-o", str(home)]) == 130  # fmt: skip
    assert lines(capsys)[-1] == {"stopped": 1}
    assert (home / "step-00000001" / "state.json").exists()
    assert not (home / CONTROL).exists(), "going on is not stopped by an old word"


def test_a_pause_stands_still_and_does_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_LOOK", 0.01)
    (tmp_path / CONTROL).write_text("pause")
    free = threading.Timer(0.15, (tmp_path / CONTROL).unlink)
    with Reins(tmp_path, True, silent) as reins:
        reins.hear(moment())
        reins._looked = 0.0
        before = reins.clock()
        free.start()
        reins(0.5)
        assert reins.clock() - before < 0.1
    free.join()
    told = lines(capsys)
    assert [line["paused"] for line in told if "paused" in line] == [True, False]


def test_a_pause_that_nobody_asks_for_any_more_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / CONTROL).write_text("pause")
    os.utime(tmp_path / CONTROL, (1, 1))
    reins = Reins(tmp_path, True, silent)
    assert reins._word() == ""
    (tmp_path / CONTROL).write_bytes(b"\xff\xfe")
    assert reins._word() == ""


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_first_signal_waits_for_the_step_and_a_second_does_not(tmp_path: Path, name: signal.Signals) -> None:
    before = signal.getsignal(name)
    with pytest.raises(KeyboardInterrupt), Reins(tmp_path, False, silent) as reins:  # noqa: PT012
        reins.hear(moment())
        signal.raise_signal(name)
        with pytest.raises(Cancelled):
            reins(0.5)
        signal.raise_signal(name)
    assert signal.getsignal(name) is before


def test_before_the_first_step_a_signal_ends_it_at_once(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Reins(tmp_path, False, silent):
        signal.raise_signal(signal.SIGINT)


def test_warnings_are_said_once_and_preparing_has_its_own_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Reins(tmp_path, True, silent) as reins:
        reins(0.0, note="Drawing pictures: 3%")
        reins.hear(moment(warning="All alike."))
        reins.hear(moment(2, kept=True, warning="All alike."))
    told = lines(capsys)
    assert told[1] == {"note": "Drawing pictures: 3%", "fraction": 0.0}
    assert sum("said" in line for line in told) == 1


def test_it_gives_way_from_the_first_work_on_and_not_while_it_loads(tmp_path: Path, stepped_back: list[bool]) -> None:
    with Reins(tmp_path, True, silent) as reins:
        assert stepped_back == []
        reins.hear(moment())
        reins(0.5)
    assert stepped_back == [True]
    with Reins(tmp_path, False, silent) as reins:
        reins.hear(moment())
    assert stepped_back == [True]


def test_without_a_follower_nothing_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[float] = []
    with Reins(tmp_path, False, lambda fraction, preview=None, note="": seen.append(fraction)) as reins:
        reins.hear(moment(warning="All alike."))
        reins(0.5)
    assert seen == [0.5]
    assert capsys.readouterr().out == ""
