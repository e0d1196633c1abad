"""Directions: sliders that one makes for a model, and styles mixed layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.panels.panel import Panel

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.panels.directions.panel import DirectionsPanel


def _make(desk: Desk) -> DirectionsPanel:
    from studio.ui.panels.directions.panel import DirectionsPanel

    return DirectionsPanel(desk)


PANEL = Panel("directions", "Directions", "arrows-out-cardinal", "explore", "right-top", 20, _make)
