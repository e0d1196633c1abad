"""Attributes: the model that is explored, its sliders, and what can be done with pins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.panels.panel import Panel

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.panels.attributes.panel import AttributesPanel


def _make(desk: Desk) -> AttributesPanel:
    from studio.ui.panels.attributes.panel import AttributesPanel

    return AttributesPanel(desk)


PANEL = Panel("attributes", "Attributes", "sliders-horizontal", "explore", "right-top", 10, _make)
