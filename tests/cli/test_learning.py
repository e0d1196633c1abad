"""What a direction is learnt from, and that it is measured at other points than those."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.cli.learning import BEYOND, Learning, model_of
from studio.cli.options import Device
from studio.engine.blocking import Blocking
from studio.engine.job import Job
from studio.engine.library import Library
from studio.explore import direction as directions
from studio.families import vae as family
from studio.families.tasks import Sample, Task, silent

VALUES = {"name": "lean", "component": 0, "attribute": "slant", "plus": [], "minus": [], "free_of": [], "count": 40,
          "seed": 7, "more": "", "less": "", "measure": 5, "world": "glyphs", "device": Device.CPU}  # fmt: skip


@pytest.fixture(name="engine")
def _engine(eyes: Path) -> Blocking:
    return Blocking(Library([eyes], [family.FAMILY]).refresh(), "cpu")


def test_what_was_learnt_is_measured_at_other_points(engine: Blocking, eyes: Path) -> None:
    asked: list[Task] = []

    def submit(task: Task) -> Job:
        asked.append(task)
        return engine.submit(task)

    entry = Library([eyes], [family.FAMILY]).refresh().entry("tiny-vae")
    assert entry is not None
    job = Learning(submit, entry, VALUES | {"models": [eyes]}, silent)
    found = job.measured(job.direction())
    seeds = [seed for task in asked if isinstance(task, Sample) for seed in range(task.seed, task.seed + task.count)]
    assert sorted(seeds) == [*range(7, 47), *range(7 + BEYOND, 12 + BEYOND)]
    assert found is not None
    assert found.about == "slant"
    assert "slant" not in job.leakage


def test_the_first_file_names_the_model(tmp_path: Path, smile: Path) -> None:
    assert model_of(["smile", str(smile)]) == "tiny-vae"
    assert model_of(["smile"]) == ""
    np.save(tmp_path / "a.npy", np.ones(3))
    assert model_of([str(tmp_path / "a.npy")]) == ""
    assert directions.load(smile).name == "smile"
