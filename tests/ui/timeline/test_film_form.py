"""What the film is made of is chosen at the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.timeline.film_form import FilmForm
from studio.ui.timeline.reel import Reel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(name="form")
def _form(reel: Reel, document: Document, qtbot: QtBot) -> FilmForm:
    made = FilmForm(reel)
    qtbot.addWidget(made)
    made.resize(340, 300)
    made.show()
    return made


def test_the_length_is_said_in_seconds(form: FilmForm, reel: Reel) -> None:
    form.length.setValue(2.0)
    assert reel.timeline.length == 48
    assert form.frames.text() == "48 frames"
    reel.undo()
    assert form.length.value() == 4.0


def test_a_model_brings_what_it_needs(form: FilmForm, reel: Reel, qtbot: QtBot) -> None:
    assert not form.begins.isVisible()
    form.model.setCurrentIndex(form.model.findText("Wash"))
    qtbot.waitUntil(lambda: reel.timeline.source.model == "wash", timeout=20_000)
    assert form.begins.isVisible()
    assert form.model.value() == "wash"
    start = reel.timeline.source.start
    QTest.mouseClick(form.seed, LEFT)
    qtbot.waitUntil(lambda: reel.timeline.source.start is not start, timeout=20_000)
    form.layer.setCurrentIndex(form.layer.findText("Face"))
    assert reel.timeline.source.layer == "Face"
    form.smooth.setValue(4)
    assert reel.timeline.smooth == 4
    assert form.every.text() == "one frame of 4"
    form.model.setCurrentIndex(0)
    assert reel.timeline.source.model == ""


def test_the_film_begins_with_what_the_layer_shows(form: FilmForm, reel: Reel, qtbot: QtBot) -> None:
    form.model.setCurrentIndex(form.model.findText("Wash"))
    qtbot.waitUntil(lambda: reel.timeline.source.model == "wash", timeout=20_000)
    QTest.mouseClick(form.from_layer, LEFT)
    qtbot.waitUntil(lambda: reel.timeline.source.layer == "Face", timeout=20_000)
    assert form.layer.value() == "Face"
    assert reel.timeline.source.detail
    QTest.mouseClick(form.detail, LEFT)
    assert not reel.timeline.source.detail


def test_a_sound_is_chosen_and_taken_away(form: FilmForm, reel: Reel, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "song.ogg")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: (path, "")))
    QTest.mouseClick(form.audio, LEFT)
    assert reel.timeline.audio == path
    assert form.audio.text() == "song.ogg"
    QTest.mouseClick(form.no_audio, LEFT)
    assert reel.timeline.audio == ""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: ("", "")))
    QTest.mouseClick(form.audio, LEFT)
    assert reel.timeline.audio == ""
