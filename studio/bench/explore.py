"""How soon the explorer shows where the hand is, and how smoothly the window runs while it drags."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from studio.bench.bench import Bench, Figure

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

    from studio.ui.desk import Desk
    from studio.ui.window import Window

Milliseconds = np.ndarray[tuple[int], np.dtype[np.float64]]

MOVES = 240
"""Positions that the hand goes through, one every `EVERY` milliseconds."""
EVERY = 8
LATER = 30
"""Milliseconds beside one decode that the newest position may take."""
TRIES = 12


def run() -> Sequence[Figure]:
    return measured(MOVES, TRIES)


def measured(moves: int, tries: int) -> Sequence[Figure]:
    """With the first model that ships, in a window 1600 wide; nothing where there is none."""
    from PySide6.QtWidgets import QApplication

    from studio.engine.engine import Engine
    from studio.engine.library import Library
    from studio.ui import theme
    from studio.ui.desk import Desk
    from studio.ui.settings import Settings
    from studio.ui.window import Window

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.DARK)
    library = Library().refresh()
    engine = Engine(library)
    desk = Desk(library, engine, Settings())
    window = Window(desk)
    window.resize(1600, 1000)
    window.show()
    try:
        window.show_workspace("explore")
        if not desk.explorer.models:
            return []
        _until(lambda: desk.explorer.stand is not None and not desk.explorer.showing.lacking)
        return _figures(desk, window, moves, tries)
    finally:
        engine.close()
        window.close()
        window.deleteLater()


def _figures(desk: Desk, window: Window, moves: int, tries: int) -> Sequence[Figure]:
    explorer, model = desk.explorer, desk.explorer.entry
    assert model is not None
    alone = [_shown_after(desk, number) for number in range(tries)]
    idle = _idle()
    gaps, after = _dragged(desk, window, moves, tries)
    one, last = float(np.median(alone)), float(np.median(after))
    p99 = float(np.percentile(gaps, 99))
    side = 0 if explorer.showing.image is None else explorer.showing.image.width()
    note = f"{model.id}, {side} px; one decode {one:.0f} ms, after a drag {last:.0f} ms, medians of {tries}"
    return [
        Figure("newest position of a drag on screen", last - one, "ms later", "one decode in the same run",
               f"≤ {LATER} ms", last - one <= LATER, note),
        Figure("event loop while dragging in the map, p99 gap", p99, "ms", "a tick every 2 ms", "≤ 16 ms", p99 <= 16,
               f"{len(gaps)} ticks, longest {gaps.max():.0f} ms; the same window idle: {np.percentile(idle, 99):.1f}"),
    ]  # fmt: skip


def _shown_after(desk: Desk, number: int) -> float:
    """Milliseconds from a move, with nothing else on its way, to its picture."""
    _until(lambda: desk.explorer.showing.decoder.idle)
    start = time.perf_counter()
    desk.explorer.go(0.9 * np.cos(number), 0.9 * np.sin(number))
    _until(lambda: desk.explorer.showing.fresh)
    return (time.perf_counter() - start) * 1000


def _idle(seconds: float = 2.0) -> Milliseconds:
    """Gaps between turns of the event loop of a window that nobody touches."""
    from PySide6.QtCore import QCoreApplication

    ticks, timer = _ticking()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QCoreApplication.processEvents()
        time.sleep(0.0005)
    timer.stop()
    return np.diff(np.array(ticks)) * 1000


def _ticking() -> tuple[list[float], QTimer]:
    from PySide6.QtCore import Qt, QTimer

    ticks: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(2)
    return ticks, timer


def _dragged(desk: Desk, window: Window, moves: int, tries: int) -> tuple[Milliseconds, list[float]]:
    """Gaps between turns of the event loop (ms) while real mouse events drag over the map, and how long after each
    drag's last position its picture was there."""
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtTest import QTest

    from studio.ui.explore.workspace import ExploreWorkspace

    page = window.page("explore")
    assert isinstance(page, ExploreWorkspace)
    view, left = page.map, Qt.MouseButton.LeftButton
    gaps: list[float] = []
    after = []
    for drag in range(tries):
        _until(lambda: desk.explorer.showing.decoder.idle)
        QTest.mousePress(view, left, pos=view.point_of(0, 0).toPoint())
        ticks, timer = _ticking()
        for number in range(moves // tries):
            due = time.perf_counter() + EVERY / 1000
            angle = drag + number / 12
            QTest.mouseMove(view, view.point_of(0.8 * np.cos(angle), 0.8 * np.sin(angle)).toPoint())
            while time.perf_counter() < due:
                QCoreApplication.processEvents()
                time.sleep(0.0005)
        start = time.perf_counter()
        _until(lambda: desk.explorer.showing.fresh)
        after.append((time.perf_counter() - start) * 1000)
        timer.stop()
        gaps += list(np.diff(np.array(ticks)) * 1000)
        QTest.mouseRelease(view, left, pos=view.point_of(0, 0).toPoint())
    return np.array(gaps), after


def _until(reached: Callable[[], bool], seconds: float = 120) -> None:
    """Turns the event loop until then; TimeoutError when it never comes."""
    from PySide6.QtCore import QCoreApplication

    end = time.perf_counter() + seconds
    while not reached():
        if time.perf_counter() > end:
            raise TimeoutError("The explorer shows nothing.")
        QCoreApplication.processEvents()
        time.sleep(0.0005)


BENCH = Bench("explore", "Dragging in the map of a latent space", run, needs_window=True)
