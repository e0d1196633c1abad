"""The workshop of sliders in the dock: make one, look at those that there are, mix styles where a model has layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.ui.explore.mixing_section import MixingSection
from studio.ui.explore.own_directions import OwnDirections
from studio.ui.explore.section import Section
from studio.ui.explore.workshop import Workshop

if TYPE_CHECKING:
    from studio.ui.desk import Desk


class DirectionsPanel(QWidget):
    """Scrolls as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        explorer, board = desk.explorer, desk.pins
        self.workshop, self.own = Workshop(explorer, board), OwnDirections(explorer)
        self.mixing = MixingSection(explorer, board)
        new, there = Section("New slider", line=False), Section("Made for this model")
        self.styles = Section("Style mixing")
        for section, part in ((new, self.workshop), (there, self.own), (self.styles, self.mixing)):
            section.body.addWidget(part)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (new, there, self.styles):
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(whole)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        explorer.switched.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self.styles.setVisible(self.mixing.possible)
