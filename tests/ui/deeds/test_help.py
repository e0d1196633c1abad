"""What this program is, and its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio import __version__
from studio.engine import updates
from studio.ui.background import busy
from studio.ui.dialogs import Dialog
from studio.ui.graphics import GraphicsPart
from studio.ui.preferences import Preferences
from studio.ui.window import Window


def test_about_names_version_and_licence(window: Window) -> None:
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    QTimer.singleShot(0, read)
    window.desk.actions.run("help.about")
    assert f"Version {__version__}" in seen
    assert any("Apache" in text for text in seen)


def test_the_keys_open_on_their_page(window: Window) -> None:
    window.desk.actions.run("help.keys")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Preferences)
    assert dialog.tabs.current == "keys"
    dialog.accept()


def test_asking_for_a_newer_version_says_what_was_found(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.settings.change(offline=False)
    for release, said in (
        (updates.Release(__version__, "", newer=False), "is the newest"),
        (updates.Release("99.0", "", newer=True), "Version 99.0 is there"),
        (updates.Release("99.0", "https://pentimento.invalid/99", newer=True), "Version 99.0 is there"),
    ):
        monkeypatch.setattr(updates, "latest", lambda offline, release=release: release)
        window.desk.actions.run("help.updates")
        qtbot.waitUntil(lambda: not busy(), timeout=5000)
        assert said in window.notice.text()


def test_offline_nobody_is_asked_for_newer_versions(window: Window, qtbot: QtBot) -> None:
    window.desk.settings.change(offline=True)
    window.desk.actions.run("help.updates")
    qtbot.waitUntil(lambda: not busy(), timeout=5000)
    assert "offline" in window.notice.text()


def test_the_graphics_card_has_its_dialog(window: Window) -> None:
    window.desk.actions.run("help.graphics")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, GraphicsPart)
    dialog.reject()
