"""The eight squares around a box that a hand can grab, and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.core.geometry import Rect
from studio.tools.gestures import REACH, Spot
from studio.tools.tool import Outline, Pointer

# Corners and edges in turn, clockwise from the upper left: how far along the box's width and height each one sits.
PLACES: tuple[Spot, ...] = ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))


def spots(rect: Rect) -> tuple[Spot, ...]:
    """Where the handles of a rectangle are, in PLACES' order."""
    return tuple((rect.x + across * rect.width, rect.y + down * rect.height) for across, down in PLACES)


def grabbed(handles: Sequence[Spot], at: Pointer) -> int | None:
    """The index of the nearest handle within reach of the pointer."""
    distances = [math.dist(handle, (at.x, at.y)) * at.scale for handle in handles]
    nearest = min(range(len(distances)), key=distances.__getitem__)
    return nearest if distances[nearest] <= REACH else None


def framed(handles: Sequence[Spot]) -> tuple[Outline, ...]:
    return (Outline(tuple(handles), closed=True, handles=True),)


def holds(corners: Sequence[Spot], place: Spot) -> bool:
    """Whether the polygon through `corners` goes round the place."""
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y0 > place[1]) != (y1 > place[1]) and place[0] < x0 + (place[1] - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside
