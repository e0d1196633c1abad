"""Tells how far the whole is while one of several pictures is painted."""

from __future__ import annotations

from typing import Any

from studio.core.picture import Picture
from studio.families.tasks import Report


class Share:
    """A report for one of several pictures: its part of the whole, never falling."""

    def __init__(self, report: Report, number: int, count: int) -> None:
        self._report, self._number, self._count = report, number, count
        self._highest = 0.0

    def __call__(self, fraction: float, preview: Picture | None = None, note: str = "") -> None:
        self._highest = max(self._highest, fraction)
        if self._count > 1 and note:
            note = f"{note}, picture {self._number + 1} of {self._count}"
        self._report((self._number + self._highest) / self._count, preview, note)

    def ask(self, *_: Any) -> None:
        """Whether to go on: raises Cancelled when not."""
        self(self._highest)
