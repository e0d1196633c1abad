"""A film is written while the window goes on; a cancelled one leaves nothing."""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import PentimentoError
from studio.explore.space import Spot
from studio.formats.films.film import Film
from studio.formats.films.record import format_named
from studio.timeline.easing import Ease
from studio.timeline.timeline import Source, Timeline
from studio.timeline.track import Key, Track
from studio.ui.desk import Desk
from studio.ui.timeline.exporting import Exporting, Wanted

WARM = Track("slider", "warmth", (Key(0, -1.0, Ease("linear")), Key(20, 1.0)))
FILM = Timeline(Fraction(12), 21, tracks=(WARM,), source=Source("wash", start=Spot(np.zeros(6, np.float32))))


@pytest.fixture(name="exporting")
def _exporting(desk: Desk) -> Exporting:
    return Exporting(desk.engine)


def wanted(path: Path, timeline: Timeline = FILM, form: str = "mp4") -> Wanted:
    return Wanted(timeline, None, path, Film(timeline.fps, metadata={"task": "animate"}), format_named(form), (34, 34))


def test_every_frame_arrives_in_the_file(exporting: Exporting, tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[float] = []
    threads: list[bool] = []
    exporting.progressed.connect(lambda fraction, left: heard.append(fraction))
    exporting.progressed.connect(lambda *_: threads.append(QThread.currentThread() is QApplication.instance().thread()))
    with qtbot.waitSignal(exporting.ended, timeout=30_000) as ended:
        exporting.start(wanted(tmp_path / "film.mp4"))
        assert exporting.busy
    assert ended.args == [21]
    assert not exporting.busy
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert all(threads), "the window's widgets are told on the window's thread"
    with av.open(str(tmp_path / "film.mp4")) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
        assert film.streams.video[0].average_rate == 12
    assert len(frames) == 21
    greens = [float(frame[..., 1].mean()) for frame in frames]
    assert greens == sorted(greens)
    assert greens[0] < 45 < 210 < greens[-1]


def test_cancelling_leaves_nothing_and_another_film_can_be_written(exporting: Exporting, hand: object, tmp_path: Path,
                                                                   qtbot: QtBot) -> None:
    hand.free.clear()  # type: ignore[attr-defined]
    with qtbot.waitSignal(exporting.ended, timeout=30_000) as ended:
        exporting.start(wanted(tmp_path / "film.mp4"))
        qtbot.waitUntil(lambda: bool(hand.tasks), timeout=20_000)  # type: ignore[attr-defined]
        exporting.cancel()
    assert ended.args == [0]
    assert not list(tmp_path.iterdir())
    hand.free.set()  # type: ignore[attr-defined]
    with qtbot.waitSignal(exporting.ended, timeout=30_000):
        exporting.start(wanted(tmp_path / "film.gif", form="gif"))
    assert [path.name for path in tmp_path.iterdir()] == ["film.gif"]


def test_what_goes_wrong_is_told_and_leaves_nothing(exporting: Exporting, hand: object, tmp_path: Path,
                                                    qtbot: QtBot) -> None:
    hand.fails = True  # type: ignore[attr-defined]
    with qtbot.waitSignal(exporting.failed, timeout=30_000) as failed:
        exporting.start(wanted(tmp_path / "film.mp4"))
    assert isinstance(failed.args[0], PentimentoError)
    assert not list(tmp_path.iterdir())
    gone = Timeline(source=Source("gone", start=Spot(np.zeros(6, np.float32))))
    with qtbot.waitSignal(exporting.failed, timeout=30_000):
        exporting.start(wanted(tmp_path / "film.mp4", gone))


def test_a_folder_that_cannot_be_written_to_is_told(exporting: Exporting, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exporting.failed, timeout=30_000) as failed:
        exporting.start(wanted(tmp_path / "none" / "film.mp4"))
    assert "the folder does not exist" in str(failed.args[0])


def test_no_thread_is_left_behind(exporting: Exporting, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(exporting.ended, timeout=30_000):
        exporting.start(wanted(tmp_path / "film.mp4"))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("film")]
