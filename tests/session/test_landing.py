"""Results land in place, in the middle or in a document of their own, and remember how they were made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from studio.core.document import Document
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.picture import Picture
from studio.core.tiles import Tiles
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.families.packing import unpack_latent
from studio.families.tasks import Patch, Sample, Task, Upscale
from studio.session import Session
from studio.session.landing import LONGEST, made, new_document, origin


def colours(width: int, height: int, value: int = 90) -> Picture:
    picture = np.full((height, width, 4), value, np.uint8)
    picture[..., 3] = 255
    return picture


def done(task: Task, *patches: Patch) -> Job:
    job = Job(task)
    job.patches, job.state = patches, State.DONE
    return job


def test_samples_come_to_the_middle_with_their_latents() -> None:
    document = Document((64, 40))
    latent = np.arange(6, dtype=np.float32)
    job = done(Sample(count=2, seed=3), Patch(colours(16, 16), seed=3, latent=latent), Patch(colours(16, 16), seed=4))
    group = made(document, job)
    assert isinstance(group, Group)
    second, first = group.children
    assert (first.visible, second.visible) == (True, False)
    assert isinstance(first, PixelLayer)
    assert first.pixels.content == Rect(24, 12, 16, 16)
    assert first.origin is not None
    assert np.array_equal(unpack_latent(first.origin["latent"]), latent)
    assert (first.origin["seed"], first.origin["task"]) == (3, "sample")
    assert "latent" not in (second.origin or {})


def test_a_latent_as_large_as_a_picture_is_left_to_the_seed() -> None:
    job = done(Sample(seed=3), Patch(colours(16, 16), latent=np.zeros(LONGEST + 1, np.float32)))
    assert "latent" not in origin(job, job.patches[0])


def test_what_the_model_says_of_a_picture_is_remembered() -> None:
    job = done(Sample(seed=3, sliders={"Age": 1.0}), Patch(colours(8, 8), info={"sliders": {"Age": 1.0, "Smile": 0.2}}))
    assert origin(job, job.patches[0])["sliders"] == {"Age": 1.0, "Smile": 0.2}


class Later:
    """An engine whose jobs wait until the test gives their result."""

    def submit(self, task: Task, title: str = "") -> Job:
        self.job = Job(task, title)
        return self.job

    def finish(self, *patches: Patch) -> None:
        self.job.patches, self.job.state = patches, State.DONE
        self.job.finished.emit(self.job)


@pytest.fixture
def document() -> Document:
    made = Document((60, 40), depth=16, icc=b"profile", name="Lake")
    layer = PixelLayer("Background", pixels=Tiles.of(colours(60, 40).astype(np.uint16) * 257))
    made.root.children.append(layer)
    made.activate(layer.id)
    return made


def test_a_translation_of_a_selection_stays_inside_it(document: Document) -> None:
    round_one = np.zeros((20, 20), np.uint8)
    round_one[5:15, 5:15] = 255
    document.selection = Tiles.of(round_one, (10, 6))
    engine = Later()
    session = Session(document, Library([]), engine)
    session.translate()
    task: Any = engine.job.task
    assert task.picture.shape == (10, 10, 4)
    document.selection = None
    engine.finish(Patch(colours(10, 10, 200)))
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    assert layer.name == "Translate"
    assert layer.pixels.content == Rect(15, 11, 10, 10)
    assert layer.pixels.dtype == np.uint16


def test_an_upscale_becomes_a_document_of_its_own(document: Document) -> None:
    engine = Later()
    session = Session(document, Library([]), engine)
    found: list[Document] = []
    session.made.connect(lambda job, fresh: found.append(fresh))
    before = list(document.root.children)
    session.upscale(scale=2)
    engine.finish(Patch(np.full((80, 120, 4), 40_000, np.uint16)))
    assert document.root.children == before
    (fresh,) = found
    assert (fresh.size, fresh.depth, fresh.icc, fresh.name) == ((120, 80), 16, b"profile", "Lake 2x")
    layer = fresh.active_layer
    assert layer is not None
    assert layer.origin is not None
    assert layer.origin["task"] == "upscale"
    odd = done(replace(engine.job.task), Patch(np.full((50, 70, 4), 9, np.uint16), at=Point(0, 0)))  # type: ignore[arg-type]
    assert new_document(document, odd).name == "Lake 70x50"
    assert isinstance(engine.job.task, Upscale)
