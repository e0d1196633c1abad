"""A model at work for its directions: every point is looked at, in order, and cancelling stops it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import JobFailed
from studio.core.picture import Picture
from studio.engine.blocking import Blocking
from studio.engine.job import Cancelled, Job, State
from studio.engine.library import Library
from studio.explore.direction import Direction
from studio.families import vae
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Patch, Sample, Task
from studio.session.directing import TOGETHER, along, encoded, looks, of_slider, sampled, shared, swept

MODEL = "tiny-vae"


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Blocking:
    vae.tiny(tmp_path)
    return Blocking(Library([tmp_path], [vae.FAMILY]).refresh(), "cpu")


def brightness(pictures: Sequence[Picture]) -> np.ndarray:
    return np.array([[one[..., :3].mean(), one[..., 0].mean()] for one in pictures])


def over(task: Task, *patches: Patch) -> Job:
    job = Job(task, "")
    job.state, job.patches = State.DONE, patches
    return job


def test_points_are_those_of_the_seeds(engine: Blocking) -> None:
    heard: list[float] = []
    found = sampled(engine.submit, MODEL, TOGETHER + 2, 5, lambda done, preview=None, note="": heard.append(done))
    assert [patch.seed for patch in found] == list(range(5, 5 + TOGETHER + 2))
    alone = engine.submit(Sample(model=MODEL, seed=5 + TOGETHER)).patches[0]
    latent = found[TOGETHER].latent
    assert latent is not None
    assert alone.latent is not None
    assert np.array_equal(latent, alone.latent)
    assert heard == [TOGETHER / (TOGETHER + 2), 1.0]


def test_pictures_are_found_one_after_another(engine: Blocking) -> None:
    pictures = [patch.pixels for patch in sampled(engine.submit, MODEL, 2)]
    heard: list[str] = []
    found = encoded(engine.submit, MODEL, pictures, lambda done, preview=None, note="": heard.append(note))
    assert len(found) == 2
    assert found[0].shape == (6,)
    assert heard == ["Picture 1 of 2", "Picture 2 of 2"]


def test_every_point_is_read_under_every_move(engine: Blocking) -> None:
    points = [patch.latent for patch in sampled(engine.submit, MODEL, TOGETHER + 1)]
    assert all(point is not None for point in points)
    known = [point for point in points if point is not None]
    moves = along(Direction("d", MODEL, np.ones(6, np.float32)), [-1, 0, 1])
    found = swept(engine.submit, MODEL, known, moves, brightness)
    assert found.shape == (3, TOGETHER + 1, 2)
    alone = engine.submit(Decode(model=MODEL, latents=(known[3] + 1,))).patches[0]
    assert np.allclose(found[2, 3], brightness([alone.pixels])[0], atol=0.5)
    assert not np.allclose(found[0], found[1])


def test_sliders_are_moved_from_end_to_end(engine: Blocking) -> None:
    values, moves = of_slider(Slider("smile", low=0, high=1), 3)
    assert values == [0, 0.5, 1]
    assert moves[1] == {"sliders": {"smile": 0.5}}
    values, moves = of_slider(Slider("hat", values=("none", "beanie")), 9)
    assert values == ["none", "beanie"]
    points = [patch.latent for patch in sampled(engine.submit, MODEL, 1) if patch.latent is not None]
    assert swept(engine.submit, MODEL, points, moves, brightness).shape == (2, 1, 2)


def test_a_model_that_does_not_tell_is_refused() -> None:
    def submit(task: Task) -> Job:
        return over(task, Patch(np.zeros((4, 4, 4), np.uint8)))

    with pytest.raises(JobFailed, match="does not tell where its pictures"):
        sampled(submit, "some", 1)
    with pytest.raises(JobFailed, match="does not tell where a picture"):
        encoded(submit, "some", [np.zeros((4, 4, 4), np.uint8)])


def test_cancelling_ends_it() -> None:
    def submit(task: Task) -> Job:
        job = Job(task, "")
        job.state = State.CANCELLED
        return job

    with pytest.raises(Cancelled):
        swept(submit, "some", [np.zeros(3, np.float32)], [{}], brightness)


@pytest.mark.parametrize("size", [(32, 32), (50, 33), (5, 7)])
def test_a_look_is_the_mean_of_each_part(size: tuple[int, int]) -> None:
    pixels = np.zeros((*size, 4), np.uint8)
    pixels[: size[0] // 2 + 1] = 255
    seen = looks([Patch(pixels), Patch(255 - pixels)])
    assert seen.shape[0] == 2
    assert 0 <= seen.min() <= seen.max() <= 1
    assert np.allclose(seen[0] + seen[1], 1)


def test_parts_of_the_work_share_one_progress() -> None:
    heard: list[tuple[float, str]] = []
    tell = shared(lambda done, preview=None, note="": heard.append((done, note)), 0.5, 1.0)
    tell(0.5, note="half")
    assert heard == [(0.75, "half")]
