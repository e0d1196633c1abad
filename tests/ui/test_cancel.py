"""Cancelling from the real window, with the real worker process: it stops, and the studio goes on at once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.core.errors import WorkerDied
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.engine.runners import InChild
from studio.families.diffusion.tiny import write
from studio.families.patchmatch import FAMILY as PATCHMATCH
from studio.ui import theme
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.panels.jobs.panel import JobsPanel
from studio.ui.settings import Settings
from studio.ui.window import Window

sys.path.insert(0, str(Path(__file__).parent / "cards"))

from pentimento_gated_card import GATED

pytestmark = pytest.mark.timeout(240)

LONG = {"model": "tiny", "prompt": "a lake", "width": 256, "height": 256, "steps": 150, "count": 8}
SHORT = {"model": "tiny", "prompt": "a lake", "width": 64, "height": 64, "steps": 1, "count": 1}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, elsewhere: ProcessPoolExecutor) -> Path:
    written: Path = elsewhere.submit(write, tmp_path_factory.mktemp("models") / "tiny").result()
    return written


@pytest.fixture(scope="module")
def studio(qapp: QApplication, model: Path) -> Iterator[Window]:
    """One window for all tests here: its worker imports torch once."""
    theme.apply(qapp, theme.DARK)
    library = Library([model.parent], [PATCHMATCH, GATED])
    library.refresh()
    runner = InChild(library.families)
    window = Window(Desk(library, Engine(library, runner), Settings()))
    window.resize(1280, 800)
    window.show()
    window.show_workspace("paint")
    window.desk.engine.warm()
    while runner.pid is None:
        QTest.qWait(5)
    yield window
    window.desk.engine.close()
    for session in window.desk.sessions:
        session.document.mark_saved()
    window.close()
    window.deleteLater()


@pytest.fixture
def window(studio: Window, qtbot: QtBot) -> Iterator[Window]:
    """With a fresh photograph in front, half of it marked."""
    document = Document((512, 512), name="Noise")
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 4), np.uint8).repeat(8, 0).repeat(8, 1)
    pixels[..., 3] = 255
    document.root.children.append(PixelLayer("Background", pixels=Tiles.of(pixels)))
    studio.filing.start(document)
    document.do(SetMask(np.full((300, 300), 255, np.uint8), at=(100, 100)))
    yield studio
    for session in list(studio.desk.sessions):
        studio.desk.close(session)
    qtbot.waitUntil(lambda: all(job.state.over for job in studio.desk.engine.jobs), timeout=150_000)
    for job in studio.desk.engine.jobs:
        studio.desk.engine.forget(job)
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def panel(window: Window) -> GeneratePanel:
    found = window.findChild(GeneratePanel)
    assert found is not None
    return found


def ask(window: Window, verb: str, **values: object) -> Job:
    panel(window).choose(verb, values)
    job = panel(window).run()
    assert job is not None, panel(window).page and panel(window).page.notice.text()  # type: ignore[union-attr]
    return job


def command(window: Window, qtbot: QtBot, id: str) -> None:
    """As soon as it is offered."""
    qtbot.waitUntil(lambda: window.desk.actions[id].isEnabled(), timeout=2_000)
    window.desk.actions.run(id)


def escape(window: Window, qtbot: QtBot) -> None:
    command(window, qtbot, "generate.cancel")


def layers(window: Window) -> int:
    assert window.desk.document is not None
    return len(window.desk.document.root.children)


def ends_cancelled(window: Window, job: Job, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: job.state.over, timeout=150_000)
    assert job.state is State.CANCELLED
    assert layers(window) == 1, "nothing has landed"


def works_at_once(window: Window, qtbot: QtBot) -> None:
    """The next job is done, and becomes a layer."""
    before = layers(window)
    job = ask(window, "generate", **SHORT, seed=5)
    qtbot.waitUntil(lambda: job.state.over, timeout=150_000)
    assert job.state is State.DONE, job.error
    assert layers(window) == before + 1


def test_cancelling_while_it_loads(window: Window, qtbot: QtBot) -> None:
    job = ask(window, "generate", **LONG)
    qtbot.waitUntil(lambda: job.state is State.LOADING, timeout=150_000)
    escape(window, qtbot)
    ends_cancelled(window, job, qtbot)
    works_at_once(window, qtbot)


def test_cancelling_while_it_paints(window: Window, qtbot: QtBot) -> None:
    job = ask(window, "generate", **LONG)
    qtbot.waitUntil(lambda: job.note.startswith("Step "), timeout=150_000)
    assert job.preview is not None
    escape(window, qtbot)
    assert job.note == "Stopping …"
    ends_cancelled(window, job, qtbot)
    works_at_once(window, qtbot)


@pytest.fixture
def gate(window: Window, model: Path) -> Iterator[Path]:
    """Decoding waits while it is there."""
    yield model / "gate"
    (model / "gate").unlink(missing_ok=True)


def test_cancelling_while_the_picture_is_decoded(window: Window, qtbot: QtBot, model: Path, gate: Path) -> None:
    """The worker waits inside its decoder until the cancelling is under way, and does not decode to the end."""
    decoding, decoded = model / "decoding", model / "decoded"
    decoded.unlink(missing_ok=True)
    job = ask(window, "generate", **SHORT)
    qtbot.waitUntil(lambda: job.state.over, timeout=150_000)
    assert decoded.exists(), "the colours of previews are learnt, which decodes too"
    decoded.unlink()
    window.desk.document.undo()  # type: ignore[union-attr]
    gate.touch()
    job = ask(window, "generate", **SHORT)
    qtbot.waitUntil(decoding.exists, timeout=150_000)
    escape(window, qtbot)
    assert job.note == "Stopping …"
    runner = window.desk.engine._runner
    assert isinstance(runner, InChild)
    assert runner._child is not None
    flag = runner._child.flag
    qtbot.waitUntil(lambda: flag.number == runner._number)
    gate.unlink()
    ends_cancelled(window, job, qtbot)
    assert not decoded.exists()
    works_at_once(window, qtbot)
    assert decoded.exists()


def test_cancelling_a_patch_fill(window: Window, qtbot: QtBot) -> None:
    job = ask(window, "fill", model="patchmatch", count=8)
    qtbot.waitUntil(lambda: job.state is State.RUNNING and job.preview is not None, timeout=150_000)
    escape(window, qtbot)
    ends_cancelled(window, job, qtbot)
    assert window.desk.document is not None
    assert not window.desk.document.mask.content.empty, "the mask stays for another try"
    again = ask(window, "fill", model="patchmatch", count=1)
    qtbot.waitUntil(lambda: again.state.over, timeout=150_000)
    assert again.state is State.DONE, again.error
    assert layers(window) == 2


def test_cancelling_one_that_waits_leaves_the_others_be(window: Window, qtbot: QtBot) -> None:
    running = ask(window, "generate", **LONG)
    waiting, last = ask(window, "generate", **LONG), ask(window, "generate", **SHORT)
    jobs = window.findChild(JobsPanel)
    assert jobs is not None
    jobs.rows[waiting.number].cancelled.emit(waiting)
    assert waiting.state is State.CANCELLED
    assert not running.state.over
    escape(window, qtbot)
    qtbot.waitUntil(lambda: last.state.over, timeout=150_000)
    assert (running.state, last.state) == (State.CANCELLED, State.DONE)


def test_cancelling_all(window: Window, qtbot: QtBot) -> None:
    jobs = [ask(window, "generate", **LONG) for _ in range(3)]
    qtbot.waitUntil(lambda: jobs[0].state is not State.WAITING, timeout=150_000)
    command(window, qtbot, "jobs.cancel_all")
    for job in jobs:
        ends_cancelled(window, job, qtbot)
    works_at_once(window, qtbot)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_a_worker_that_is_killed_costs_one_job_and_nothing_else(window: Window, qtbot: QtBot) -> None:
    job, waiting = ask(window, "generate", **LONG), ask(window, "generate", **SHORT)
    qtbot.waitUntil(lambda: job.note.startswith("Step "), timeout=150_000)
    runner = window.desk.engine._runner
    assert isinstance(runner, InChild)
    assert runner.pid is not None
    os.kill(runner.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: job.state.over, timeout=150_000)
    assert job.state is State.FAILED
    assert isinstance(job.error, WorkerDied)
    jobs = window.findChild(JobsPanel)
    assert jobs is not None
    assert job.error.message in jobs.rows[job.number].accessibleName() + jobs.rows[job.number].toolTip() + "".join(
        label.text() for label in jobs.rows[job.number].findChildren(type(jobs.empty)))
    qtbot.waitUntil(lambda: waiting.state.over, timeout=150_000)
    assert waiting.state is State.DONE, waiting.error
    assert layers(window) == 2
    assert window.isVisible()
    assert window.isEnabled()
