"""The tabs are the open pictures: in their order, with their marks, brought to front and closed from here."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import ImageCms
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.session import Session
from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.tabs import says
from studio.ui.desk import Desk


def test_tabs_follow_the_desk(
    page: PaintPage, desk: Desk, other: Document, opened: Callable[[Document], Session]
) -> None:
    bar = page.tabs.bar
    assert [bar.tabText(index) for index in range(bar.count())] == ["Photograph"]
    opened(other)
    assert [bar.tabText(index) for index in range(bar.count())] == ["Photograph", "Other"]
    assert bar.currentIndex() == 1
    bar.setCurrentIndex(0)
    assert desk.session is desk.sessions[0]
    assert page.tabs.facts.text() == "300 × 200 · sRGB"


def test_a_changed_picture_has_a_dot(page: PaintPage, document: Document) -> None:
    bar = page.tabs.bar
    width = bar.tabRect(0).width()
    assert not bar.modified(0)
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    assert bar.modified(0)
    assert bar.tabRect(0).width() > width
    document.undo()
    assert not bar.modified(0)


def test_a_cross_closes_its_own_picture(
    qtbot: QtBot, page: PaintPage, desk: Desk, other: Document, opened: Callable[[Document], Session]
) -> None:
    opened(other)
    QApplication.processEvents()
    cross = page.tabs.bar.tabButton(0, QTabBar.ButtonPosition.RightSide)
    assert cross is not None
    assert cross.accessibleName() == "Close Photograph"
    assert page.tabs.bar.tabRect(0).contains(cross.geometry())
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert [session.document for session in desk.sessions] == [other]
    assert page.tabs.bar.count() == 1


def test_closing_asks_through_the_windows_action(page: PaintPage, desk: Desk) -> None:
    asked: list[object] = []
    desk.actions.add("file.close", "Close", "x", "Ctrl+W", lambda: asked.append(desk.session), menu="File")
    page.tabs.close_tab(0)
    assert asked == [desk.session]
    assert len(desk.sessions) == 1


def test_the_plus_is_there_when_there_is_something_new_to_make(page: PaintPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.tabs.new.isHidden()
    made: list[None] = []
    desk.actions.add("file.new", "New", "plus", "Ctrl+N", lambda: made.append(None), menu="File")
    assert not page.tabs.new.isHidden()
    qtbot.mouseClick(page.tabs.new, Qt.MouseButton.LeftButton)
    assert made == [None]


def test_what_a_picture_is_made_of_is_said() -> None:
    assert says(Document((640, 480), depth=16)) == "640 × 480 · sRGB · 16 bit"


def profile(name: str) -> bytes:
    """A profile of sRGB's colours under another name of the same length, or under its own."""
    own = b"sRGB built-in"
    icc = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return icc.replace(own.decode().encode("utf-16-be"), name.encode("utf-16-be"))


def test_a_profile_is_called_by_its_own_name() -> None:
    assert says(Document((640, 480), icc=profile("sRGB built-in"))) == "640 × 480 · sRGB"
    assert says(Document((640, 480), icc=profile("Studio paper "))) == "640 × 480 · Studio paper"
    assert says(Document((640, 480), icc=b"none")) == "640 × 480 · unknown profile"
