"""Recent pictures: newest first, with a small view, without those that are gone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.ui.recents import THUMB, Recents, said
from studio.ui.settings import Settings


def touched(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"x")
    return path


def test_the_newest_stands_first_and_none_twice(qapp: QApplication, tmp_path: Path) -> None:
    recents = Recents(Settings.load())
    one, two = touched(tmp_path, "one.png"), touched(tmp_path, "two.ora")
    recents.note(one, 1)
    recents.note(two, 5)
    recents.note(one, 2)
    assert [recent.name for recent in recents.all()] == ["one", "two"]
    assert recents.all()[0].line == "Edited just now · 2 layers"
    again = Recents(Settings.load())
    assert [recent.path for recent in again.all()] == [one.resolve(), two.resolve()]


def test_a_file_that_is_gone_is_left_out(qapp: QApplication, tmp_path: Path) -> None:
    recents = Recents(Settings.load())
    path = touched(tmp_path, "one.png")
    recents.note(path, 1)
    path.unlink()
    assert recents.all() == ()
    recents.note(touched(tmp_path, "two.png"), 1)
    path.touch()  # its disk has come back
    assert [recent.name for recent in recents.all()] == ["two", "one"]
    assert not recents.empty
    recents.forget_all()
    assert recents.empty


def test_a_small_view_is_kept_until_all_is_forgotten(qapp: QApplication, tmp_path: Path) -> None:
    recents = Recents(Settings.load())
    view = QImage(300, 200, QImage.Format.Format_RGB32)
    view.fill(0xFF203040)
    recents.note(touched(tmp_path, "one.png"), 1, view)
    thumb = recents.all()[0].thumb
    assert QImage(str(thumb)).size() == THUMB
    recents.forget_all()
    assert recents.all() == ()
    assert not thumb.exists()


def test_a_broken_memory_counts_as_none(qapp: QApplication) -> None:
    settings = Settings.load()
    settings.remember("recent", [{"path": 3}, "x", {"path": "a", "when": "no time", "layers": 1}])
    assert Recents(settings).all() == ()


def test_times_are_spoken_as_one_speaks() -> None:
    now = datetime(2026, 11, 20, 15, 0)
    for past, words in ((timedelta(seconds=5), "Edited just now"), (timedelta(minutes=1), "Edited 1 minute ago"),
                        (timedelta(minutes=12), "Edited 12 minutes ago"), (timedelta(hours=3), "Today 12:00"),
                        (timedelta(days=1), "Yesterday"), (timedelta(days=3), "Tuesday"),
                        (timedelta(days=30), "21 October"), (timedelta(days=400), "16 October 2025")):
        assert said(now - past, now) == words
