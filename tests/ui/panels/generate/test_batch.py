"""Files are enlarged one after the other into a folder, and each of them is a job that can be seen and cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.engine.engine import Engine
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families.restore import FAMILY
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.panels.generate.batch import AHEAD, Batch
from studio.ui.panels.jobs.panel import FILE, JobsPanel
from studio.ui.settings import Settings

LANCZOS = replace(FAMILY, uses_torch=False)
"""Without its networks."""
VALUES = {"model": "lanczos", "scale": 2}


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    library = Library((), (LANCZOS,))
    engine = Engine(library, InThread((LANCZOS,), "cpu"))
    yield Desk(library, engine, Settings())
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    engine.close()


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Six small pictures, the second of 16 bit."""
    found = []
    for number in range(6):
        path = tmp_path / f"picture {number}.png"
        depth = np.uint16 if number == 1 else np.uint8
        cv2.imwrite(str(path), np.full((6, 8 + number, 3), 30 * number + 20, depth))
        found.append(path)
    return found


@pytest.fixture
def goal(tmp_path: Path) -> Path:
    folder = tmp_path / "large"
    folder.mkdir()
    return folder


def test_every_file_is_a_job_and_lies_in_the_folder(
    desk: Desk, sources: list[Path], goal: Path, qtbot: QtBot
) -> None:
    most, titles = 0, set()

    def count() -> None:
        nonlocal most
        most = max(most, sum(1 for job in desk.engine.jobs if not job.state.over))
        titles.update(job.title for job in desk.engine.jobs)

    desk.engine.changed.connect(count)
    batch = Batch(desk, VALUES, sources, goal)
    with qtbot.waitSignal(batch.ended, timeout=20_000) as ended:
        batch.begin()
    assert ended.args == [6, 0]
    assert 0 < most <= AHEAD, "not all pictures are held in memory at once"
    assert "Upscale · picture 3.png" in titles
    for number, source in enumerate(sources):
        made = cv2.imread(str(goal / source.name), cv2.IMREAD_UNCHANGED)
        assert made.shape[:2] == (12, 2 * (8 + number))
        assert made.dtype == (np.uint16 if number == 1 else np.uint8)
    assert desk.sessions == [], "nothing of it comes to the desk"


def test_what_cannot_be_read_is_told_and_does_not_stop_the_others(
    desk: Desk, sources: list[Path], goal: Path, qtbot: QtBot
) -> None:
    sources[2].write_bytes(b"no picture")
    (goal / "picture 0.png").write_bytes(b"mine")
    said: list[tuple[str, str, str]] = []
    desk.said.connect(lambda *words: said.append(words))
    batch = Batch(desk, VALUES, sources, goal)
    with qtbot.waitSignal(batch.ended, timeout=20_000) as ended:
        batch.begin()
    assert ended.args == [5, 1]
    assert (goal / "picture 0.png").read_bytes() == b"mine", "what was there stays"
    assert (goal / "picture 0-2.png").exists()
    (message, hint, kind) = said[-1]
    assert "5 of 6" in message
    assert "picture 2.png" in hint
    assert kind == "error"


def test_cancelling_one_passes_over_it_and_cancelling_all_ends_the_batch(
    desk: Desk, sources: list[Path], goal: Path, qtbot: QtBot
) -> None:
    desk.engine.paused = True
    batch = Batch(desk, VALUES, sources, goal)
    batch.begin()
    qtbot.waitUntil(lambda: len(desk.engine.jobs) == AHEAD)
    desk.engine.cancel(desk.engine.jobs[0])
    qtbot.waitUntil(lambda: sum(1 for job in desk.engine.jobs if not job.state.over) == AHEAD)
    with qtbot.waitSignal(batch.ended, timeout=20_000) as ended:
        desk.engine.cancel_all()
    assert ended.args == [0, 6]
    assert list(goal.iterdir()) == []


def test_the_jobs_panel_opens_the_file_of_a_batch(desk: Desk, sources: list[Path], goal: Path, qtbot: QtBot) -> None:
    panel = JobsPanel(desk)
    qtbot.addWidget(panel)
    for widget in panel.head_widgets():
        qtbot.addWidget(widget)
    batch = Batch(desk, VALUES, sources[:1], goal)
    with qtbot.waitSignal(batch.ended, timeout=20_000):
        batch.begin()
    job: Job = desk.engine.jobs[0]
    assert job.state is State.DONE
    assert job.tags[FILE] == goal / "picture 0.png"
    with qtbot.waitSignal(desk.file_asked) as asked:
        panel.open(job)
    assert asked.args == [str(goal / "picture 0.png")]
