"""Beside the samples stands how a training is: its buttons fit its state, and what went wrong is said in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.panels.train.request import Request
from studio.ui.panels.train.status import Status
from studio.ui.panels.train.training import State, Training


@pytest.fixture
def training(tmp_path: Path) -> Training:
    made = Training(tmp_path / "mine", Request("vae", {"size": 64, "latent": 8}, data="/cats", minutes=5))
    made.home.mkdir()
    made.state, made.step, made.fraction = State.RUNNING, 40, 0.4
    return made


@pytest.fixture
def status(qtbot: QtBot, dressed: QApplication, training: Training) -> Status:
    made = Status()
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    made.follow(training)
    return made


@pytest.mark.parametrize("state", State)
def test_the_buttons_fit_the_state(status: Status, training: Training, state: State) -> None:
    training.state = state
    status.refresh()
    assert status.stop.isVisible() != status.go_on.isVisible()
    assert status.go_on.isVisible() is training.can_go_on
    assert status.delete.isEnabled() is not state.active
    assert status.badge.text == state.value


def test_what_was_chosen_is_listed(status: Status) -> None:
    facts = {fact.name.text(): fact.value.text() for fact in status._facts}
    assert facts["Size"] == "64 px"
    assert facts["Pictures"] == "cats"
    assert facts["Time"] == "5 min"


def test_it_can_be_used_as_soon_as_there_is_a_model(status: Status, training: Training) -> None:
    assert not status.use.isEnabled()
    assert "first checkpoint" in status.why.text()
    training.model.write_bytes(b"weights")
    training.kept_step = 20
    status.refresh()
    assert status.use.isEnabled()
    assert status.why.text() == "As it was after step 20. It can learn on meanwhile."
    asked: list[object] = []
    status.use_asked.connect(asked.append)
    status.use.click()
    assert asked == [training]


def test_trouble_and_warnings_are_said_in_full(status: Status, training: Training) -> None:
    training.state, training.error, training.hint = State.FAILED, "The disk is full.", "Make room."
    training.said = ["Only three.", "One could not be read."]
    status.refresh()
    assert status.trouble.text() == "The disk is full. Make room."
    assert status.warning.sentence.text() == "Only three.\nOne could not be read."
    training.error, training.said = "", []
    status.refresh()
    assert not status.trouble.isVisible()
    assert not status.warning.isVisible()


def test_a_kind_of_another_version_is_shown_but_not_used(status: Status, tmp_path: Path) -> None:
    status.follow(Training(tmp_path, Request("tomorrow")))
    assert not status.use.isEnabled()
    assert "does not know" in status.why.text()
