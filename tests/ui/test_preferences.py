"""Preferences: every change counts at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.engine.roots import remembered
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.preferences import Preferences
from studio.ui.settings import Settings
from studio.ui.theme import Look
from studio.ui.window import Window


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> Preferences:
    made = Preferences(window.desk, window)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_change_in_the_form_is_saved_at_once(dialog: Preferences, desk: Desk) -> None:
    dialog.form.set_value({**desk.settings.values(), "theme": Look.LIGHT})
    dialog.form.changed.emit()
    assert desk.settings.theme is Look.LIGHT
    assert Settings.load().theme is Look.LIGHT


def test_all_general_settings_are_in_the_form(dialog: Preferences) -> None:
    assert set(dialog.form.value()) >= {"theme", "undo_memory", "autosave", "tablet", "offline"}


def test_model_folders_are_those_of_the_command_line_and_their_models_are_there_at_once(
    dialog: Preferences, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "broken.safetensors").write_bytes(b"no model, but it is seen")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(tmp_path / "models")))
    dialog.tabs.choose("models")
    dialog.folders.add.click()
    dialog.folders.add.click()
    assert remembered() == (tmp_path / "models",)
    qtbot.waitUntil(lambda: desk.library.entry("broken") is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    dialog.folders.list.setCurrentRow(0)
    dialog.folders.remove.click()
    assert remembered() == ()
    assert not dialog.folders.remove.isEnabled()
    qtbot.waitUntil(lambda: desk.library.entry("broken") is None, timeout=20_000)


def test_its_pages_turn(dialog: Preferences) -> None:
    dialog.tabs.choose("keys")
    assert dialog.pages.currentWidget() is dialog.keys
