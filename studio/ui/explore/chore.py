"""A command of the command line at work in a process of its own: for what the window itself must not load."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from studio import places
from studio.core.errors import JobFailed


class Chore(QObject):
    """Runs `pentimento WORDS --json`. `ended` gives what it printed as a dict, a JobFailed, or None when cancelled."""

    ended = Signal(object)

    def __init__(self, words: Sequence[str], parent: QObject | None = None, program: Sequence[str] = ()) -> None:
        super().__init__(parent)
        frozen = getattr(sys, "frozen", False)
        first = list(program) or ([sys.executable] if frozen else [sys.executable, "-m", "studio"])
        self._stopped = False
        self._process = QProcess(self)
        self._process.setProgram(first[0])
        self._process.setArguments([*first[1:], *words, "--json", "--quiet"])
        self._process.setWorkingDirectory(str(places.shipped()))
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("OMP_WAIT_POLICY", "PASSIVE")
        self._process.setProcessEnvironment(environment)
        self._process.finished.connect(self._over)
        self._process.errorOccurred.connect(self._broken)

    def start(self) -> None:
        self._process.start(QProcess.OpenModeFlag.ReadOnly)

    def cancel(self) -> None:
        self._stopped = True
        self._process.kill()

    def wait(self) -> None:
        """Cancels, and comes back when the process has ended: for a window that closes."""
        self.cancel()
        self._process.waitForFinished(5000)

    def _over(self) -> None:
        if self._stopped:
            self.ended.emit(None)
            return
        told = _last_json(bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace"))
        error = told.get("error") if told is not None else None
        if isinstance(error, Mapping):
            self.ended.emit(JobFailed(str(error.get("message")), str(error.get("hint") or "")))
        elif told is None or self._process.exitCode():
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
            self.ended.emit(JobFailed("The command line could not do it.", said[-1] if said else ""))
        else:
            self.ended.emit(told)

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(JobFailed(f"No process could be started: {self._process.errorString()}."))


def _last_json(text: str) -> dict[str, Any] | None:
    """The last line that is a JSON object."""
    for line in reversed(text.strip().splitlines()):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return None
