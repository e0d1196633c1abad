"""Giving actions other keys."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from studio.ui.shortcut_editor import ShortcutEditor
from studio.ui.window import Window


@pytest.fixture
def editor(window: Window, qtbot: QtBot) -> ShortcutEditor:
    window.page("paint")
    made = ShortcutEditor(window.desk.actions)
    qtbot.addWidget(made)
    made.resize(580, 360)
    made.show()
    return made


def test_every_action_has_its_line(editor: ShortcutEditor, window: Window) -> None:
    assert editor.list.topLevelItemCount() == len(list(window.desk.actions))


def test_new_keys_count_at_once(editor: ShortcutEditor, window: Window) -> None:
    editor.choose("layer.flatten")
    editor.keys.setKeySequence(QKeySequence("Ctrl+Alt+F"))
    editor.set.click()
    assert window.desk.actions.shortcuts.keys("layer.flatten") == "Ctrl+Alt+F"
    assert editor.chosen == "layer.flatten"
    editor.none.click()
    assert window.desk.actions.shortcuts.keys("layer.flatten") == ""


def test_keys_that_are_taken_say_by_what(editor: ShortcutEditor, window: Window) -> None:
    editor.choose("layer.flatten")
    editor.give("Ctrl+Z")
    assert editor.notice.isVisible()
    assert "Undo" in editor.notice.text()
    assert window.desk.actions.shortcuts.keys("layer.flatten") == ""


def test_defaults_come_back(editor: ShortcutEditor, window: Window) -> None:
    editor.choose("edit.undo")
    editor.give("Ctrl+Alt+U")
    editor.default.click()
    assert window.desk.actions.shortcuts.keys("edit.undo") == "Ctrl+Z"
    editor.give("Ctrl+Alt+U")
    editor.all_default.click()
    assert window.desk.actions.shortcuts.keys("edit.undo") == "Ctrl+Z"


def test_searching_leaves_what_matches(editor: ShortcutEditor) -> None:
    editor.search.setText("flatten")
    shown = [editor.list.topLevelItem(row).text(0) for row in range(editor.list.topLevelItemCount())
             if not editor.list.topLevelItem(row).isHidden()]
    assert "Flatten" in shown
    assert "Undo" not in shown
