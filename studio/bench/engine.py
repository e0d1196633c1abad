"""What the engine costs around a model: a report, an empty job, pixels on their way to the worker and back."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from studio.bench.bench import Bench, Figure, median_time
from studio.bench.load import LOAD
from studio.engine.parcel import pack, shelf, unpack
from studio.engine.progress import Progress, Step
from studio.engine.runners import InChild, InThread
from studio.families.tasks import Generate

STEPS = 1000


def run() -> Sequence[Figure]:
    return [*_report(), *_jobs(), *_pixels()]


def _report() -> Sequence[Figure]:
    """CPU of this process for reporting one step with a preview, sent on to another process at 20 a second."""
    folder = shelf()

    def tell(step: Step) -> None:
        unpack(pack(step, folder))

    report, frame = Progress(tell), np.zeros((512, 512, 4), np.uint8)
    start = time.process_time()
    for step in range(STEPS):
        report(step / STEPS, frame, "Step")
    cost = (time.process_time() - start) * 1000 / STEPS
    folder.rmdir()
    return [Figure("report of a step with a 512² preview", cost, "ms CPU", "nothing", "≤ 1 ms", cost <= 1)]


def _jobs() -> Sequence[Figure]:
    """An empty job through the child beside the same job on this thread."""
    child, here = InChild((LOAD,)), InThread((LOAD,))
    entry, task = LOAD.builtin[0], Generate(width=16, height=16, seed=1, model="load")
    try:
        there = median_time(lambda: child.run(task, entry, Progress(_nothing)), 25) * 1000
    finally:
        child.close()
    same = median_time(lambda: here.run(task, entry, Progress(_nothing)), 25) * 1000
    return [
        Figure(
            "an empty job through the worker process", there, "ms", "the same job on this thread", "≤ 10 ms",
            there <= 10, f"on this thread {same:.2f} ms",
        )
    ]  # fmt: skip


def _pixels() -> Sequence[Figure]:
    """A picture of 4096² packed, and unpacked as another process would, beside one memcpy."""
    folder, picture = shelf(), np.ones((4096, 4096, 4), np.uint8)
    target = np.empty_like(picture)
    copy = median_time(lambda: np.copyto(target, picture), 5)
    both = median_time(lambda: unpack(pack(picture, folder)), 5)
    folder.rmdir()
    ratio = both / copy
    note = f"{both * 1000:.0f} ms, memcpy {copy * 1000:.1f} ms"
    return [Figure("4096² RGBA to another process", ratio, "×", "memcpy of it", "≤ 20 ×", ratio <= 20, note)]


def _nothing(step: Step) -> None:
    return


BENCH = Bench("engine", "What the engine adds to a model's own work", run)
