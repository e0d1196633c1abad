"""Lets the window, or any other program, follow a training and hold its reins: progress as JSON lines, words in a file.

A line on standard output is one of

    {"pid": 4711, "home": DIR}                 it has begun
    {"said": SENTENCE}                         worth knowing
    {"note": TEXT, "fraction": 0.2}            what it does before the first step
    {"step": 12, "fraction": 0.1, "seconds": 3.2, "losses": {"l1": 0.2}, "kept": true}
    {"paused": true}                           and false, when it goes on
    {"stopped": 12}                            the last line when it was asked to stop
    {"kind": …, "steps": 12, "outputs": …}     the last line when all is done
    {"error": {"kind", "message", "hint"}}     the last line when it failed

The file DIR/control holds one word. `stop` ends the training between two steps, with a checkpoint. `pause` holds it as
long as the file is written anew at least every `HOLDS` seconds, so that it goes on when whoever asked has died.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from studio.engine.job import Cancelled

if TYPE_CHECKING:
    from studio.training.loop import Moment

CONTROL = "control"
HOLDS = 20.0
"""Seconds that a pause lasts after it was last asked for."""
NICE = 15
_LOOK = 0.25
"""Seconds between two looks at the control file."""
_LINE = 0.5
"""Seconds between two lines about steps."""


class Reins:
    """The `report` of a training, its clock (which stands still in a pause) and what hears each of its steps.

    A first Ctrl+C or SIGTERM ends it between two steps, a second one at once. With `aloud` it prints lines, obeys the
    control file, and runs at low priority once it is loaded; else `bar` shows progress.
    """

    def __init__(self, home: Path, aloud: bool, bar: Callable[..., None]) -> None:
        self.under_way = False
        self._home, self._aloud, self._bar = home, aloud, bar
        self._asked = self._gives_way = False
        self._step = 0
        self._looked = self._told = 0.0
        self._rested = 0.0
        self._said: set[str] = set()
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Reins:
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGINT, signal.SIGTERM):
                self._before[name] = signal.signal(name, self._signalled)
        if self._aloud:
            self._tell(pid=os.getpid(), home=str(self._home))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for name, handler in self._before.items():
            signal.signal(name, handler)
        if self._aloud and isinstance(error, KeyboardInterrupt | Cancelled):
            self._tell(stopped=self._step)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if self._asked or not self.under_way:
            raise KeyboardInterrupt
        self._asked = True

    # What the training calls

    def __call__(self, fraction: float, preview: object = None, note: str = "") -> None:
        """Cancelled when it is to stop; waits while it is to pause."""
        self._bar(fraction, preview, note)
        self._give_way()
        if self._aloud and note and not self.under_way and self._due():
            self._tell(note=note, fraction=round(fraction, 4))
        if self._asked:
            raise Cancelled
        if self._aloud and time.monotonic() - self._looked >= _LOOK:
            self._obey()

    def clock(self) -> float:
        return time.monotonic() - self._rested

    def hear(self, moment: Moment) -> None:
        first, self.under_way = not self.under_way, True
        self._step = moment.step
        self._give_way()
        if not self._aloud:
            return
        self.say(moment.warning)
        if self._due() or first or moment.kept:
            losses = {name: float(f"{loss:.4g}") for name, loss in moment.losses.items()}
            self._tell(step=moment.step, fraction=round(moment.fraction, 4), seconds=round(moment.seconds, 1),
                       losses=losses, kept=moment.kept)  # fmt: skip

    def say(self, sentence: str) -> None:
        """Something worth knowing, once."""
        if self._aloud and sentence and sentence not in self._said:
            self._said.add(sentence)
            self._tell(said=sentence)

    # Reins

    def _obey(self) -> None:
        word = self._word()
        since = time.monotonic()
        if word == "pause":
            self._tell(paused=True)
            while word == "pause" and not self._asked:
                time.sleep(_LOOK)
                word = self._word()
            self._rested += time.monotonic() - since
            self._tell(paused=False)
        self._looked = time.monotonic()
        if word == "stop" or self._asked:
            with contextlib.suppress(OSError):
                (self._home / CONTROL).unlink()
            raise Cancelled

    def _word(self) -> str:
        """ "stop", "pause" or nothing; a pause that nobody asks for any more is none."""
        path = self._home / CONTROL
        try:
            word = path.read_text(encoding="utf-8").strip()
            held = time.time() - path.stat().st_mtime < HOLDS
        except (OSError, ValueError):
            return ""
        return word if word == "stop" or (word == "pause" and held) else ""

    def _give_way(self) -> None:
        """Not before there is work: at low priority to load torch would take minutes where others are busy."""
        if self._aloud and not self._gives_way:
            self._gives_way = True
            _step_back()

    def _due(self) -> bool:
        now = time.monotonic()
        if now - self._told < _LINE:
            return False
        self._told = now
        return True

    def _tell(self, **line: Any) -> None:
        print(json.dumps(line, ensure_ascii=False), flush=True)


def _step_back() -> None:
    """Everything else on this computer goes first."""
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(max(0, NICE - os.nice(0)))
