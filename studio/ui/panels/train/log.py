"""Reads a training's log as lines that can be drawn, grouped by what belongs on one scale."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NAMES = {"psnr": "PSNR", "psnr_bicubic": "PSNR of bicubic", "kl": "KL", "l1": "L1"}
MOST = 2000
"""Points of a line: more than there are pixels nobody sees."""
JUDGED = "D("
"""What a critic says of pictures begins like this: D(x), D(G(z))."""


@dataclass(frozen=True, eq=False)
class Line:
    """`steps` rise. `name` is the column, `title` what is said."""

    name: str
    title: str
    steps: Floats
    values: Floats


@dataclass(frozen=True, eq=False)
class Group:
    """Lines that share a plot."""

    id: str
    title: str
    lines: tuple[Line, ...]


def read(path: Path) -> tuple[Group, ...]:
    """The groups that the log has something for; none when there is no log yet. Any thread may call it."""
    columns: dict[str, list[tuple[float, float]]] = {}
    losses: set[str] = set()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for told in csv.DictReader(file):
                row = {name: number for name, text in told.items() if name and (number := _number(text)) is not None}
                step = row.pop("step", None)
                if step is None or not row:
                    continue
                if not losses or next(iter(columns)) in row:  # the first row is one of losses; quality has its own
                    losses |= row.keys()
                for name, value in row.items():
                    columns.setdefault(name, []).append((step, value))
    except OSError:
        return ()
    lines = [_line(name, points) for name, points in columns.items()]
    groups = (
        Group("losses", "Losses", tuple(one for one in lines if one.name in losses and _plain(one.name))),
        Group("critic", "D(x)", tuple(one for one in lines if one.name.startswith(JUDGED))),
        Group("quality", "Quality", tuple(one for one in lines if one.name not in losses and _plain(one.name))),
        Group("gradients", "Gradients", tuple(one for one in lines if one.name.startswith("gradient"))),
    )
    return tuple(group for group in groups if group.lines)


def _plain(name: str) -> bool:
    return not name.startswith((JUDGED, "gradient"))


def _line(name: str, points: list[tuple[float, float]]) -> Line:
    table = np.array(points, np.float64)
    if len(table) > MOST:  # of the longest trainings: each point is the mean of several
        each = -(-len(table) // MOST)
        whole = len(table) // each * each
        table = np.concatenate([table[:whole].reshape(-1, each, 2).mean(axis=1), table[-1:]])
    said = name.replace("_", " ")
    return Line(name, NAMES.get(name, said[:1].upper() + said[1:]), table[:, 0], table[:, 1])


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def smoothed(values: Floats, share: float) -> Floats:
    """A running mean that keeps `share` (0 … 1) of what was, started at the first value without its pull."""
    if share <= 0 or not len(values):
        return values
    out, mean, weight = np.empty_like(values), 0.0, 0.0
    for number, value in enumerate(values):
        if not np.isfinite(value):
            out[number] = value
            continue
        mean, weight = share * mean + (1 - share) * value, share * weight + (1 - share)
        out[number] = mean / weight
    return out
