"""The Train workspace: teach a network from pictures of one's own, see it learn, and use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.ui.panels.panel import Panel

if TYPE_CHECKING:
    from studio.ui.desk import Desk
    from studio.ui.panels.train.page import TrainPage


def _make(desk: Desk) -> TrainPage:
    from studio.ui.panels.train.page import TrainPage

    return TrainPage(desk)


PANEL = Panel("train", "Train", "graduation-cap", "train", "page", 1, _make)
