"""The Timeline panel: its head, the line of time, and a row for everything that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.ui.timeline.head import HEIGHT, Head
from studio.ui.timeline.menus import key_menu, track_menu
from studio.ui.timeline.rows import Rows
from studio.ui.timeline.ruler import Ruler
from studio.ui.timeline.scale import ROW, RULER

if TYPE_CHECKING:
    from studio.explore.space import Spot
    from studio.ui.desk import Desk

FEWEST, MOST = 4, 6
"""Rows that there is room for before they scroll."""


class TimelinePanel(QWidget):
    """For the foot of a workspace. `spotted` gives the point (a Spot) under the playhead while it moves, for whoever
    shows points; `set_spot` tells where one stands, which a key of the position takes."""

    spotted = Signal(object)
    headed = True
    """Whether it has its head on top of it, not in the head of a dock."""
    fewest, most = FEWEST, MOST

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fill", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Timeline")
        self.reel = desk.reel
        self.head, self.ruler, self.rows = Head(self.reel), Ruler(self.reel), Rows(self.reel)
        self.area = QScrollArea()
        self.area.setWidget(self.rows)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the ruler is as wide as the rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.headed:
            column.addWidget(self.head)
        column.addWidget(self.ruler)
        column.addWidget(self.area, 1)
        self.setFixedHeight(self.wanted_height())
        self.head.asked.connect(lambda: self.export())
        self.ruler.add.clicked.connect(lambda: self.open_tracks())
        self.rows.asked.connect(self._open_keys)
        self.reel.changed.connect(lambda: self.setFixedHeight(self.wanted_height()))
        self.reel.moved.connect(lambda _: self._tell())

    def wanted_height(self) -> int:
        """For all rows, as far as there are not too many."""
        rows = min(self.most, max(self.fewest, len(self.reel.timeline.tracks)))
        return (HEIGHT if self.headed else 0) + RULER + ROW * rows

    def set_spot(self, model: str, spot: Spot | None) -> None:
        self.reel.stand(model, spot)

    def _tell(self) -> None:
        timeline = self.reel.timeline
        track = timeline.track("position")
        if track is None or not track.keys or not track.on:
            return
        try:
            spot = timeline.at(self.reel.frame).spot
        except PentimentoError:
            return
        if spot is not None:
            self.spotted.emit(spot)

    # Menus

    def open_tracks(self) -> None:
        menu = track_menu(self.reel, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.ruler.mapToGlobal(QPoint(4, RULER)))

    def _open_keys(self, at: QPoint) -> None:
        if self.reel.track is not None:
            menu = key_menu(self.reel, self.reel.track, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def export(self) -> None:
        from studio.ui.timeline.export import export

        export(self.reel, self)
