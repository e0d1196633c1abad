"""Plays the film in the window at its own speed: a frame that comes too late is left out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.timeline.reel import Reel


class Player(QObject):
    """`changed`: it plays now, or has stopped."""

    changed = Signal(bool)

    def __init__(self, reel: Reel, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(reel)
        self._reel, self._clock = reel, clock
        self._start = (0.0, 0)
        self._timer = QTimer(self, interval=8, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        reel.changed.connect(self._again)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def play(self) -> None:
        """From the playhead; from the beginning when it stands at the end."""
        if self._reel.frame >= self._reel.timeline.length - 1:
            self._reel.go(0)
        self._start = self._clock(), self._reel.frame
        self._timer.start()
        self.changed.emit(True)

    def stop(self) -> None:
        if self.playing:
            self._timer.stop()
            self.changed.emit(False)

    def turn(self) -> None:
        if self.playing:
            self.stop()
        else:
            self.play()

    def _again(self) -> None:
        """The film is faster, or longer, or another: time counts from here."""
        self._start = self._clock(), self._reel.frame

    def tick(self) -> None:
        """Goes where the film would be by now."""
        since, frame = self._start
        timeline = self._reel.timeline
        wanted = frame + int((self._clock() - since) * float(timeline.fps))
        if wanted < timeline.length:
            self._reel.go(wanted)
        elif timeline.loop:
            self._reel.go(wanted % timeline.length)
        else:
            self._reel.go(timeline.length - 1)
            self.stop()
