"""Trainings take turns, give way to what is painted, are stopped and gone on with, and are there again next day."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import BadRequest, Unwritable
from studio.engine.job import Job
from studio.engine.job import State as JobState
from studio.families.tasks import Fill
from studio.ui.desk import Desk
from studio.ui.panels.train import school as module
from studio.ui.panels.train import training as training_module
from studio.ui.panels.train.request import Request
from studio.ui.panels.train.school import School, folder
from studio.ui.panels.train.training import State, Training

ASKED = Request("srresnet", world="photographs")


def until(qtbot: QtBot, training: Training, state: State) -> None:
    qtbot.waitUntil(lambda: training.state is state, timeout=20_000)


def learning(qtbot: QtBot, training: Training) -> None:
    qtbot.waitUntil(lambda: training.state is State.RUNNING and training.step > 2, timeout=20_000)


def test_one_begins_is_followed_stopped_and_gone_on_with(school: School, qtbot: QtBot) -> None:
    training = school.begin(ASKED, "My cats")
    assert training.home == folder() / "my-cats"
    assert Request.read(training.home) == ASKED
    learning(qtbot, training)
    school.stop(training)
    assert training.state is State.STOPPING
    until(qtbot, training, State.STOPPED)
    at = training.kept_step
    assert at > 0
    school.go_on(training)
    qtbot.waitUntil(lambda: training.step > at + 3, timeout=20_000)
    assert not school._timer.isActive() or school.active
    school.stop(training)
    until(qtbot, training, State.STOPPED)
    assert not school._timer.isActive(), "nobody looks where nothing happens"


def test_a_second_one_waits_for_its_turn(school: School, qtbot: QtBot) -> None:
    first, second = school.begin(ASKED, "first"), school.begin(ASKED, "second")
    third = school.begin(ASKED, "third")
    assert (second.state, third.state) == (State.WAITING, State.WAITING)
    school.stop(third)
    assert third.state is State.IDLE, "one that waits is stopped at once"
    learning(qtbot, first)
    school.stop(first)
    learning(qtbot, second)
    school.stop_all()
    until(qtbot, second, State.STOPPED)


def test_it_pauses_while_a_picture_is_painted(school: School, desk: Desk, qtbot: QtBot) -> None:
    training = school.begin(ASKED, "polite")
    learning(qtbot, training)
    nothing = np.zeros((2, 2, 4), np.uint8)
    job = Job(Fill(picture=nothing, mask=nothing[..., 0]))
    job.state = JobState.RUNNING
    desk.engine._jobs.append(job)
    desk.engine.changed.emit()
    until(qtbot, training, State.PAUSED)
    held = training.step
    job.state = JobState.DONE
    desk.engine.changed.emit()
    qtbot.waitUntil(lambda: training.step > held + 2, timeout=20_000)
    desk.engine._jobs.clear()


def test_a_killed_one_is_noticed_and_goes_on_from_its_checkpoint(
    school: School, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_module, "_PATIENCE", 0.2)
    training = school.begin(ASKED, "killed")
    learning(qtbot, training)
    os.kill(training.pid, signal.SIGKILL)
    until(qtbot, training, State.BROKEN)
    assert "broken off" in training.error
    school.go_on(training)
    learning(qtbot, training)
    assert training.error == ""


def test_a_window_that_is_opened_anew_goes_on_following(school: School, desk: Desk, qtbot: QtBot) -> None:
    training = school.begin(ASKED, "lives on")
    learning(qtbot, training)
    other = School(desk.engine)
    (again,) = other.trainings
    assert again.state is State.RUNNING
    assert again.pid == training.pid
    other.stop(again)
    until(qtbot, again, State.STOPPED)
    until(qtbot, training, State.STOPPED)
    other.deleteLater()


def test_one_that_was_through_goes_on_as_long_again(school: School, qtbot: QtBot) -> None:
    training = school.begin(Request("srresnet", world="photographs", steps=5), "short")
    until(qtbot, training, State.DONE)
    assert training.step == 5
    school.go_on(training)
    qtbot.waitUntil(lambda: training.state is State.DONE and training.step == 10, timeout=20_000)


def test_deleting_needs_it_to_have_stopped_and_leaves_nothing(school: School, qtbot: QtBot) -> None:
    training = school.begin(ASKED, "gone")
    learning(qtbot, training)
    with pytest.raises(BadRequest, match="still runs"):
        school.delete(training)
    school.stop(training)
    until(qtbot, training, State.STOPPED)
    school.delete(training)
    assert school.trainings == []
    assert list(folder().iterdir()) == []


def test_names_are_never_taken_twice_and_never_empty(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.School, "_next", lambda self: None)
    assert [school.begin(ASKED, "Cats").name for _ in range(3)] == ["cats", "cats-2", "cats-3"]
    with pytest.raises(BadRequest, match="needs a name"):
        school.begin(ASKED, "…")


def test_a_disk_that_takes_nothing_is_a_sentence(school: School, own_home: Path) -> None:
    (own_home / "data").write_text("in the way")
    with pytest.raises(Unwritable, match="could not be made"):
        school.begin(ASKED, "mine")


def test_a_program_that_will_not_start_is_told_on_its_row(
    school: School, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module.process, "command", lambda words: (str(tmp_path / "none"), []))
    training = school.begin(ASKED, "unlucky")
    assert training.state is State.FAILED
    assert "could not be started" in training.error


def test_folders_that_are_no_trainings_are_passed_over(desk: Desk) -> None:
    (folder() / "notes").mkdir(parents=True)
    (folder() / "odd").mkdir()
    (folder() / "odd" / "training.json").write_text("{}")
    assert School(desk.engine).trainings == []
    assert sys.executable
