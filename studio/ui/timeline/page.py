"""The Animate workspace: the film in the middle, its timeline below, and at the right what is keyed and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui.dock import NARROW, WIDTH
from studio.ui.timeline import editing
from studio.ui.timeline.film_form import FilmForm
from studio.ui.timeline.key_form import KeyForm
from studio.ui.timeline.panel import TimelinePanel
from studio.ui.timeline.viewer import Viewer
from studio.ui.widgets.dock_head import DockHead
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.ui.desk import Desk

WIDE = 1400


class AnimatePage(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reel = desk.reel
        self._desk = desk
        self.viewer, self.timeline = Viewer(self.reel), TimelinePanel(desk)
        self.key, self.film = KeyForm(self.reel), FilmForm(self.reel)
        self.dock = QWidget()
        self.dock.setProperty("fill", "panel")
        self.dock.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._register()

    def _lay_out(self) -> None:
        inside = QWidget()
        forms = QVBoxLayout(inside)
        forms.setContentsMargins(0, 0, 0, 0)
        forms.setSpacing(0)
        forms.addWidget(self.key)
        forms.addWidget(Hairline())
        forms.addWidget(self.film)
        forms.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QVBoxLayout(self.dock)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(DockHead([("keys", "Keys and film")]))
        right.addWidget(area, 1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.viewer, 1)
        middle.addWidget(Hairline())
        middle.addWidget(self.timeline)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(Hairline(vertical=True))
        row.addWidget(self.dock)

    def _register(self) -> None:
        add, reel = self._desk.actions.add, self.reel

        def seen() -> bool:
            return self.isVisible()

        add("animate.play", "Play or stop the film", "play", "Shift+Space", reel.player.turn, menu="View", enabled=seen,
            line=True, tooltip="Play the film of the Animate workspace, or stop it")  # fmt: skip
        add("animate.key", "Add a key", "diamond", "Shift+K", lambda: editing.add_key(reel), menu="Edit", line=True,
            enabled=lambda: seen() and reel.track is not None,
            tooltip="Key the chosen track at the playhead")  # fmt: skip
        add("animate.export", "Export clip …", "film-strip", "Ctrl+Alt+E", self.timeline.export, menu="File",
            enabled=seen, tooltip="Write the film of the Animate workspace")  # fmt: skip
        reel.picked.connect(self._desk.actions.later)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.dock.setFixedWidth(WIDTH if self.width() >= WIDE else NARROW)
