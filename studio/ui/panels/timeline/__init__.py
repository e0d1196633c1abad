"""The timeline at the foot of the Explore workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.panels.panel import Panel

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.timeline.below_map import BelowMap


def _make(desk: Desk) -> BelowMap:
    from studio.ui.timeline.below_map import BelowMap

    return BelowMap(desk)


PANEL = Panel("timeline", "Timeline", "film-strip", "explore", "bottom", 1, _make)
