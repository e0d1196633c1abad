"""Shows a page or a folder in the system's own programs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio import libraries


def show(what: str | Path) -> bool:
    """An address of the web, or a folder; whether some program took it."""
    url = QUrl.fromLocalFile(str(what)) if isinstance(what, Path) else QUrl(what)
    with libraries.as_others_know_them():
        return QDesktopServices.openUrl(url)
