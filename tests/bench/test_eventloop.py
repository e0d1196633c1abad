"""The measurement of gaps sees a loop that hangs, and one that does not."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from studio.bench import eventloop


def test_a_loop_that_hangs_is_seen(qtbot: QtBot) -> None:
    def hang(quit: Callable[[], None]) -> None:
        QTimer.singleShot(20, lambda: busy_wait(0.1))
        QTimer.singleShot(200, quit)

    gaps = eventloop._gaps(None, hang)
    assert gaps.max() >= 99
    assert len(gaps) > 10


def busy_wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_both_figures_are_told_beside_idle(qtbot: QtBot) -> None:
    p99, longest = eventloop.measured(seconds=1, idle_seconds=0.2)
    assert 0 < p99.value <= longest.value
    assert "idle: p99" in p99.note
    assert (p99.bar, longest.bar) == ("≤ 16 ms", "≤ 50 ms")
