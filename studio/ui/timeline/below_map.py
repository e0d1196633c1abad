"""The timeline below the map: a key holds where one stands, and the map follows the playhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from studio.ui.timeline.panel import TimelinePanel

if TYPE_CHECKING:
    from studio.explore.space import Spot
    from studio.ui.desk import Desk

REST = 150
"""Milliseconds that the playhead has to rest before the map goes there: all its pictures are others then."""


class BelowMap(TimelinePanel):
    """In a dock, whose head it shares; as low as its rows allow."""

    headed = False
    fewest, most = 1, 4

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._explorer = desk.explorer
        self._going: Spot | None = None
        self.head.tabs.hide()
        self.head.setFixedHeight(35)
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self._follow)
        self.spotted.connect(self._wish)
        self._explorer.moved.connect(self._stand)
        self._explorer.switched.connect(self._stand)
        self._stand()

    def head_widgets(self) -> list[QWidget]:
        return [self.head]

    def _stand(self) -> None:
        entry, stand = self._explorer.entry, self._explorer.stand
        self.set_spot("" if entry is None else entry.id, None if stand is None else stand.spot)

    def _wish(self, spot: Spot) -> None:
        """Only while one looks at the map, and of the model that makes the film."""
        entry = self._explorer.entry
        if self.isVisible() and entry is not None and entry.id == self.reel.timeline.source.model:
            self._going = spot
            self._soon.start()

    def _follow(self) -> None:
        spot, self._going = self._going, None
        if spot is not None and not self.reel.player.playing:
            self._explorer.go_to(spot)
