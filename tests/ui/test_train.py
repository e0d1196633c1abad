"""The Train workspace in the real window, by mouse and keys: a folder of pictures becomes a model that paints."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app import build
from studio.core.composite import composite
from studio.engine.job import State as JobState
from studio.ui import dialogs
from studio.ui.background import busy
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.panels.train import process
from studio.ui.panels.train.page import TrainPage
from studio.ui.panels.train.questions import LeaveQuestion
from studio.ui.panels.train.training import State, Training
from studio.ui.pictures import image_of
from studio.ui.window import Window

LEFT = Qt.MouseButton.LeftButton
TINY = {"vae": {"size": 32, "latent": 4, "width": 4, "batch": 4},
        "dcgan": {"size": 16, "width": 4, "batch": 4, "chance": 8}}  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    made = build(qapp)
    qtbot.addWidget(made, before_close_func=_quiet)
    made.resize(1600, 1000)
    made.show()
    made.ready()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    yield made
    _quiet(made)
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    made.desk.engine.close()


def _quiet(window: Window) -> None:
    """Nothing unsaved, and no training that runs on."""
    for session in window.desk.sessions:
        session.document.mark_saved()
    for training in window.train.school.trainings:
        if training.state.active:
            process.tell(training.home, "stop")
        if training.state.active and training.pid:
            with contextlib.suppress(OSError):
                os.kill(training.pid, signal.SIGKILL)
        training.state = State.STOPPED


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> TrainPage:
    qtbot.mouseClick(window.header.workspaces["train"], LEFT)
    assert window.workspace == "train"
    assert window.train.isVisible()
    return window.train


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Twelve round things of several sizes, one of them grey, and a file that is none."""
    home = tmp_path / "round"
    home.mkdir()
    for number in range(12):
        high, wide = 40 + number, 44
        y, x = np.mgrid[:high, :wide]
        pixels = np.full((high, wide, 4), 255, np.uint8)
        pixels[..., :3] = (40, 90, 20 * number)
        pixels[(y - 20) ** 2 + (x - 22) ** 2 < (8 + number) ** 2] = (230, 200, 60, 255)
        image = image_of(pixels)
        image = image.convertToFormat(QImage.Format.Format_Grayscale8 if number == 3 else QImage.Format.Format_RGB32)
        assert image.save(str(home / f"{number:02}.png"))
    (home / "broken.png").write_bytes(b"no picture")
    return home


def drop(folder: Path, onto: QWidget) -> None:
    """As a file manager lets go of a folder over it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    how = Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(onto, QDragEnterEvent(QPoint(20, 20), *how))
    QApplication.sendEvent(onto, QDropEvent(QPointF(20, 20), *how))


def begin(page: TrainPage, kind: str, name: str, qtbot: QtBot) -> Training:
    """Chooses the kind and small settings, gives a name by keys, and presses Start."""
    qtbot.mouseClick(page.begin.cards[kind], LEFT)
    assert page.begin.kind.id == kind
    page.plan.form.set_value(TINY[kind])
    page.plan.limits.set_value({"minutes": 0, "every": 4})
    field = page.plan.limits.controls["name"]
    assert isinstance(field, QWidget)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, name)
    assert page.plan.button.isEnabled()
    qtbot.mouseClick(page.plan.button, LEFT)
    training = page.current
    assert training is not None
    assert training.name == name
    return training


def learns(page: TrainPage, training: Training, qtbot: QtBot) -> None:
    """Samples and curves are seen, and a model is there."""
    qtbot.waitUntil(lambda: training.state is State.RUNNING or bool(training.error), timeout=180_000)
    assert not training.error, training.error
    qtbot.waitUntil(lambda: page.samples.shown_step >= 4, timeout=120_000)
    qtbot.waitUntil(lambda: not page.samples.sheet.image.isNull(), timeout=20_000)
    qtbot.waitUntil(lambda: page.curves.plot is not None and page.curves.plot.curves > 0, timeout=20_000)
    qtbot.waitUntil(page.status.use.isEnabled, timeout=20_000)


def stop(page: TrainPage, training: Training, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.status.stop, LEFT)
    qtbot.waitUntil(lambda: training.state is State.STOPPED, timeout=120_000)


def paint(window: Window, page: TrainPage, training: Training, qtbot: QtBot) -> None:
    """Uses the model: a picture out of it stands on the canvas."""
    qtbot.mouseClick(page.status.use, LEFT)
    qtbot.waitUntil(lambda: window.workspace == "paint", timeout=20_000)
    panel = window.paint.findChild(GeneratePanel)
    assert panel is not None
    assert panel.page is not None
    assert panel.page.kind.verb == "sample"
    entry = window.desk.library.entry(panel.page.values()["model"])
    assert entry is not None
    assert entry.path is not None
    assert entry.path.name == f"{training.name}.safetensors"
    assert entry.path.parent.name == "models"
    window.activateWindow()
    qtbot.mouseClick(panel.page.button, LEFT)
    qtbot.waitUntil(lambda: bool(window.desk.engine.jobs), timeout=20_000)
    job = window.desk.engine.jobs[-1]
    qtbot.waitUntil(lambda: job.state.over, timeout=180_000)
    assert job.state is JobState.DONE, job.error
    document = window.desk.document
    assert document is not None
    seen = composite(document, document.canvas)
    assert (seen[..., 3] == 255).any()
    assert seen[..., :3].std() > 1


@pytest.mark.timeout(600)
def test_a_vae_is_trained_stopped_gone_on_with_and_used(
    window: Window, page: TrainPage, pictures: Path, qtbot: QtBot
) -> None:
    drop(pictures, page.begin.source.first)
    qtbot.waitUntil(lambda: page.begin.source.first.found is not None, timeout=20_000)
    assert "13 pictures" in page.begin.source.first.line.text()
    assert "by heart" in page.begin.source.first.warning.text()
    training = begin(page, "vae", "my-round", qtbot)
    learns(page, training, qtbot)
    qtbot.waitUntil(lambda: any("1 of 13 pictures could not be read" in one for one in training.said), timeout=20_000)
    assert "1 of 13" in page.status.warning.text()
    QTest.keyClick(page.samples.time, Qt.Key.Key_Home)
    assert page.samples.shown_step == 1, "back through time"
    stop(page, training, qtbot)
    at = training.kept_step
    assert page.samples.shown_step == 1, "what one looks at does not jump away"
    qtbot.mouseClick(page.samples.last, LEFT)
    assert page.samples.shown_step == at

    qtbot.mouseClick(page.status.go_on, LEFT)
    qtbot.waitUntil(lambda: training.step > at + 3, timeout=180_000)
    assert not training.error
    stop(page, training, qtbot)
    paint(window, page, training, qtbot)


@pytest.mark.timeout(600)
def test_a_dcgan_is_trained_and_used_while_it_learns_on(
    window: Window, page: TrainPage, pictures: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "which_folder", lambda *_: pictures)
    qtbot.mouseClick(page.begin.source.first.choose, LEFT)
    qtbot.waitUntil(lambda: page.begin.source.first.found is not None, timeout=20_000)
    training = begin(page, "dcgan", "my-gan", qtbot)
    learns(page, training, qtbot)
    page.curves.head.tabs.choose("critic")
    assert [chip.line.title for chip in page.curves.chips][:2] == ["D(x)", "D(G(z))"]
    qtbot.waitUntil(lambda: page.samples.kind.isVisible(), timeout=20_000)
    qtbot.mouseClick(page.samples.kind.part("nearest"), LEFT)
    qtbot.waitUntil(lambda: page.samples.caption.text() != "", timeout=20_000)
    paint(window, page, training, qtbot)

    # Closing asks, and Cancel keeps all as it is.
    window.show_workspace("train")
    assert training.state.active
    window.close()
    question = QApplication.activeModalWidget()
    assert isinstance(question, LeaveQuestion)
    question.cancel.click()
    assert window.isVisible()
    assert training.state.active
    stop(page, training, qtbot)


def test_the_workspace_is_reached_by_its_key_and_from_the_start_page(window: Window, qtbot: QtBot) -> None:
    window.show_workspace("start")
    start = window.page("start")
    qtbot.mouseClick(start.side.train, LEFT)  # type: ignore[attr-defined]
    assert window.workspace == "train"
    window.show_workspace("paint")
    window.desk.actions.run("view.train")
    assert window.workspace == "train"
    window.desk.actions.run("train.new")
    assert window.train.current is None
