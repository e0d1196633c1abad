"""The head plays the film, and says what time it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.timeline.easing import Ease
from studio.timeline.track import Key, Track
from studio.ui.timeline.head import Head
from studio.ui.timeline.reel import Reel

LEFT = Qt.MouseButton.LeftButton
FADE = Track("opacity", "Face", (Key(0, 0.0, Ease("linear")), Key(20, 1.0, Ease("hold"))))


@pytest.fixture(name="head")
def _head(reel: Reel, document: Document, qtbot: QtBot) -> Head:
    reel.do(reel.timeline.with_track(FADE), "Add")
    made = Head(reel)
    qtbot.addWidget(made)
    made.resize(1160, made.height())
    made.show()
    return made


def test_the_buttons_play_stop_and_go_to_the_ends(head: Head, reel: Reel) -> None:
    QTest.mouseClick(head.last, LEFT)
    assert reel.frame == 95
    QTest.mouseClick(head.first, LEFT)
    assert reel.frame == 0
    QTest.mouseClick(head.play, LEFT)
    assert reel.player.playing
    assert head.play.accessibleName() == "Stop"
    QTest.mouseClick(head.play, LEFT)
    assert not reel.player.playing
    assert head.play.accessibleName() == "Play"


def test_it_says_where_one_is(head: Head, reel: Reel) -> None:
    reel.go(44)
    assert (head.now.text(), head.whole.text()) == ("1.83 s", "of 4.00 s")
    reel.do(replace(reel.timeline, length=48), "Length")
    assert head.whole.text() == "of 2.00 s"


def test_speed_and_loop_are_those_of_the_film(head: Head, reel: Reel, document: Document) -> None:
    head.speed.setCurrentIndex(head.speed.findText("12 fps"))
    assert reel.timeline.fps == 12
    QTest.mouseClick(head.loop, LEFT)
    assert reel.timeline.loop
    document.undo()
    assert not head.loop.isChecked()
    reel.do(replace(reel.timeline, fps=Fraction(24000, 1001)), "Speed")
    assert head.speed.currentText() == "23.98 fps"


def test_easing_shows_and_sets_that_of_the_keys(head: Head, reel: Reel) -> None:
    assert not head.ease.isEnabled()
    reel.pick(FADE.id)
    assert head.ease.value() == "linear"
    reel.go(30)
    assert head.ease.value() == "hold"
    head.ease.setCurrentIndex(head.ease.findText("Ease in"))
    assert reel.timeline.tracks[0].keys[1].ease.name == "in"


def test_the_diamond_adds_a_key(head: Head, reel: Reel) -> None:
    assert not head.key.isEnabled()
    reel.pick(FADE.id)
    reel.go(10)
    QTest.mouseClick(head.key, LEFT)
    assert [key.frame for key in reel.timeline.tracks[0].keys] == [0, 10, 20]


def test_export_is_asked_for(head: Head, qtbot: QtBot) -> None:
    with qtbot.waitSignal(head.asked):
        QTest.mouseClick(head.export, LEFT)
