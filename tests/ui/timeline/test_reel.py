"""The reel follows the picture in front, and remembers where one is."""

from __future__ import annotations

from dataclasses import replace

from studio.core.document import Document
from studio.session import Session
from studio.timeline.command import SetTimeline
from studio.timeline.timeline import Timeline
from studio.timeline.track import Key, Track
from studio.ui.desk import Desk
from studio.ui.timeline.reel import Reel

FADE = Track("opacity", "Face", (Key(0, 0.0), Key(20, 1.0)))


def test_a_change_is_a_step_of_the_documents_undo(reel: Reel, document: Document) -> None:
    heard = []
    reel.changed.connect(lambda: heard.append(reel.timeline.length))
    reel.do(replace(reel.timeline, length=48), "Length")
    assert document.history.done[-1].title == "Length"
    document.undo()
    assert heard == [48, 96]
    assert document.metadata == {}


def test_without_a_picture_it_keeps_a_timeline_and_its_undo_all_the_same(reel: Reel, desk: Desk) -> None:
    reel.do(replace(reel.timeline, length=48), "Length")
    assert reel.timeline.length == 48
    reel.undo()
    assert reel.timeline.length == 96
    reel.redo()
    assert reel.timeline.length == 48
    assert not desk.sessions


def test_each_picture_has_its_own(reel: Reel, desk: Desk, document: Document) -> None:
    reel.do(replace(reel.timeline, length=48), "Length")
    reel.go(40)
    desk.add(Session(Document((8, 8)), desk.library, desk.engine))
    assert (reel.timeline.length, reel.frame) == (96, 0)
    desk.bring(desk.sessions[0])
    assert reel.timeline.length == 48


def test_the_playhead_stays_in_the_film(reel: Reel) -> None:
    heard: list[int] = []
    reel.moved.connect(heard.append)
    for frame in (10, 10, -5, 500):
        reel.go(frame)
    assert heard == [10, 0, 95]
    reel.do(replace(reel.timeline, length=20), "Length")
    assert reel.frame == 19


def test_what_is_gone_is_chosen_no_more(reel: Reel, document: Document) -> None:
    reel.do(reel.timeline.with_track(FADE), "Add")
    reel.pick(FADE.id, frozenset({(FADE.id, 0), (FADE.id, 20)}))
    reel.do(reel.timeline.with_track(FADE.without([20])), "Delete")
    assert reel.keys == {(FADE.id, 0)}
    reel.do(reel.timeline.without([FADE.id]), "Delete")
    assert (reel.track, reel.keys) == (None, frozenset())


def test_what_the_hand_is_at_is_only_shown(reel: Reel, document: Document) -> None:
    reel.show(replace(reel.timeline, length=10))
    assert reel.timeline.length == 10
    assert not document.history.done
    reel.show(None)
    assert reel.timeline.length == 96


def test_a_damaged_timeline_is_told_and_another_can_be_made(reel: Reel, document: Document, said: list[str]) -> None:
    document.metadata = {"timeline": {"timeline": 1, "fps": "x"}}
    document.do(SetTimeline(Timeline(length=5)))
    document.undo()
    assert "damaged" in said[0]
    assert reel.timeline.length == 96
    reel.do(replace(reel.timeline, length=7), "Length")
    assert reel.timeline.length == 7
