"""The load keeps to its time and reports its steps; the worker can import it."""

from __future__ import annotations

import pickle

from studio.bench.load import LOAD
from studio.engine.progress import Progress, Step
from studio.engine.runners import InThread
from studio.families.tasks import Generate


def test_a_busy_load_takes_the_seconds_it_was_given_and_shows_previews() -> None:
    told: list[Step] = []
    runner, task = InThread((LOAD,)), Generate(prompt="busy", steps=1, width=16, height=16, seed=1)
    (patch,) = runner.run(task, LOAD.builtin[0], Progress(told.append))
    assert patch.pixels.shape == (16, 16, 4)
    assert 3 <= sum(step.preview is not None for step in told) <= 12


def test_steps_are_reported_one_by_one() -> None:
    notes: list[str] = []
    model = LOAD.load(LOAD.builtin[0], None, lambda fraction: None)  # type: ignore[arg-type]
    task = Generate(prompt="steps", steps=3, width=16, height=16, seed=1)
    model.run(task, lambda fraction, preview, note: notes.append(note))
    assert notes == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]


def test_it_travels_to_the_worker() -> None:
    assert pickle.loads(pickle.dumps(LOAD)) == LOAD
