"""Finding commands by a few letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.palette import Find, Palette, ranked, score
from studio.ui.window import Window


def finds(*titles: str) -> list[Find]:
    return [Find(title, "Layer", "house", "", lambda: None) for title in titles]


@pytest.mark.parametrize(("query", "best"), [
    ("fl", "Flatten"), ("inv sel", "Invert selection"), ("is", "Invert selection"), ("mrg", "Merge down"),
    ("full", "Full screen"),
])
def test_the_likeliest_stands_first(query: str, best: str) -> None:
    found = ranked(query, finds("Full screen", "Flatten", "Merge down", "Invert selection", "Default colours"))
    assert found[0].title == best


def test_letters_that_are_not_there_find_nothing() -> None:
    assert score("xyz", "Flatten") is None
    assert ranked("qqq", finds("Flatten")) == []
    assert len(ranked("  ", finds("A", "B"))) == 2


@pytest.fixture
def palette(window: Window, opened: Document, qtbot: QtBot) -> Palette:
    made = Palette(window.desk.actions, window.filing.recents, window.open, window)
    qtbot.addWidget(made)
    made.open()
    return made


def test_enter_does_what_is_chosen(palette: Palette, opened: Document, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "select all")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert opened.selection is not None
    assert not palette.isVisible()


def test_arrows_walk_and_escape_leaves_everything(palette: Palette, opened: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 0
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert not opened.modified


def test_every_action_can_be_found(palette: Palette, window: Window) -> None:
    titles = {find.title for find in palette.finds()}
    for id in window.desk.actions:
        assert window.desk.actions[id].text().replace("&", "") in titles


def test_recent_pictures_can_be_found_too(palette: Palette, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "zebra.png"
    path.write_bytes(b"x")
    window.filing.recents.note(path, 1)
    assert ranked("zebra", palette.finds())[0].title == "zebra.png"
