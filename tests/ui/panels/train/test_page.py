"""The workspace as a whole, with a process that only pretends to learn: begin, watch, trouble, delete, leave."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.panels.train.page import TrainPage
from studio.ui.panels.train.questions import DeleteQuestion, LeaveQuestion
from studio.ui.panels.train.school import folder as trainings_folder
from studio.ui.panels.train.training import State, Training
from studio.ui.window import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: Window, pupil: None, qtbot: QtBot, end: Callable[[Sequence[Training]], None]) -> Iterator[TrainPage]:
    window.show_workspace("train")
    yield window.train
    end(window.train.school.trainings)
    for training in window.train.school.trainings:
        training.state = State.STOPPED


def drawn(page: TrainPage, qtbot: QtBot, name: str = "mine") -> Training:
    """A training on drawn pictures."""
    qtbot.mouseClick(page.begin.source.which.part("drawn"), LEFT)
    page.plan.limits.set_value({"name": name})
    qtbot.mouseClick(page.plan.button, LEFT)
    assert page.current is not None
    return page.current


def test_it_begins_only_when_there_are_pictures(page: TrainPage, qtbot: QtBot) -> None:
    assert not page.plan.button.isEnabled()
    assert page.plan.button.toolTip() == "Choose a folder of pictures first."
    assert page.start() is None
    assert "Choose a folder" in page.plan.notice.text()
    training = drawn(page, qtbot)
    assert training.request.world == "portraits"
    assert page.middle.currentWidget() is not page.begin
    assert [row.training for row in page.side.rows.rows] == [training]
    qtbot.waitUntil(lambda: training.step > 3, timeout=20_000)
    assert "Step" in page.status.line.text()
    assert page.plan.notice.isHidden()


def test_a_name_that_cannot_be_is_said_where_the_button_is(page: TrainPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.begin.source.which.part("drawn"), LEFT)
    page.plan.limits.set_value({"name": "…"})
    qtbot.mouseClick(page.plan.button, LEFT)
    assert page.current is None
    assert "needs a name" in page.plan.notice.text()


def test_a_new_one_can_be_put_together_while_one_runs(page: TrainPage, qtbot: QtBot) -> None:
    first = drawn(page, qtbot, "first")
    qtbot.mouseClick(page.side.new, LEFT)
    assert page.current is None
    second = drawn(page, qtbot, "second")
    assert second.state is State.WAITING
    assert "another training" in page.status.line.text()
    qtbot.mouseClick(page.side.rows.rows[1], LEFT)
    assert page.current is first


def test_deleting_asks_and_then_leaves_nothing(page: TrainPage, qtbot: QtBot) -> None:
    training = drawn(page, qtbot)
    qtbot.waitUntil(lambda: training.step > 2, timeout=20_000)
    qtbot.mouseClick(page.status.stop, LEFT)
    qtbot.waitUntil(lambda: training.state is State.STOPPED, timeout=20_000)
    qtbot.mouseClick(page.status.delete, LEFT)
    question = QApplication.activeModalWidget()
    assert isinstance(question, DeleteQuestion)
    question.delete.click()
    assert page.school.trainings == []
    assert page.current is None
    assert list(trainings_folder().iterdir()) == []


def test_trouble_of_the_trainer_stands_beside_the_samples(page: TrainPage, qtbot: QtBot) -> None:
    """As when a checkpoint is of another kind, or the disk has run full."""
    training = drawn(page, qtbot)
    qtbot.waitUntil(lambda: training.step > 2, timeout=20_000)
    os.kill(training.pid, signal.SIGKILL)
    error = {"kind": "BadRequest", "message": "This folder holds a training of vae, not of dcgan.", "hint": "Anew."}
    with (training.home / "progress.jsonl").open("a") as file:
        file.write(json.dumps({"error": error}) + "\n")
    qtbot.waitUntil(lambda: training.state is State.FAILED, timeout=20_000)
    assert "a training of vae, not of dcgan" in page.status.trouble.text()
    assert page.status.go_on.isVisible()


def test_using_a_model_that_no_task_takes_says_so(page: TrainPage, desk: Desk, qtbot: QtBot) -> None:
    training = drawn(page, qtbot)
    training.model.write_bytes(b"none that is known")
    said: list[str] = []
    desk.said.connect(lambda *words: said.append(" ".join(words)))
    page.use(training)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0].endswith("error")
    training.model.unlink()
    said.clear()
    page.use(training)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "no model yet" in said[0]


def test_closing_the_window_can_stop_it_or_leave_it(page: TrainPage, window: Window, qtbot: QtBot) -> None:
    training = drawn(page, qtbot)
    qtbot.waitUntil(lambda: training.step > 2, timeout=20_000)
    window.close()
    question = QApplication.activeModalWidget()
    assert isinstance(question, LeaveQuestion)
    question.cancel.click()
    assert window.isVisible()
    window.close()
    question = QApplication.activeModalWidget()
    assert isinstance(question, LeaveQuestion)
    question.stop.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: training.state is State.STOPPED, timeout=20_000)


def test_keeping_it_leaves_it_running(page: TrainPage, window: Window, qtbot: QtBot) -> None:
    training = drawn(page, qtbot)
    qtbot.waitUntil(lambda: training.step > 2, timeout=20_000)
    window.close()
    question = QApplication.activeModalWidget()
    assert isinstance(question, LeaveQuestion)
    question.keep.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert not (training.home / "control").exists()
    assert training.state.active


def test_a_folder_dropped_anywhere_is_one_to_learn_from(page: TrainPage, folder: Path, qtbot: QtBot) -> None:
    drawn(page, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    how = Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(400, 300), *how))
    QApplication.sendEvent(page, QDropEvent(QPointF(400, 300), *how))
    assert page.current is None
    assert page.begin.source.own
    qtbot.waitUntil(lambda: page.begin.source.first.found is not None, timeout=20_000)
    assert page.plan.limits.value()["name"] == "vae-pictures"


def test_the_action_stops_what_runs(page: TrainPage, desk: Desk, qtbot: QtBot) -> None:
    training = drawn(page, qtbot)
    qtbot.waitUntil(lambda: training.step > 2, timeout=20_000)
    desk.actions.run("train.stop")
    qtbot.waitUntil(lambda: training.state is State.STOPPED, timeout=20_000)
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    assert Path(training.home / "training.json").exists()
