"""Several pictures in a row make one whole that never falls back."""

from __future__ import annotations

import pytest

from studio.engine.job import Cancelled
from studio.families.diffusion.share import Share


def test_each_picture_has_its_part_and_says_which_it_is() -> None:
    told: list[tuple[float, str]] = []

    def report(fraction: float, preview: object = None, note: str = "") -> None:
        told.append((fraction, note))

    for number in range(2):
        share = Share(report, number, 2)
        share(0.5, note="Step 1 of 2")
        share(0.25)
        share.ask()
    halves = [(0.25, "Step 1 of 2, picture 1 of 2"), (0.25, ""), (0.25, "")]
    assert told == [*halves, (0.75, "Step 1 of 2, picture 2 of 2"), (0.75, ""), (0.75, "")]


def test_asking_passes_a_cancel_on() -> None:
    def report(fraction: float, preview: object = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Share(report, 0, 1).ask()
