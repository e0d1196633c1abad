"""Progress only rises, is told seldom enough, and is where cancelling happens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadRequest
from studio.engine import progress as module
from studio.engine.job import Cancelled
from studio.engine.progress import Progress, Step


def picture(value: int) -> np.ndarray:
    return np.full((4, 4, 4), value, np.uint8)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=30))
def test_what_is_told_rises_from_0_to_1_whatever_a_model_reports(fractions: list[float]) -> None:
    told: list[Step] = []
    report = Progress(told.append)
    for fraction in fractions:
        report(fraction)
    report.done()
    heard = [step.fraction for step in told]
    assert heard == sorted(heard)
    assert all(0 <= fraction <= 1 for fraction in heard)
    assert heard[-1] == 1.0


def test_a_flood_of_previews_is_told_20_times_a_second_and_the_newest_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    told: list[Step] = []
    report = Progress(told.append)
    for step in range(1000):
        now[0] = step / 1000
        report(step / 1000, picture(step % 256))
    assert 18 <= len(told) <= 20
    assert told[1].preview is not None
    assert told[1].preview[0, 0, 0] == round(told[1].fraction * 1000) % 256


def test_a_preview_that_came_too_soon_is_told_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    told: list[Step] = []
    report = Progress(told.append)
    report(0.1)
    report(0.2, picture(7))
    now[0] = 1.0
    report(0.3, note="Step 3")
    assert [step.preview is None for step in told] == [True, False]
    assert told[-1].note == "Step 3"


def test_cancelling_raises_at_the_next_report_even_when_it_would_not_be_told() -> None:
    cancelled = [False]
    report = Progress(lambda step: None, lambda: cancelled[0])
    report(0.1)
    cancelled[0] = True
    with pytest.raises(Cancelled):
        report(0.1001)
    with pytest.raises(Cancelled):
        report.stage(loading=True)


def test_a_part_covers_its_share() -> None:
    told: list[Step] = []
    report = Progress(told.append)
    report.part(0.2, 1.0)(0.5)
    assert told[-1].fraction == pytest.approx(0.6)
    report.part(0.2, 1.0)(7.0)
    report.done()
    assert told[-1].fraction == 1.0


def test_stages_are_told_at_once() -> None:
    told: list[Step] = []
    report = Progress(told.append)
    report.stage(loading=True, note="Loading")
    report.stage(loading=False)
    assert [(step.loading, step.note) for step in told] == [(True, "Loading"), (False, "")]


def test_a_preview_that_is_no_picture_is_refused() -> None:
    with pytest.raises(BadRequest):
        Progress(lambda step: None)(0.5, np.zeros((4, 4, 3), np.float32))
