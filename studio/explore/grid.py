"""The map's pictures: spots around a centre, along two axes."""

from __future__ import annotations

import numpy as np

from studio.core.errors import BadRequest
from studio.explore.axes import Axis, reach
from studio.explore.space import Spot


def grid(centre: Spot, across: Axis, up: Axis, span: float, side: int) -> tuple[tuple[Spot, ...], ...]:
    """`side` rows from top (`up` at its most) to bottom, each from left to right; the middle one is `centre` itself.

    A span of 1 goes to both sides as far as half the length of each axis (`reach`). BadRequest for an even side: it
    would have no middle.
    """
    if side < 1 or side % 2 == 0:
        raise BadRequest(f"A map has an odd number of pictures a side, not {side}.")
    columns = [across.moved(centre, amount) for amount in amounts(across, span, side)]
    return tuple(tuple(up.moved(spot, amount) for spot in columns) for amount in amounts(up, span, side)[::-1])


def amounts(axis: Axis, span: float, side: int) -> list[float]:
    """How far along an axis the pictures of a side are from its middle, from the least to the greatest."""
    half = side // 2
    return [float(step) / half * span * reach(axis) if half else 0.0 for step in np.arange(-half, half + 1)]
