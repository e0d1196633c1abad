"""The desk: pictures in front, the tool in hand, a voice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SelectAll
from studio.core.document import Document
from studio.session import Session
from studio.ui.desk import Desk


@pytest.fixture
def sessions(desk: Desk) -> list[Session]:
    made = [Session(Document((8, 8), name=str(number)), desk.library, desk.engine) for number in range(3)]
    for session in made:
        desk.add(session)
    return made


def test_the_newest_is_in_front_and_closing_brings_its_neighbour(desk: Desk, sessions: list[Session]) -> None:
    assert desk.session is sessions[2]
    desk.close(sessions[2])
    assert desk.session is sessions[1]
    desk.bring(sessions[0])
    assert desk.document is sessions[0].document
    desk.close(sessions[1])
    desk.close(sessions[0])
    assert desk.session is None
    assert desk.document is None


def test_the_list_is_told_of_when_a_document_changes_from_saved_to_not(desk: Desk, sessions: list[Session],
                                                                      qtbot: QtBot) -> None:
    document = sessions[2].document
    with qtbot.waitSignal(desk.listed, timeout=500):
        document.do(SelectAll())
    with qtbot.waitSignal(desk.listed, timeout=500):
        document.undo()


def test_undo_memory_follows_the_preferences(desk: Desk, sessions: list[Session]) -> None:
    assert sessions[0].document.history.limit == desk.settings.undo_memory << 20


def test_another_tool_is_told_of_once_and_an_unknown_one_not_at_all(desk: Desk) -> None:
    heard: list[str] = []
    desk.tool_changed.connect(lambda: heard.append(desk.tool.id))
    assert desk.tool.id == "mask_brush"
    desk.choose_tool("brush")
    desk.choose_tool("brush")
    desk.choose_tool("no such tool")
    assert heard == ["brush"]


def test_colours_change_together_or_alone(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.colours_changed):
        desk.set_colours((1, 2, 3, 255))
    assert desk.setting.foreground == (1, 2, 3, 255)
    assert desk.setting.background == (255, 255, 255, 255)


def test_it_says_hints_points_and_asks(desk: Desk) -> None:
    heard: list[object] = []
    desk.said.connect(lambda *words: heard.append(words))
    desk.hinted.connect(heard.append)
    desk.pointed.connect(heard.append)
    desk.task_asked.connect(lambda verb, values: heard.append((verb, values)))
    desk.say("Saved.", kind="info")
    desk.hint("Drag", "Alt erases")
    desk.point("4, 2 px")
    desk.ask_task("fill", {"count": 2})
    assert heard == [("Saved.", "", "info"), ("Drag", "Alt erases"), "4, 2 px", ("fill", {"count": 2})]
