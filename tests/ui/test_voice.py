"""What the desk says stands where the eye is, stays as long as it must, and covers no button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from studio.core.document import Document
from studio.ui.canvas.pills import MaskPill
from studio.ui.window import Window


def test_a_message_stands_over_the_page_and_an_error_stays(window: Window) -> None:
    window.desk.say("Paint a mask first.", "Choose the mask brush.", "error")
    assert window.notice.isVisible()
    assert not window.voice.quiet.isActive()
    assert window.rect().contains(window.notice.geometry())
    window.desk.say("Saved lake.ora.")
    assert window.voice.quiet.isActive()
    window.voice.quiet.timeout.emit()
    assert not window.notice.isVisible()


def test_it_follows_the_window_and_leaves_the_pills_free(window: Window, opened: Document) -> None:
    window.desk.say("The disk is full.", "Nothing is lost.", "error")
    pill = window.findChild(MaskPill)
    assert pill is not None
    for size in ((1280, 800), (1600, 1000)):
        window.resize(*size)
        assert abs(window.notice.geometry().center().x() - window.width() // 2) <= 1
        place = QRect(pill.mapTo(window, QPoint(0, 0)), pill.size())
        assert not window.notice.geometry().intersects(place)


def test_a_way_out_is_offered_once(window: Window) -> None:
    gone: list[int] = []
    window.desk.offer("The disk is full.", "Nothing is lost.", "Save elsewhere …", lambda: gone.append(1))
    assert window.notice.way.text() == "Save elsewhere …"
    window.notice.way.click()
    assert gone == [1]
    assert not window.notice.isVisible()


def test_what_takes_long_is_said_until_it_is_over(window: Window) -> None:
    window.desk.labours.begun.emit("Flatten", lambda: None)
    assert window.notice.sentence.text() == "Flatten …"
    assert not window.voice.quiet.isActive()
    window.desk.labours.ended.emit()
    assert not window.notice.isVisible()
    window.desk.say("Saved lake.ora.")
    window.desk.labours.ended.emit()
    assert window.notice.isVisible(), "that was another message"
