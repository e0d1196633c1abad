"""A process that speaks like a training and learns nothing: what the window makes of it is tested in a moment."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.ui.desk import Desk
from studio.ui.panels.train import process
from studio.ui.panels.train.school import School
from studio.ui.panels.train.training import Training
from studio.ui.pictures import image_of

PUPIL = '''
import json, os, sys, time
words = sys.argv[1:]
home = words[words.index("-o") + 1]
steps = int(words[words.index("--steps") + 1]) or 10 ** 9
def tell(**line):
    print(json.dumps(line), flush=True)
def keep(step):
    os.makedirs(f"{home}/step-{step:08d}", exist_ok=True)
    open(f"{home}/step-{step:08d}/state.json", "w").write("{}")
def word():
    try:
        return open(f"{home}/control").read()
    except OSError:
        return ""
tell(pid=os.getpid(), home=home)
had = [int(name[5:]) for name in os.listdir(home) if name.startswith("step-")]
step = max(had, default=0)
while step < steps:
    if word() == "pause":
        tell(paused=True)
        while word() == "pause":
            time.sleep(0.02)
        tell(paused=False)
    if word() == "stop":
        keep(step)
        tell(stopped=step)
        sys.exit(130)
    step += 1
    tell(step=step, fraction=min(1.0, step / steps), seconds=step / 50, losses={"l1": 1 / step}, kept=False)
    time.sleep(0.02)
keep(step)
tell(kind="pupil", steps=step, outputs=[home], skipped=0)
'''


@pytest.fixture
def pupil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainings that are started run this instead."""
    script = tmp_path / "pupil.py"
    script.write_text(PUPIL)

    def command(words: Sequence[str]) -> tuple[str, list[str]]:
        return sys.executable, [str(script), *words]

    monkeypatch.setattr(process, "command", command)


@pytest.fixture
def school(desk: Desk, pupil: None, qtbot: QtBot) -> Iterator[School]:
    made = School(desk.engine)
    yield made
    end(made.trainings)
    made._timer.stop()
    made.deleteLater()


def end(trainings: Sequence[Training]) -> None:
    """What still runs is killed, and what is only beginning finds the word to stop."""
    for training in trainings:
        if training.home.is_dir():
            process.tell(training.home, "stop")
        if training.pid:
            with contextlib.suppress(OSError):
                os.kill(training.pid, signal.SIGKILL)


@pytest.fixture(name="end")
def _end() -> Callable[[Sequence[Training]], None]:
    return end


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six small pictures."""
    home = tmp_path / "pictures"
    home.mkdir()
    for number in range(6):
        write(home / f"{number}.png", (48, 40), 40 * number)
    return home


def write(path: Path, size: tuple[int, int], shade: int) -> None:
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., :3] = shade
    pixels[: size[1] // 2, :, 0] = 255 - shade
    assert image_of(pixels).convertToFormat(QImage.Format.Format_RGB32).save(str(path))


@pytest.fixture(name="write")
def _write() -> Callable[[Path, tuple[int, int], int], None]:
    return write
