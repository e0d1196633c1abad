"""A walk's pictures come in order, a few at a time, and stop where the job does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import JobFailed
from studio.engine.blocking import Blocking
from studio.engine.job import Cancelled, Job, State
from studio.engine.library import Library
from studio.explore.space import Spot
from studio.families import vae, walks
from studio.families.tasks import Decode, Patch, Sample, Task
from studio.session.walking import TOGETHER, frames, noise_of_seeds, pins_of_seeds, points_of


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Blocking:
    vae.tiny(tmp_path)
    return Blocking(Library([tmp_path], [vae.FAMILY]).refresh(), "cpu")


def test_pictures_come_in_the_order_of_their_points(engine: Blocking) -> None:
    points = walks.walk(pins_of_seeds(engine.submit, "tiny-vae", [1, 2], {}), TOGETHER + 3)
    heard: list[float] = []
    made = list(frames(engine.submit, "tiny-vae", points, {}, lambda done, preview=None, note="": heard.append(done)))
    alone = [engine.submit(Decode(model="tiny-vae", latents=(point,))).patches[0].pixels for point in points]
    assert len(made) == len(points)
    for one, two in zip(made, alone, strict=True):
        assert np.abs(one.astype(int) - two).max() <= 1
    assert heard == [TOGETHER / len(points), 1.0]


def test_a_cancelled_job_ends_the_walk() -> None:
    def submit(task: Task) -> Job:
        job = Job(task, "")
        job.state = State.CANCELLED
        return job

    with pytest.raises(Cancelled):
        next(frames(submit, "any", [walks.normal(1, (4,))], {}))


def test_a_model_without_points_is_told() -> None:
    def submit(task: Task) -> Job:
        assert isinstance(task, Sample)
        job = Job(task, "")
        job.state, job.patches = State.DONE, (Patch(np.zeros((4, 4, 4), np.uint8)),)
        return job

    with pytest.raises(JobFailed, match="no way between them"):
        pins_of_seeds(submit, "Some model", [1, 2], {})


def test_spots_lie_where_their_own_sliders_take_them(engine: Blocking) -> None:
    pins = pins_of_seeds(engine.submit, "tiny-vae", [1, 2], {})
    there = points_of(engine.submit, "tiny-vae", [Spot(pins[0]), Spot(pins[1], {"smile": 1.0})])
    assert np.array_equal(there[0], pins[0])
    assert not np.array_equal(there[1], pins[1])
    assert points_of(engine.submit, "tiny-vae", [Spot(pins[1])])[0] is pins[1]


def test_a_push_moves_every_picture(engine: Blocking) -> None:
    pins = pins_of_seeds(engine.submit, "tiny-vae", [1, 2], {})
    push = np.full(6, 0.5, np.float32)
    moved = list(frames(engine.submit, "tiny-vae", pins, {}, push=push))
    asked = list(frames(engine.submit, "tiny-vae", [pin + push for pin in pins], {}))
    for one, two in zip(moved, asked, strict=True):
        assert np.array_equal(one, two)


def test_a_text_led_model_tells_the_noise_of_a_seed(tmp_path: Path) -> None:
    from studio.families import diffusion
    from studio.families.diffusion.tiny import write

    write(tmp_path / "tiny-led")
    library = Library([tmp_path], [diffusion.FAMILY]).refresh()
    (entry,) = library.entries
    submit = Blocking(library, "cpu").submit
    one, again, other = noise_of_seeds(submit, entry, [5, 5, 6])
    assert one.shape == (4, 32, 32)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
