"""A command works in a process of its own; what it prints, its errors and its end come back."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import JobFailed
from studio.ui.explore.chore import Chore


def ended(code: str, qtbot: QtBot, words: tuple[str, ...] = (), cancel: bool = False) -> object:
    ends: list[object] = []
    chore = Chore(words, None, [sys.executable, "-c", code])
    chore.ended.connect(ends.append)
    chore.start()
    if cancel:
        chore.cancel()
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    chore.wait()
    return ends[0]


def test_the_last_line_of_json_is_the_answer(qtbot: QtBot) -> None:
    code = "import json, sys; print('hello'); print(json.dumps({'words': sys.argv[1:]}))"
    assert ended(code, qtbot, ("direction", "list")) == {"words": ["direction", "list", "--json", "--quiet"]}


def test_an_error_of_the_command_line_is_said_in_its_words(qtbot: QtBot) -> None:
    code = "import sys; print('{\"error\": {\"message\": \"No probe.\", \"hint\": \"Get one.\"}}'); sys.exit(2)"
    error = ended(code, qtbot)
    assert isinstance(error, JobFailed)
    assert (error.message, error.hint) == ("No probe.", "Get one.")


def test_a_process_that_breaks_says_its_last_line(qtbot: QtBot) -> None:
    error = ended("import sys; print('at the end', file=sys.stderr); sys.exit(3)", qtbot)
    assert isinstance(error, JobFailed)
    assert error.hint == "at the end"


def test_a_cancelled_one_gives_nothing(qtbot: QtBot) -> None:
    assert ended("import time; time.sleep(60)", qtbot, cancel=True) is None


def test_a_program_that_is_not_there(qtbot: QtBot) -> None:
    ends: list[object] = []
    chore = Chore((), None, ["/nowhere/at-all"])
    chore.ended.connect(ends.append)
    chore.start()
    qtbot.waitUntil(lambda: bool(ends))
    assert isinstance(ends[0], JobFailed)


@pytest.mark.slow
def test_the_command_line_itself_answers(qtbot: QtBot) -> None:
    ends: list[object] = []
    chore = Chore(("direction", "list", "--model", "nothing-at-all"))
    chore.ended.connect(ends.append)
    chore.start()
    qtbot.waitUntil(lambda: bool(ends), timeout=60_000)
    assert isinstance(ends[0], JobFailed)
    assert "nothing-at-all" in ends[0].message
