"""The ellipse: selects what lies in the ellipse that fills a drawn box."""

from __future__ import annotations

import math

from studio.core import selection
from studio.core.geometry import Rect
from studio.core.picture import Mask
from studio.tools.rectangle import Rectangle
from studio.tools.tool import Path


class Ellipse(Rectangle):
    id = "ellipse"
    title = "Ellipse selection"
    icon = "circle-dashed"
    shortcut = "Shift+R"
    hint = "Drag to select · Shift adds · Alt subtracts · while dragging: Shift circle, Alt from the centre"

    def drawn(self, rect: Rect, corners: tuple[int, int, int, int]) -> Mask:
        left, top, right, bottom = corners
        return selection.ellipse(rect.extent, left - rect.x, top - rect.y, right - rect.x, bottom - rect.y)

    def path(self, left: int, top: int, right: int, bottom: int) -> Path:
        across, down = (right - left) / 2, (bottom - top) / 2
        turns = (index * math.tau / 96 for index in range(96))
        return tuple((left + across * (1 + math.cos(turn)), top + down * (1 + math.sin(turn))) for turn in turns)


TOOL = Ellipse
