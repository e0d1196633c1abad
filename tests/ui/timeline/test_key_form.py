"""A value that is changed at the right is keyed at the playhead."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.timeline.pose import Pose
from studio.timeline.track import Key, Track
from studio.ui.timeline import editing
from studio.ui.timeline.key_form import KeyForm
from studio.ui.timeline.reel import Reel
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(name="form")
def _form(reel: Reel, qtbot: QtBot) -> KeyForm:
    made = KeyForm(reel)
    qtbot.addWidget(made)
    made.resize(340, 300)
    made.show()
    return made


def value(reel: Reel, kind: str, target: str = "") -> Any:
    track = reel.timeline.track(kind, target)
    assert track is not None
    key = track.key(reel.frame)
    return None if key is None else key.value


def slide(control: object, to: float) -> None:
    assert isinstance(control, SliderRow)
    control.number.setValue(to)


def test_a_slider_is_keyed_where_it_is_moved(form: KeyForm, chosen: Reel) -> None:
    editing.add_track(chosen, "slider", "light")
    assert form.title.text() == "Light"
    chosen.go(24)
    assert form.state.text() == "Between keys at 1.00 s"
    slide(form.controls["value"], 0.8)
    assert value(chosen, "slider", "light") == 0.8
    assert form.state.text() == "Key at 1.00 s"
    chosen.go(0)
    row = form.controls["value"]
    assert isinstance(row, SliderRow)
    assert row.value() == 0.5


def test_a_choice_is_keyed_from_a_list(form: KeyForm, chosen: Reel) -> None:
    editing.add_track(chosen, "slider", "frame")
    combo = form.controls["value"]
    assert isinstance(combo, Combo)
    chosen.go(10)
    combo.setCurrentIndex(1)
    assert value(chosen, "slider", "frame") == "gold"


def test_a_position_takes_a_point_by_chance_or_what_is_here(form: KeyForm, chosen: Reel, qtbot: QtBot) -> None:
    editing.add_track(chosen, "position")
    chosen.go(30)
    QTest.mouseClick(form.controls["value"], LEFT)
    qtbot.waitUntil(lambda: value(chosen, "position") is not None, timeout=20_000)
    chosen.go(60)
    QTest.mouseClick(form.controls["here"], LEFT)
    assert value(chosen, "position") is chosen.timeline.tracks[0].keys[1].value


def test_layers_and_camera_have_their_numbers(form: KeyForm, reel: Reel, document: Document) -> None:
    editing.add_track(reel, "opacity", "Face")
    slide(form.controls["value"], 40)
    assert value(reel, "opacity", "Face") == 0.4
    editing.add_track(reel, "place", "Face")
    for name, to in (("x", 12), ("scale", 150), ("turn", -30)):
        slide(form.controls[name], to)
    assert value(reel, "place", "Face") == Pose(12, 0, 1.5, -30)
    editing.add_track(reel, "camera")
    slide(form.controls["x"], 50)
    slide(form.controls["scale"], 200)
    assert value(reel, "camera") == Pose(0.5, 0, 2.0, 0)


def test_a_mask_is_taken_from_the_picture(form: KeyForm, reel: Reel, document: Document) -> None:
    editing.add_track(reel, "mask", "Face")
    reel.go(9)
    button = form.controls["value"]
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, LEFT)
    assert value(reel, "mask", "Face").shape == (64, 64)


def test_a_prompt_is_typed(form: KeyForm, chosen: Reel) -> None:
    chosen.do(chosen.timeline.with_track(Track("prompt", "", (Key(0, "a hill"),))), "Add")
    chosen.pick(("prompt", ""))
    field: Any = form.controls["value"]
    assert field.value() == "a hill"
    field.edit.setPlainText("a lake")
    assert value(chosen, "prompt") == "a lake"


def test_without_a_row_it_says_so(form: KeyForm, reel: Reel, document: Document) -> None:
    assert form.controls == {}
    editing.add_track(reel, "camera")
    assert form.controls
    reel.pick(None)
    assert form.controls == {}
    assert "Choose a row" in form.state.text()
