"""What a panel is: a name, a place in the window, and how to make it once it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from studio.ui.desk import Desk

AREAS = ("right-top", "right-middle", "right-bottom", "bottom", "page")
"""Places around the picture; "page" is a whole workspace."""


@dataclass(frozen=True)
class Panel:
    """A module in this folder exports one as `PANEL`. Panels of one area share a head with tabs, by `order`.

    The widget may have `head_widgets() -> list[QWidget]`: shown at the right of the head while it is in front;
    and `head_tabs() -> Tabs`: its own tabs, in the head in place of its title (for an area it has to itself).
    """

    id: str
    title: str
    icon: str
    workspace: str
    area: str
    order: int
    make: Callable[[Desk], QWidget]
