"""Actions: what they show, when they are possible, and what becomes of their errors."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SelectAll
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.ui.actions import Actions
from studio.ui.window import Window


@pytest.fixture
def actions(dressed: QApplication) -> Actions:
    return Actions()


def test_an_action_shows_its_title_icon_and_keys(actions: Actions) -> None:
    action = actions.add("a", "Do &it…", "house", "Ctrl+Shift+Y", lambda: None, menu="File")
    assert action.text() == "Do &it…"
    assert not action.icon().isNull()
    assert action.toolTip() == "Do it  (Ctrl+Shift+Y)"
    assert actions["a"] is action
    assert "a" in actions
    assert list(actions) == ["a"]


def test_the_same_id_twice_is_refused(actions: Actions) -> None:
    actions.add("a", "A", "house", "", lambda: None, menu="")
    with pytest.raises(KeyError, match="'a'"):
        actions.add("a", "B", "house", "", lambda: None, menu="")


def test_an_error_for_the_artist_is_handed_on(actions: Actions) -> None:
    def run() -> None:
        raise BadRequest("Paint a mask first.")

    told: list[BadRequest] = []
    actions.failed.connect(told.append)
    actions.add("a", "A", "house", "", run, menu="").trigger()
    assert told[0].message == "Paint a mask first."


def test_what_is_not_possible_is_grey_until_it_is(actions: Actions, qtbot: QtBot) -> None:
    possible = [False]
    ran: list[int] = []
    action = actions.add("a", "A", "house", "", lambda: ran.append(1), menu="", enabled=lambda: possible[0])
    assert not action.isEnabled()
    actions.run("a")
    assert not ran
    possible[0] = True
    actions.later()
    actions.later()
    qtbot.waitUntil(action.isEnabled)
    actions.run("a")
    assert ran == [1]


def test_new_keys_count_at_once(actions: Actions) -> None:
    action = actions.add("a", "A", "house", "B", lambda: None, menu="")
    actions.change_keys("a", "Ctrl+B")
    assert [one.toString() for one in action.shortcuts()] == ["Ctrl+B"]
    assert "Ctrl+B" in action.toolTip()
    assert actions.with_key("Ctrl+B") == "a"
    assert actions.with_key("B") == ""
    actions.reset_keys()
    assert [one.toString() for one in action.shortcuts()] == ["B"]


def test_what_is_possible_is_known_before_the_next_key(window: Window, opened: Document) -> None:
    """Keys that were pressed while the window was busy come in one turn of the event loop."""
    undo, redo = window.desk.actions["edit.undo"], window.desk.actions["edit.redo"]
    opened.do(SelectAll())
    assert undo.isEnabled()
    assert not redo.isEnabled()
    undo.trigger()
    assert opened.selection is None
    redo.trigger()
    assert opened.selection is not None
    window.desk.actions.run("select.none")
    assert not window.desk.actions["select.none"].isEnabled()
