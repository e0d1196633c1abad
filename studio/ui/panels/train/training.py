"""One training as the window knows it: its folder, how far it is, and how it ended; all of it read from files."""

from __future__ import annotations

import json
import os
import time
from enum import Enum
from pathlib import Path
from typing import Any

from studio.ui.panels.train.request import Request

LINES, TROUBLE, CONTROL = "progress.jsonl", "trouble.log", "control"
_PATIENCE = 3.0
"""Seconds of silence after which it is looked whether the process lives."""
_LOADING = 120.0
"""Seconds that a process may take until its first word, on a computer that is busy."""
_TAIL = 1 << 16


class State(Enum):
    """As it is said."""

    IDLE = "Not begun"
    WAITING = "Waiting"
    STARTING = "Starting"
    RUNNING = "Learning"
    PAUSED = "Paused"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    BROKEN = "Broken off"
    FAILED = "Failed"
    DONE = "Done"

    @property
    def active(self) -> bool:
        """A process works at it."""
        return self in (State.STARTING, State.RUNNING, State.PAUSED, State.STOPPING)


class Training:
    """`refresh` reads what its process has said since; nothing here waits, and nothing here knows Qt."""

    def __init__(self, home: Path, request: Request) -> None:
        self.home, self.request = home, request
        self.state = State.IDLE
        self.step = self.kept_step = 0
        self.fraction = self.seconds = 0.0
        self.rate = 0.0
        """Steps a second, lately."""
        self.losses: dict[str, float] = {}
        self.note = ""
        self.said: list[str] = []
        self.error, self.hint = "", ""
        self.pid = 0
        self._offset = 0
        self._heard = time.monotonic()
        self._marks: list[tuple[float, int]] = []

    @property
    def name(self) -> str:
        return self.home.name

    @property
    def model(self) -> Path:
        """What the studio uses, a file or a folder; there as soon as there is a checkpoint."""
        folder = self.home / self.home.name
        return folder if folder.is_dir() else self.home / f"{self.home.name}.safetensors"

    @property
    def seconds_left(self) -> float | None:
        """None where there is no limit, or too little is known."""
        if self.state is not State.RUNNING or not 0.01 < self.fraction < 1 or self.seconds < 2:
            return None
        if self.request.steps and self.rate > 0:
            by_steps = (self.request.steps - self.step) / self.rate
            by_time = 60 * self.request.minutes - self.seconds if self.request.minutes else by_steps
            return max(0.0, min(by_steps, by_time))
        return max(0.0, 60 * self.request.minutes - self.seconds) if self.request.minutes else None

    @property
    def can_go_on(self) -> bool:
        return self.state in (State.STOPPED, State.BROKEN, State.FAILED, State.DONE, State.IDLE)

    def sheets(self, nearest: bool = False) -> list[tuple[int, Path]]:
        """Pictures of how it was after which step, oldest first."""
        found = []
        for path in sorted((self.home / "sheets").glob("*.png")):
            step, _, what = path.stem.partition("-")
            if step.isdigit() and (what == "nearest") == nearest and what in ("", "nearest"):
                found.append((int(step), path))
        return found

    # Following

    def attach(self) -> Training:
        """For one that was begun earlier: how it stands now."""
        self._read(first=True)
        self.kept_step = max(self.kept_step, self._newest())
        self.step = max(self.step, self.kept_step)
        if self.state in (State.STARTING, State.RUNNING, State.PAUSED) and not lives(self.pid, self.home):
            self._broke()
        return self

    def begun(self) -> None:
        """Its process was started just now; it will tell its number."""
        self.pid, self.state, self._offset = 0, State.STARTING, 0
        self.fraction = self.seconds = self.rate = 0.0
        self.note = self.error = self.hint = ""
        self.said, self._marks = [], []
        self._heard = time.monotonic()

    def refresh(self) -> bool:
        """Whether anything is new."""
        if not self.state.active:
            return False
        before = self.state
        new = self._read()
        if new:
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > _PATIENCE:
            gone = not lives(self.pid, self.home) if self.pid else self._never_came()
            self._heard = time.monotonic() if self.pid else self._heard
            if gone and not self._read():
                self._broke()
        return new or self.state is not before

    def _never_came(self) -> bool:
        """It has not said a word: it died while it was loaded, or was never begun."""
        return bool(last_words(self.home / TROUBLE)) or time.monotonic() - self._heard > _LOADING

    def _read(self, first: bool = False) -> bool:
        """Takes the lines that have come; of a long file only the end at first."""
        try:
            with (self.home / LINES).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if first and size > _TAIL:
                    self._take(file.readline())  # who it is
                    file.seek(size - _TAIL)
                    file.readline()
                else:
                    file.seek(self._offset)
                data = file.read()
                end = data.rfind(b"\n") + 1
                self._offset = file.tell() - len(data) + end
        except OSError:
            return False
        for line in data[:end].splitlines():
            self._take(line)
        return end > 0

    def _take(self, line: bytes) -> None:
        try:
            told = json.loads(line)
        except ValueError:
            return
        if isinstance(told, dict):
            self._hear(told)

    def _hear(self, told: dict[str, Any]) -> None:
        if "pid" in told:
            self.pid = int(told["pid"])
            if not self.state.active:
                self.state = State.STARTING
        elif "losses" in told:
            self._moved(told)
        elif "note" in told:
            self.note = str(told["note"])
        elif "said" in told:
            self.said.append(str(told["said"]))
        elif "paused" in told:
            if self.state is not State.STOPPING:
                self.state = State.PAUSED if told["paused"] else State.RUNNING
            self._marks = []
        elif "stopped" in told:
            self.state, self.kept_step = State.STOPPED, max(self.kept_step, int(told["stopped"]))
        elif "error" in told:
            error = told["error"]
            self.state, self.error, self.hint = State.FAILED, str(error["message"]), worded(str(error["hint"] or ""))
        elif "outputs" in told:
            self.state, self.step, self.fraction = State.DONE, int(told["steps"]), 1.0

    def _moved(self, told: dict[str, Any]) -> None:
        self.note = ""
        self.step, self.fraction, self.seconds = int(told["step"]), float(told["fraction"]), float(told["seconds"])
        self.losses = dict(told["losses"])
        if told.get("kept"):
            self.kept_step = self.step
        if self.state is not State.STOPPING:
            self.state = State.RUNNING
        self._marks = [*self._marks, (self.seconds, self.step)][-40:]
        (then, first), (now, last) = self._marks[0], self._marks[-1]
        if now - then > 0.5:
            self.rate = (last - first) / (now - then)

    def _broke(self) -> None:
        """The process is gone without a word: killed, crashed, or the computer went off."""
        self.state = State.BROKEN
        self.kept_step = max(self.kept_step, self._newest())
        reason = last_words(self.home / TROUBLE)
        kept = f"The checkpoint of step {self.kept_step} is kept." if self.kept_step else "There is no checkpoint yet."
        self.error = f"The training was broken off at step {self.step}. {kept}"
        self.hint = reason or "Go on with it: it comes to the same curve."

    def _newest(self) -> int:
        whole = [path.name[5:] for path in self.home.glob("step-????????") if (path / "state.json").exists()]
        return max((int(step) for step in whole if step.isdigit()), default=0)


def worded(hint: str) -> str:
    """A hint for the command line, said for the window."""
    hint = hint.replace("Go on from the last checkpoint with --resume and a lower --rate, or start anew.",
                        "Begin a new one with a lower rate.")  # fmt: skip
    return hint.replace("then go on with --resume.", "then go on.").replace("with --data DIR", "").replace(" .", ".")


def last_words(log: Path) -> str:
    """What a process wrote last before it died, where that was an error; short."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    last = lines[-1].strip() if lines else ""
    return last[:200] if "Error" in last else ""


def lives(pid: int, home: Path) -> bool:
    """Whether that process is there and is the one that trains in `home`, not another with its number."""
    import psutil

    try:
        process = psutil.Process(pid) if pid > 0 else None
        if process is None or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return any(str(home) == word for word in process.cmdline())
    except psutil.Error:
        return False
