"""What a benchmark is: figures, each against a reference measured in the same run, with the bar it has to meet."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`value` in `unit` (a ratio where it can be); `reference` names what it is measured against; `bar` what it
    must meet, e.g. "≤ 8 ×"; `met` None where no bar is set. `note` tells sizes, counts and absolute times."""

    name: str
    value: float
    unit: str
    reference: str
    bar: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Bench:
    """`run` measures; may take up to some minutes; `needs_window` ones import PySide6 (offscreen). One that `keeps`
    takes `home` (a folder for pictures), `count`, `only` (names) and `roots` (folders with models) besides; one that
    `enlarges` also `photographs` (a folder of them)."""

    name: str
    title: str
    run: Callable[..., Sequence[Figure]]
    needs_window: bool = False
    keeps: bool = False
    enlarges: bool = False


def median_time(work: Callable[[], Any], times: int = 7) -> float:
    """Seconds, the median of `times` runs after one that does not count."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2]
