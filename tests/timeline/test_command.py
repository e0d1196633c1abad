"""Changing a timeline can be undone like a stroke."""

from __future__ import annotations

from studio.core.document import Document
from studio.timeline.command import SetTimeline
from studio.timeline.saved import of_document
from studio.timeline.timeline import Timeline


def lengths(document: Document) -> int | None:
    found = of_document(document)
    return None if found is None else found.length


def test_undo_and_redo_go_back_and_forth() -> None:
    document = Document((8, 8))
    document.metadata = {"dpi": [72, 72]}
    document.do(SetTimeline(Timeline(length=10), "Length"))
    document.do(SetTimeline(Timeline(length=20)))
    assert lengths(document) == 20
    document.undo()
    assert lengths(document) == 10
    document.undo()
    assert lengths(document) is None
    assert document.metadata == {"dpi": [72, 72]}
    document.redo()
    assert lengths(document) == 10
    assert [step.title for step in document.history.done] == ["Length"]


def test_nothing_is_painted_anew() -> None:
    document, heard = Document((8, 8)), []
    document.changed.connect(heard.append)
    document.do(SetTimeline(Timeline()))
    document.do(SetTimeline(None))
    assert all(change.area.empty and not change.tree for change in heard)
    assert lengths(document) is None
    assert document.modified


def test_what_goes_on_in_the_same_is_one_step() -> None:
    document = Document((8, 8))
    document.do(SetTimeline(Timeline(length=10), "Length"))
    for length in (20, 30, 40):
        document.do(SetTimeline(Timeline(length=length), "Length", "dragging"))
    document.do(SetTimeline(Timeline(length=50), "Length", "another"))
    document.undo()
    assert lengths(document) == 40
    document.undo()
    assert lengths(document) == 10
