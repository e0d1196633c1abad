"""Builds the studio: library, engine, desk, window. The only place where they are put together."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from studio.ui.window import Window


def main(words: Sequence[str]) -> int:
    """Opens the window with the files named; returns when it is closed."""
    if not has_display():
        print("There is no display here. Try: pentimento demo, or pentimento --help.", file=sys.stderr)
        return 2
    from studio import libraries

    if lacking := libraries.missing():
        print(libraries.sentence(lacking), file=sys.stderr)
        return 1
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    window = build(application)
    window.painted.connect(window.ready)
    window.show()
    for word in words:
        window.open(Path(word))
    try:
        return application.exec()
    finally:
        window.desk.engine.close()


def build(application: QApplication) -> Window:
    """The window with everything behind it, not yet shown. Whoever builds it closes `desk.engine` at the end."""
    from studio.engine.engine import Engine
    from studio.engine.library import Library
    from studio.ui.desk import Desk
    from studio.ui.settings import Settings
    from studio.ui.theme import apply, chosen
    from studio.ui.window import Window

    application.setApplicationName("Pentimento")
    application.setDesktopFileName("pentimento")
    settings = Settings.load()
    apply(application, chosen(settings.theme))
    library = Library(offline=settings.offline)
    library.preferred.update(settings.preferred)
    settings.changed.connect(lambda: setattr(library, "offline", settings.offline))
    return Window(Desk(library, Engine(library), settings))


def has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or platform in ("offscreen", "vnc"))
