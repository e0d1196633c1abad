"""How far a task is: told often but never too often, and the way it learns that nobody wants it any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from studio.core.picture import checked
from studio.engine.job import Cancelled

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.families.tasks import Report

PAUSE = 1 / 20
"""Seconds between two tellings: a preview that comes sooner waits, and a newer one takes its place."""


class Step(NamedTuple):
    """One telling. `fraction` is of the whole job; `loading` while the model's weights are still on their way."""

    fraction: float
    note: str = ""
    preview: Picture | None = None
    loading: bool = False


def _never() -> bool:
    return False


class Progress:
    """The `report` that models call: it only ever rises, is passed on at most 20 times a second, and raises
    `Cancelled` as soon as `cancelled()` is true. `tell` gets what is passed on, on the thread of the caller.
    """

    def __init__(self, tell: Callable[[Step], None], cancelled: Callable[[], bool] = _never) -> None:
        self.cancelled = cancelled
        self._tell = tell
        self._step = Step(0.0)
        self._told = float("-inf")

    def __call__(self, fraction: float, preview: Picture | None = None, note: str = "") -> None:
        self.check()
        now = self._step
        if preview is not None:
            checked(preview)
        fraction = min(1.0, max(now.fraction, fraction)) if fraction == fraction else now.fraction
        self._step = Step(fraction, note or now.note, now.preview if preview is None else preview, now.loading)
        if time.monotonic() - self._told >= PAUSE:
            self._send()

    def check(self) -> None:
        """Raises Cancelled when the artist has cancelled."""
        if self.cancelled():
            raise Cancelled

    def stage(self, *, loading: bool, note: str = "") -> None:
        """Loading begins or has ended; told at once."""
        self.check()
        self._step = self._step._replace(loading=loading, note=note)
        self._send()

    def done(self) -> None:
        """All is there: 1.0, told at once."""
        self.check()
        self._step = self._step._replace(fraction=1.0, loading=False)
        self._send()

    def part(self, low: float, high: float) -> Report:
        """A report whose 0 … 1 is `low` … `high` of this one."""

        def report(fraction: float, preview: Picture | None = None, note: str = "") -> None:
            self(low + (high - low) * min(1.0, max(0.0, fraction)), preview, note)

        return report

    def pass_on(self, step: Step) -> None:
        """A step that has been measured, checked and throttled elsewhere already."""
        self._tell(step)

    def _send(self) -> None:
        self._told = time.monotonic()
        step, self._step = self._step, self._step._replace(preview=None)
        self._tell(step)
