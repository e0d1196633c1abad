"""Starts a training in a process of its own, which lives on when the window is closed, and gives it a word."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QProcess

from studio import places
from studio.core.errors import JobFailed
from studio.ui.panels.train.training import CONTROL, LINES, TROUBLE


def command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The program and its words: this very Python, or the frozen studio itself."""
    if getattr(sys, "frozen", False):
        return sys.executable, list(words)
    return sys.executable, ["-m", "studio", *words]


def start(words: Sequence[str], home: Path) -> None:
    """What it says goes to files in `home`, so that any window can follow it; its number first. JobFailed when the
    system starts none."""
    tell(home, "")
    process = QProcess()
    program, arguments = command(words)
    process.setProgram(program)
    process.setArguments(arguments)
    process.setWorkingDirectory(str(places.shipped()))
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(str(home / LINES))
    process.setStandardErrorFile(str(home / TROUBLE))
    if not process.startDetached():
        raise JobFailed(f"The training could not be started: {process.errorString()}.",
                        "Close other programs and try again.")  # fmt: skip


def tell(home: Path, word: str) -> None:
    """ "stop" or "pause"; nothing lets it go on. A pause has to be told again every few seconds."""
    path = home / CONTROL
    with contextlib.suppress(OSError):  # a disk that is full: it goes on, and is told again
        if word:
            part = path.with_suffix(".part")
            part.write_text(word, encoding="utf-8")
            part.replace(path)
        else:
            path.unlink(missing_ok=True)
