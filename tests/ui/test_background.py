"""Work on another thread whose result comes back on this one."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from studio.core.errors import PentimentoError, Unreadable
from studio.ui.background import busy, in_background


def never(value: Any) -> None:
    raise AssertionError(value)


def test_the_result_comes_on_the_thread_that_asked(qapp: QApplication, qtbot: QtBot) -> None:
    worked: list[int] = []
    told: list[tuple[str, int]] = []

    def work() -> str:
        worked.append(threading.get_ident())
        return "done"

    in_background(work, lambda result: told.append((result, threading.get_ident())), never)
    assert busy()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("done", threading.get_ident())]
    assert worked[0] != threading.get_ident()
    assert not busy()


def test_an_error_for_the_artist_comes_as_one(qapp: QApplication, qtbot: QtBot) -> None:
    told: list[PentimentoError] = []

    def work() -> None:
        raise Unreadable("It is empty.", "Fetch it again.")

    in_background(work, never, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].message == "It is empty."
    assert told[0].hint == "Fetch it again."


def test_a_disk_that_refuses_is_told_in_words(qapp: QApplication, qtbot: QtBot) -> None:
    told: list[PentimentoError] = []

    def work() -> None:
        raise PermissionError(13, "Permission denied", "/a/file")

    in_background(work, never, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "Permission denied" in told[0].message
    assert "/a/file" in told[0].message


def test_a_mistake_in_the_work_is_not_swallowed(qapp: QApplication, qtbot: QtBot) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with capture_exceptions() as caught:
        in_background(work, never, never)
        qtbot.waitUntil(lambda: not busy())
    assert caught[0][0] is ZeroDivisionError


def test_nobody_is_told_when_the_owner_is_gone(qapp: QApplication, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    in_background(gate.wait, never, never, owner=owner)
    Shiboken.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not busy())
