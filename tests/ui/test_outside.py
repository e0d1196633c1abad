"""Pages and folders are shown by the system's own programs, with the system's own libraries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from studio.ui import outside


class Browser(QObject):
    """Stands for the system's programs: notes what it is shown, and under which search path."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str | None]] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.seen.append((url.toString(), os.environ.get("LD_LIBRARY_PATH")))


def test_it_starts_them_with_the_libraries_they_know(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser()
    for scheme in ("https", "file"):
        QDesktopServices.setUrlHandler(scheme, browser, "take")  # type: ignore[call-overload]
    try:
        monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
        assert outside.show("https://pentimento.invalid/")
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        assert outside.show(tmp_path)
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
        assert outside.show(tmp_path)
    finally:
        for scheme in ("https", "file"):
            QDesktopServices.unsetUrlHandler(scheme)
    folder = QUrl.fromLocalFile(str(tmp_path)).toString()
    assert browser.seen == [("https://pentimento.invalid/", "/ours"), (folder, None), (folder, "/theirs")]
    assert os.environ["LD_LIBRARY_PATH"] == "/ours"
