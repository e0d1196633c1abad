"""Repaints gathered into frames: however many events a pen sends, the window is drawn at most so often."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

EVERY = 8
"""Milliseconds: 120 frames a second."""


class Frames(QObject):
    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._region = QRegion()
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._flush)

    def ask(self, where: QRectF | QRegion | None = None) -> None:
        """Repaint this part of the widget with the next frame; None is all of it."""
        if where is None:
            where = QRegion(self._widget.rect())
        self._region |= where if isinstance(where, QRegion) else QRegion(where.toAlignedRect())
        if not self._timer.isActive():
            since = (perf_counter() - self._last) * 1000
            self._timer.start(max(0, round(EVERY - since)))

    def _flush(self) -> None:
        region, self._region = self._region, QRegion()
        self._last = perf_counter()
        self._widget.update(region)
