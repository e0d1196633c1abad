"""The overhead benchmark measures what it says: the same pixels, and a time."""

from __future__ import annotations

import time

from studio.bench.steps import BENCH, cpu_time


def test_cpu_time_counts_work_and_not_waiting() -> None:
    assert cpu_time(lambda: sum(range(200_000))) > 0
    assert cpu_time(lambda: time.sleep(0.02)) < 0.02


def test_the_studio_gives_the_pixels_of_the_bare_pipeline() -> None:
    figures = {figure.name: figure for figure in BENCH.run()}
    assert figures["same pixels for the same seed"].met
    assert figures["engine overhead a step"].value < 20
