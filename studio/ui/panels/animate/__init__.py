"""The Animate workspace: keys on a timeline become a film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.panels.panel import Panel

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.timeline.page import AnimatePage


def _make(desk: Desk) -> AnimatePage:
    from studio.ui.timeline.page import AnimatePage

    return AnimatePage(desk)


PANEL = Panel("animate", "Animate", "film-strip", "animate", "page", 1, _make)
