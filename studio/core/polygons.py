"""Between masks and the lines around them: a drawn line becomes marked pixels, marked pixels become marching ants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Rect
from studio.core.picture import Mask

Points: TypeAlias = NDArray[np.float64]
"""(n, 2): x and y."""


def from_polygon(points: Sequence[tuple[float, float]] | NDArray[Any], size: tuple[int, int]) -> Mask:
    """The polygon's exact coverage of each pixel of a mask of `size` = (width, height); crossings alternate.

    Every edge is cut at the pixel grid; each piece adds the signed area to its right inside its pixel, and its
    height to all pixels further right, by a running sum. Fewer than three points mark nothing.
    """
    width, height = size
    out = np.zeros((height, width), np.uint8)
    corners = np.asarray(points, np.float64).reshape(-1, 2)
    if len(corners) < 3:
        return out
    low, high = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int)
    box = Rect.between(int(low[0]), int(low[1]), int(high[0]), int(high[1])) & Rect(0, 0, width, height)
    if box.empty:
        return out
    share = _winding(corners - box.corner, box.width, box.height)
    for row in range(0, box.height, 256):
        band = share[row : row + 256]
        folded = np.abs(band - 2 * np.rint(band / 2))  # even-odd: 0, 1, 0, 1 … with the winding number
        out[box.y + row : min(box.y + row + 256, box.bottom), box.x : box.right] = np.rint(folded * 255)
    return out


def _winding(corners: Points, width: int, height: int) -> NDArray[np.float32]:
    """How often the closed line through `corners` goes round each pixel of (height, width), averaged over it."""
    start, end = _inside(corners, np.roll(corners, -1, axis=0), width, height)
    start, end = _at_grid(start, end)
    rise = end[:, 1] - start[:, 1]
    start, end, rise = start[rise != 0], end[rise != 0], rise[rise != 0]
    middle = (start + end) / 2
    row = np.clip(middle[:, 1].astype(int), 0, height - 1)
    column = np.clip(middle[:, 0].astype(int), 0, width)
    along = middle[:, 0] - column
    sums = np.zeros((height, width + 2), np.float32)
    np.add.at(sums, (row, column), (rise * (1 - along)).astype(np.float32))
    np.add.at(sums, (row, column + 1), (rise * along).astype(np.float32))
    np.cumsum(sums, axis=1, out=sums)
    return sums[:, :width]


def _inside(start: Points, end: Points, width: int, height: int) -> tuple[Points, Points]:
    """Edges cut at the box's borders: what is above and below is dropped, what is beside is pushed to the border."""
    way = end - start
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # level and upright edges cross no border
        cuts = np.stack([np.zeros(len(start)), *((border - start[:, axis]) / way[:, axis]
                        for axis, borders in ((0, (0, width)), (1, (0, height))) for border in borders),
                         np.ones(len(start))], axis=1)  # (edges, 6)
    cuts = np.sort(np.clip(np.nan_to_num(cuts, nan=0, posinf=1, neginf=0), 0, 1), axis=1)
    points = start[:, None] + cuts[..., None] * way[:, None]  # (edges, 6, 2)
    one, two = points[:, :-1].reshape(-1, 2), points[:, 1:].reshape(-1, 2)
    middle = (one[:, 1] + two[:, 1]) / 2
    kept = (middle > 0) & (middle < height)
    limits = np.array([width, height], np.float64)
    return np.clip(one[kept], 0, limits), np.clip(two[kept], 0, limits)


def _at_grid(start: Points, end: Points) -> tuple[Points, Points]:
    """Edges cut wherever they cross from one pixel to the next."""
    edges, times = [np.arange(len(start)), np.arange(len(start))], [np.zeros(len(start)), np.ones(len(start))]
    for axis in (0, 1):
        low = np.floor(np.minimum(start[:, axis], end[:, axis])).astype(int) + 1
        count = np.maximum(np.ceil(np.maximum(start[:, axis], end[:, axis])).astype(int) - low, 0)
        edge = np.repeat(np.arange(len(start)), count)
        line = low[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
        edges.append(edge)
        times.append((line - start[edge, axis]) / (end[edge, axis] - start[edge, axis]))
    edge, time = np.concatenate(edges), np.concatenate(times)
    order = np.lexsort((time, edge))
    edge, time = edge[order], time[order]
    points = start[edge] + time[:, None] * (end[edge] - start[edge])
    same = edge[1:] == edge[:-1]
    return points[:-1][same], points[1:][same]


def outlines(mask: Mask, scale: float = 1.0) -> list[NDArray[np.int32]]:
    """Closed lines along the pixel edges between marked (≥ 128) and unmarked, each (n, 2) corners in canvas pixels.

    `scale` is screen pixels a canvas pixel: below 1 the mask is looked at only as finely as the screen shows it, so
    that the cost is bound by the screen, not the canvas.
    """
    step = max(1, int(1 / scale)) if scale < 1 else 1
    if step > 1:
        mask = mask[step // 2 :: step, step // 2 :: step]
    height, width = mask.shape
    marked = np.zeros((height + 2, width + 2), bool)
    marked[1:-1, 1:-1] = mask >= 128
    corners = _corners(marked)  # (n, 2) as row, column
    return [line * step for line in _closed(corners)]


def _corners(marked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Grid points at which a line round the marked pixels turns, by rows; those where two lines meet come twice."""
    one, two, three, four = marked[:-1, :-1], marked[:-1, 1:], marked[1:, :-1], marked[1:, 1:]
    across = one ^ two
    turns = across ^ three ^ four
    meets = across & (one ^ three) & (one == four)
    rows, columns = np.nonzero(turns | meets)
    return np.stack([rows, columns], axis=1).repeat(1 + meets[rows, columns], axis=0).astype(np.int32)


def _closed(corners: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """In each row and each column corners are joined two by two; following both in turn closes every line."""
    count = len(corners)
    pairs = np.arange(count).reshape(-1, 2)[:, ::-1].ravel()
    order = np.lexsort((corners[:, 0], corners[:, 1]))
    down = np.empty(count, np.int64)
    down[order] = order[pairs]
    beside, below = pairs.tolist(), down.tolist()
    places = corners[:, ::-1]
    left = bytearray(b"\1") * count
    lines = []
    for first in range(count):
        if not left[first]:
            continue
        line, here = [], first
        while left[here]:
            there = beside[here]
            left[here] = left[there] = 0
            line += [here, there]
            here = below[there]
        lines.append(places[line])
    return lines
