"""How long the window leaves a hand waiting while a job takes every processor: gaps between turns of the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from studio.bench.bench import Bench, Figure
from studio.bench.load import LOAD

if TYPE_CHECKING:
    from studio.engine.job import Job

SECONDS = 60
TICK = 5
"""Milliseconds between two ticks of the timer whose delays are measured: a loop that does nothing shows gaps of 5."""


def run() -> Sequence[Figure]:
    return measured(SECONDS)


def measured(seconds: int, idle_seconds: float | None = None) -> Sequence[Figure]:
    """Gaps in ms, 99th percentile and longest, of an idle window and of one that shows a busy job's previews."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QImage, QPixmap
    from PySide6.QtWidgets import QApplication, QLabel

    from studio.engine.engine import Engine
    from studio.engine.library import Library
    from studio.families.tasks import Generate

    app = QApplication.instance() or QApplication([])
    window = QLabel()
    window.resize(1600, 1000)
    window.show()
    engine = Engine(Library((), (LOAD,)))
    idle = _gaps(window, lambda quit: QTimer.singleShot(int(1000 * (idle_seconds or seconds / 4)), window, quit))
    # The worker imports torch first: that has its own figure in docs/benchmarks.md, and is not what is meant here.
    warm = engine.submit(Generate(prompt="busy", steps=1, width=16, height=16, seed=1))
    _until(app, warm)

    def show(job: Job) -> None:
        if job.preview is not None:
            height, width = job.preview.shape[:2]
            image = QImage(job.preview.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
            window.setPixmap(QPixmap.fromImage(image))

    def start(quit: Callable[[], None]) -> None:
        job = engine.submit(Generate(prompt="busy", steps=max(1, seconds), width=512, height=512, seed=1))
        job.progressed.connect(show)
        job.finished.connect(lambda job: quit())

    try:
        busy = _gaps(window, start)
    finally:
        engine.close()
        window.close()
        window.deleteLater()
    still = f"idle: p99 {np.percentile(idle, 99):.1f} ms, longest {idle.max():.1f} ms"
    p99, longest = float(np.percentile(busy, 99)), float(busy.max())
    reference = f"idle in the same run, a tick every {TICK} ms"
    note = f"{seconds} s, {len(busy)} ticks; {still}"
    return [
        Figure("event loop beside a busy job, p99 gap", p99, "ms", reference, "≤ 16 ms", p99 <= 16, note),
        Figure("event loop beside a busy job, longest gap", longest, "ms", reference, "≤ 50 ms", longest <= 50, note),
    ]


def _gaps(parent: object, begin: Callable[[Callable[[], None]], None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Milliseconds between ticks from now until what `begin` starts calls what it was given."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop, ticks = QEventLoop(), [time.perf_counter()]
    timer = QTimer(loop)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(TICK)
    begin(loop.quit)
    loop.exec()
    timer.stop()
    return np.diff(np.array(ticks)) * 1000


def _until(app: object, job: Job) -> None:
    from PySide6.QtCore import QEventLoop

    if not job.state.over:
        loop = QEventLoop()
        job.finished.connect(lambda job: loop.quit())
        loop.exec()


BENCH = Bench("eventloop", "The window while a job takes every processor", run, needs_window=True)
