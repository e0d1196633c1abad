"""The benchmark's own measure is a median, and every benchmark says what it measures."""

from __future__ import annotations

from studio.bench.bench import Bench, median_time
from studio.parts import parts


def test_the_median_leaves_out_the_first_run() -> None:
    calls: list[int] = []
    assert median_time(lambda: calls.append(1), times=5) >= 0
    assert len(calls) == 6


def test_every_benchmark_has_a_name_of_its_own_and_a_title() -> None:
    found: tuple[Bench, ...] = parts("studio.bench")
    assert len({bench.name for bench in found}) == len(found) >= 3
    assert all(bench.title for bench in found)
