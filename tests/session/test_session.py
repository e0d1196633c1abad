"""From the artist's wish to a layer: what the session freezes, refuses, and puts on the canvas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.commands.canvas import Crop, FlipImage, RotateImage, ScaleImage
from studio.core.composite import composite
from studio.core.document import MASK, Command, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.engine.blocking import Blocking
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.families.diffusion.tiny import write
from studio.families.packing import inline
from studio.families.tasks import Fill, Generate, Patch, Task, from_json, to_json
from studio.session import Session


def photograph(width: int = 96, height: int = 80) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(4)
    picture = np.full((height, width, 4), 255, np.uint8)
    picture[..., :3] = rng.integers(60, 200, (height // 8, width // 8, 3), np.uint8).repeat(8, 0).repeat(8, 1)
    return picture


def document_of(picture: np.ndarray[Any, Any], depth: int = 8) -> Document:
    document = Document((picture.shape[1], picture.shape[0]), depth=depth)
    layer = PixelLayer("Background", pixels=Tiles.of(picture))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def mark(document: Document, rect: Rect) -> None:
    document.tiles(MASK).write(rect, np.full((rect.height, rect.width), 255, np.uint8))


@pytest.fixture
def session() -> Session:
    library = Library([])
    return Session(document_of(photograph()), library, Blocking(library))


def test_a_filled_mask_becomes_a_layer_that_leaves_the_rest_bit_identical(session: Session) -> None:
    document = session.document
    before = composite(document, document.canvas)
    mark(document, Rect(40, 30, 16, 12))
    landed: list[int] = []
    session.landed.connect(lambda job, layer: landed.append(layer))
    job = session.fill(seed=1, grow=2, feather=3)
    assert job.state is State.DONE
    after = composite(document, document.canvas)
    changed = np.argwhere((before != after).any(axis=2))
    assert len(changed)
    reach = Rect(40, 30, 16, 12).grown(5)
    assert all((int(x), int(y)) in reach for y, x in changed)
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    assert landed == [layer.id]
    assert layer.origin is not None
    assert layer.origin["seed"] == 1
    document.undo()
    assert np.array_equal(composite(document, document.canvas), before)


def test_the_layer_lands_above_the_one_that_was_active(session: Session) -> None:
    document = session.document
    top = PixelLayer("Top")
    document.root.children.append(top)
    mark(document, Rect(10, 10, 8, 8))
    session.fill(seed=1)
    names = [layer.name for layer in document.root.children]
    assert names == ["Background", "Fill", "Top"]


def test_an_empty_mask_is_refused_with_what_to_do(session: Session) -> None:
    with pytest.raises(BadRequest, match="Paint a mask first"):
        session.fill()
    assert session.jobs == []


def test_a_value_out_of_range_is_refused_by_name(session: Session) -> None:
    mark(session.document, Rect(10, 10, 8, 8))
    with pytest.raises(BadRequest, match="Feather must be 0 to 256"):
        session.fill(feather=4000)


def test_a_task_without_a_model_says_how_to_get_one(session: Session) -> None:
    with pytest.raises(BadRequest, match="No model here can do “Create” yet"):
        session.generate(prompt="a lake")


def test_several_results_come_as_a_group_with_the_first_shown(session: Session) -> None:
    mark(session.document, Rect(30, 30, 12, 12))
    session.fill(seed=5, count=3)
    group = session.document.active_layer
    assert isinstance(group, Group)
    assert [layer.origin["seed"] for layer in group.children if layer.origin] == [7, 6, 5]
    assert [layer.visible for layer in group.children] == [False, False, True]


def test_what_is_frozen_does_not_follow_the_document(session: Session) -> None:
    document = session.document
    mark(document, Rect(30, 30, 12, 12))
    task = session.frozen(Fill, {"seed": 1})
    assert isinstance(task, Fill)
    kept = task.picture.copy()
    layer = document.root.children[0]
    assert isinstance(layer, PixelLayer)
    layer.pixels.write(document.canvas, np.zeros_like(photograph()))
    assert np.array_equal(task.picture, kept)
    assert not task.picture.flags.writeable


def test_only_the_surround_of_the_mask_is_sent() -> None:
    library = Library([])
    session = Session(document_of(photograph(1600, 1200)), library, Blocking(library))
    mark(session.document, Rect(1000, 800, 20, 20))
    task = session.frozen(Fill, {"context": 64, "grow": 2, "feather": 2})
    assert isinstance(task, Fill)
    assert task.picture.shape[:2] == (256, 256)
    assert Rect(task.at.x, task.at.y, 256, 256).holds(Rect(1000, 800, 20, 20))


def test_expand_fills_what_is_bare_without_a_mask() -> None:
    library = Library([])
    document = document_of(photograph())
    document.size = document.size._replace(width=128)
    session = Session(document, library, Blocking(library))
    session.fill(intent="expand", seed=2)
    whole = composite(document, document.canvas)
    assert (whole[..., 3] == 255).all()
    assert np.array_equal(whole[:, :80], photograph()[:, :80])


def test_sixteen_bit_documents_stay_sixteen_bit() -> None:
    library = Library([])
    deep = photograph().astype(np.uint16) * 257 - 3
    deep[..., 3] = 65535
    document = document_of(deep, depth=16)
    session = Session(document, library, Blocking(library))
    mark(document, Rect(40, 30, 10, 10))
    session.fill(seed=1, grow=0, feather=0)
    after = composite(document, document.canvas)
    assert after.dtype == np.uint16
    outside = np.ones(after.shape[:2], bool)
    outside[30:40, 40:50] = False
    assert np.array_equal(after[outside], deep[outside])


def test_the_same_job_from_its_json_gives_the_same_pixels(session: Session) -> None:
    mark(session.document, Rect(40, 30, 16, 12))
    job = session.fill(seed=9)
    again = from_json(to_json(job.task, inline))
    repeated = Blocking(session.library).submit(again)
    assert np.array_equal(repeated.patches[0].pixels, job.patches[0].pixels)
    assert repeated.patches[0].at == job.patches[0].at


def test_an_estimate_is_made_after_the_first_job(session: Session) -> None:
    mark(session.document, Rect(40, 30, 16, 12))
    seconds, size = session.estimate(Fill, {})
    assert seconds is None
    session.fill(seed=1)
    seconds, size = session.estimate(Fill, {})
    assert seconds is not None
    assert 0 < seconds < 60
    assert size is not None
    assert session.estimate(Generate, {}) == (None, None)


def test_a_diffusion_model_fills_and_generates_through_the_same_session(tmp_path: Path) -> None:
    write(tmp_path / "tiny")
    library = Library([tmp_path]).refresh()
    document = document_of(photograph())
    session = Session(document, library, Blocking(library, device="cpu"))
    mark(document, Rect(40, 30, 16, 12))
    before = composite(document, document.canvas)
    job = session.fill(model="tiny", prompt="a lake", steps=2, seed=3)
    assert job.state is State.DONE, job.error
    changed = (composite(document, document.canvas) != before).any(axis=2)
    assert changed.any()
    assert not changed[:20].any()
    made = session.generate(model="tiny", prompt="a lake", width=64, height=64, steps=1, seed=3)
    assert made.state is State.DONE, made.error
    assert made.patches[0].at == Point(0, 0)


def test_a_model_may_start_from_the_canvas_at_its_own_size(tmp_path: Path) -> None:
    write(tmp_path / "tiny")
    library = Library([tmp_path]).refresh()
    document = document_of(photograph(96, 48))
    session = Session(document, library, Blocking(library, device="cpu"))
    before = composite(document, document.canvas)
    seconds, _ = session.estimate(Generate, {"from_canvas": True})
    assert seconds is None
    job = session.generate(from_canvas=True, strength=0.5, steps=2, seed=3, width=512, height=512)
    assert job.state is State.DONE, job.error
    assert isinstance(job.task, Generate)
    assert (job.task.width, job.task.height) == (64, 32), "the longer side is the model's native one"
    assert job.task.picture is not None
    assert job.task.picture.shape == (32, 64, 4)
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content == document.canvas
    assert layer.origin is not None
    assert layer.origin["from_canvas"] is True
    assert layer.origin["trained"] is True
    assert not np.array_equal(composite(document, document.canvas), before)
    repeated = Blocking(library, device="cpu").submit(from_json(to_json(job.task, inline)))
    assert np.array_equal(repeated.patches[0].pixels, job.patches[0].pixels)


def test_patch_fill_is_told_to_have_learnt_nothing(session: Session) -> None:
    mark(session.document, Rect(40, 30, 16, 12))
    session.fill(seed=1)
    layer = session.document.active_layer
    assert layer is not None
    assert layer.origin is not None
    assert layer.origin["trained"] is False


class Later:
    """An engine whose jobs wait until the test gives their result: one red patch over what a Fill was to look at."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def submit(self, task: Task, title: str = "") -> Job:
        self.job = Job(task, title)
        return self.job

    def finish(self, alpha: np.ndarray[Any, Any]) -> None:
        assert self.job is not None
        task = self.job.task
        assert isinstance(task, Fill)
        pixels = np.zeros((*alpha.shape, 4), np.uint8)
        pixels[...] = (255, 0, 0, 0)
        pixels[..., 3] = alpha
        self.job.patches, self.job.state = (Patch(pixels, task.at),), State.DONE
        self.job.finished.emit(self.job)


@pytest.mark.parametrize("command", [
    Crop(Rect(20, 10, 60, 60)), FlipImage(), FlipImage(across=False), RotateImage(90), RotateImage(180),
    RotateImage(270), ScaleImage((192, 160)),
])
def test_a_result_finds_its_place_though_the_canvas_was_changed_meanwhile(command: Command) -> None:
    document, engine = document_of(photograph()), Later()
    session = Session(document, Library([]), engine)
    mark(document, Rect(40, 30, 16, 12))
    session.fill(seed=1)
    document.do(command)
    marked = document.mask.read(document.canvas)
    engine.finish(np.pad(np.full((12, 16), 255, np.uint8), ((30, 38), (40, 40))))
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    alpha = layer.pixels.read(document.canvas)[..., 3]
    assert marked.any()
    assert np.abs((alpha >= 128).astype(int) - (marked >= 128)).sum() <= (0 if marked.sum() == 255 * 192 else 80)
    document.undo()
    document.undo()
    assert np.array_equal(document.frame, np.eye(3))


def test_a_result_lands_outside_groups_that_are_locked_or_hidden() -> None:
    for change in ({"locked": True}, {"visible": False}):
        document, engine = document_of(photograph()), Later()
        inner = PixelLayer("Inner")
        group = Group("Group", children=[inner])
        document.root.children.append(group)
        document.activate(inner.id)
        session = Session(document, Library([]), engine)
        mark(document, Rect(40, 30, 16, 12))
        session.fill(seed=1)
        for name, value in change.items():
            setattr(group, name, value)
        engine.finish(np.full((80, 96), 255, np.uint8))
        assert [layer.name for layer in document.root.children] == ["Background", "Group", "Fill"]


def test_a_closed_session_takes_nothing_in() -> None:
    document, engine = document_of(photograph()), Later()
    session = Session(document, Library([]), engine)
    mark(document, Rect(40, 30, 16, 12))
    session.fill(seed=1)
    session.close()
    engine.finish(np.full((80, 96), 255, np.uint8))
    assert len(document.root.children) == 1
