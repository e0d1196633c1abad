"""Keys that mean something on the rows do not reach the window's shortcuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from studio.core.document import Document
from studio.timeline.track import Key, Track
from studio.ui.timeline.keys import choose_all, pressed, taken, walk
from studio.ui.timeline.reel import Reel

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def key(code: Qt.Key, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, held)


@pytest.mark.parametrize("code", [Qt.Key.Key_K, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Comma])
def test_they_are_taken(code: Qt.Key) -> None:
    assert taken(key(code))


def test_others_are_left_to_the_window(reel: Reel) -> None:
    assert taken(key(Qt.Key.Key_C, CONTROL))
    for event in (key(Qt.Key.Key_B), key(Qt.Key.Key_S, CONTROL), key(Qt.Key.Key_K, CONTROL)):
        assert not taken(event)
        assert not pressed(reel, event)


def test_undo_reaches_a_film_without_a_picture(reel: Reel) -> None:
    reel.do(reel.timeline.with_track(Track("camera")), "Add")
    assert pressed(reel, key(Qt.Key.Key_Z, CONTROL))
    assert not reel.timeline.tracks


def test_rows_are_walked_and_their_keys_chosen(reel: Reel, document: Document) -> None:
    walk(reel, 1)
    assert reel.track is None, "there is none"
    tracks = (Track("camera"), Track("opacity", "Face", (Key(0, 0.0), Key(9, 1.0))))
    for track in tracks:
        reel.do(reel.timeline.with_track(track), "Add")
    for by, wanted in ((1, 0), (1, 1), (1, 1), (-1, 0)):
        walk(reel, by)
        assert reel.track == tracks[wanted].id
    walk(reel, 1)
    choose_all(reel)
    assert reel.keys == {(tracks[1].id, 0), (tracks[1].id, 9)}
