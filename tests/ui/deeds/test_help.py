"""What this program is, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from studio import __version__
from studio.ui.dialogs import Dialog
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
