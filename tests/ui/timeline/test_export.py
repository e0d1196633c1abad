"""How a film is to be written is asked, and then done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.timeline.track import Key, Track
from studio.ui import dialogs
from studio.ui.timeline.export import Clip, Form, begin, export, format_of, own_size, wanted, where
from studio.ui.timeline.reel import Reel


def answer(do: Callable[[dialogs.FormQuestion], object]) -> None:
    """What the artist does once the question stands there."""
    def now() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, dialogs.FormQuestion)
        do(dialog)

    QTimer.singleShot(0, now)


@pytest.mark.parametrize("form", list(Form))
def test_every_format_can_be_chosen(form: Form) -> None:
    assert format_of(form).id == form.name.lower()


def test_a_small_models_film_is_offered_larger(chosen: Reel, qtbot: QtBot) -> None:
    assert own_size(chosen) == (512, 512)
    chosen.do(chosen.timeline.with_track(Track("opacity", "Face", (Key(0, 1.0),))), "Add")
    assert own_size(chosen) == chosen.document.size


def test_a_film_is_asked_for_and_written(chosen: Reel, tmp_path: Path, said: list[str], qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(tmp_path / "film"), "")))

    def fill_in(dialog: dialogs.FormQuestion) -> None:
        dialog.form.set_value(dialog.form.value() | {"form": Form.GIF, "width": 32, "height": 32})
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    answer(fill_in)
    export(chosen, parent)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert said == ["Wrote film.gif: 96 frames."]
    with Image.open(tmp_path / "film.gif") as film:
        assert film.size == (32, 32)
        assert film.n_frames == 96 or film.info["duration"]


def test_changing_ones_mind_writes_nothing(chosen: Reel, tmp_path: Path, said: list[str], qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    answer(lambda dialog: QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton))
    export(chosen, parent)
    assert not chosen.exporting.busy
    assert said == []


def test_names_get_the_endings_they_need(reel: Reel, tmp_path: Path, qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for typed, form, name in (("a", Form.MP4, "a.mp4"), ("a.m4v", Form.MP4, "a.m4v"), ("a", Form.STILLS, "a"),
                              ("a", Form.SHEET, "a.png"), ("a.txt", Form.WEBP, "a.txt.webp")):  # fmt: skip
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_, t=typed: (str(tmp_path / t), "")))
        assert where(parent, reel, format_of(form)) == tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: ("", "")))
    assert where(parent, reel, format_of(Form.MP4)) is None


def test_a_film_carries_a_copy_of_all_it_needs(reel: Reel, document: Document, tmp_path: Path) -> None:
    reel.do(reel.timeline.with_track(Track("opacity", "Face", (Key(0, 0.5),))), "Add")
    asked = wanted(reel, Clip(), tmp_path / "a.mp4")
    assert asked.document is not None
    assert asked.document is not document
    assert asked.film.metadata["timeline"]["tracks"][0]["target"] == "Face"


def test_what_cannot_be_written_is_told(reel: Reel, tmp_path: Path, said: list[str], qtbot: QtBot) -> None:
    with pytest.raises(BadRequest, match="nothing to film"):
        wanted(reel, Clip(), tmp_path / "a.mp4")
    reel.exporting.busy = True
    with pytest.raises(BadRequest, match="already"):
        begin(reel, Clip(), tmp_path / "a.mp4")
