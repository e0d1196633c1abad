"""An edit that goes on while sliders move: one layer, one step of undo, and nothing outside the mask changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from studio.core.commands.layers import RemoveLayers
from studio.core.commands.selection import ClearMask, SetMask
from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.engine.blocking import Blocking
from studio.engine.job import Job
from studio.engine.library import Library
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.packing import pack_latent, unpack_latent
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode, Edit, Patch, Report, Sample, Task, Translate
from studio.session import Session, retouch
from studio.session.retouch import Subject


class Tint:
    """Its space is the mean red of a picture; the slider sets it. Translate turns all to green."""

    nbytes = 0
    sought = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        report(0.5)
        light = float(getattr(task, "sliders", {}).get("light", 0))
        if isinstance(task, Decode | Sample):
            start = task.latents[0] if isinstance(task, Decode) else np.float32([40])
            made = np.full((8, 8, 4), 255, np.uint8)
            made[..., 0] = np.clip(start[0] + light, 0, 255)
            patch = Patch(made, latent=start + np.float32(light))
        elif isinstance(task, Edit):
            if task.found is None:
                Tint.sought += 1
            found = np.float32([task.picture[..., 0].mean()]) if task.found is None else task.found
            made = task.picture.copy()
            made[..., 0] = np.clip(made[..., 0].astype(int) + int(light), 0, 255)
            patch = Patch(made, task.at, info={"found": pack_latent(found)}, latent=found + np.float32(light))
        else:
            assert isinstance(task, Translate)
            made = task.picture.copy()
            made[..., 1] = 255
            patch = Patch(made)
        report(1.0)
        return [patch]

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Tint()


LIGHT = Slider("light", "Light", 0, 100)
TINT = ModelEntry("tint", "Tint", "tint", ("edit", "translate", "sample", "decode"),
                  details={"sliders": told((LIGHT,)), "latent": {"shape": [1]}, "size": 8})  # fmt: skip
FAMILY = Family("tint", "Tint", frozenset({Edit, Translate, Sample, Decode}), never, _load, builtin=(TINT,),
                uses_torch=False)  # fmt: skip


@pytest.fixture
def session() -> Session:
    document = Document((60, 40), name="Face")
    pixels = np.full((40, 60, 4), 255, np.uint8)
    pixels[..., :3] = np.linspace(10, 150, 60, dtype=np.uint8)[None, :, None]
    document.root.children.append(PixelLayer("Ground", pixels=Tiles.of(pixels)))
    document.activate(document.root.children[0].id)
    library = Library((), (FAMILY,))
    return Session(document, library, Blocking(library))


def moved(session: Session, subject: Subject, light: float, quick: bool = False) -> tuple[Subject, Job]:
    view = retouch.look(session.document, subject)
    values = {"sliders": {"light": light}, "feather": 0}
    job = session.engine.submit(retouch.task(subject, view, values, quick), "")
    assert not job.error, job.error
    after = retouch.lay(session.document, job, subject, view, "Lighter", feather=0)
    assert after is not None
    return after, job


def test_every_move_starts_from_the_picture_below_and_all_are_one_step(session: Session) -> None:
    document, before = session.document, flatten(session.document)
    subject = Subject(Edit, "tint")
    Tint.sought = 0
    for light in (20, 90, 50):
        subject, _ = moved(session, subject, light)
    assert Tint.sought == 1, "where it lies was remembered"
    assert len(document.root.children) == 2
    assert (flatten(document)[..., 0].astype(int) - before[..., 0] == 50).all(), "not 20 + 90 + 50"
    assert len(document.history.done) == 1
    document.undo()
    assert np.array_equal(flatten(document), before)
    document.redo()
    assert (flatten(document)[..., 0].astype(int) - before[..., 0] == 50).all()


def test_the_layer_is_found_again_after_saving_and_opening(session: Session, tmp_path: Path) -> None:
    from studio.formats import files

    moved(session, Subject(Edit, "tint"), 30)
    files.save_document(tmp_path / "face.ora", session.document)
    again = files.open_document(tmp_path / "face.ora")
    other = Session(again, session.library, session.engine)
    again.activate(again.root.children[1].id)
    subject = retouch.subject_of(again, session.library)
    assert subject is not None
    assert (subject.kind, subject.model, subject.layer) == (Edit, "tint", again.root.children[1].id)
    assert subject.values["sliders"] == {"light": 30}
    assert subject.found is not None
    assert np.allclose(subject.found, 80, atol=1), "the point before the sliders, not after them"
    before = again.root.children[0].pixels.read(again.canvas)  # type: ignore[attr-defined]
    moved(other, subject, 10)
    assert (flatten(again)[..., 0].astype(int) - before[..., 0] == 10).all()


def test_what_is_not_marked_stays_bit_identical_whole_and_quick(session: Session) -> None:
    document, before = session.document, flatten(session.document)
    document.do(SetMask(np.full((10, 12), 255, np.uint8), at=(20, 15)))
    for quick in (False, True):
        subject, _ = moved(session, Subject(Edit, "tint"), 60, quick)
        after = flatten(document)
        changed = (after != before).any(2)
        assert changed[15:25, 20:32].all()
        assert int(changed.sum()) == 120
        document.do(RemoveLayers(subject.layer))


def test_without_a_mask_a_layer_keeps_the_coverage_it_has(session: Session) -> None:
    document = session.document
    document.do(SetMask(np.full((10, 12), 255, np.uint8), at=(20, 15)))
    subject, _ = moved(session, Subject(Edit, "tint"), 60)
    document.do(ClearMask())
    moved(session, subject, 20)
    layer = document.layer(subject.layer)
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content == Rect(20, 15, 12, 10)


def test_a_sample_is_moved_where_it_lies_and_goes_back_to_where_it_began(session: Session) -> None:
    document = session.document
    session.sample(model="tint", sliders={})
    subject = retouch.subject_of(document, session.library)
    assert subject is not None
    assert subject.kind is Decode
    subject, _ = moved(session, subject, 70)
    layer = document.layer(subject.layer)
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content == Rect(26, 16, 8, 8)
    assert layer.pixels.read(Rect(26, 16, 1, 1))[0, 0, 0] == 110
    assert layer.origin is not None
    assert unpack_latent(layer.origin["latent"])[0] == 110
    reopened = retouch.subject_of(document, session.library)
    assert reopened is not None
    moved(session, reopened, 0)
    assert layer.pixels.read(Rect(26, 16, 1, 1))[0, 0, 0] == 40


def test_an_answer_for_a_layer_that_is_gone_or_a_turned_canvas_is_not_laid(session: Session) -> None:
    from studio.core.commands.canvas import FlipImage

    document = session.document
    subject, _ = moved(session, Subject(Edit, "tint"), 10)
    view = retouch.look(document, subject)
    job = session.engine.submit(retouch.task(subject, view, {"sliders": {"light": 5}}), "")
    document.do(FlipImage())
    assert retouch.lay(document, job, subject, view) is None
    document.undo()
    document.do(RemoveLayers(subject.layer))
    assert retouch.lay(document, job, subject, view) is None
    assert len(document.root.children) == 1


def test_a_manner_is_laid_where_the_mask_is(session: Session) -> None:
    document, before = session.document, flatten(session.document)
    document.do(SetMask(np.full((10, 12), 255, np.uint8), at=(0, 0)))
    subject = Subject(Translate, "tint")
    view = retouch.look(document, subject)
    job = session.engine.submit(retouch.task(subject, view, {"strength": 0.5}), "")
    assert retouch.lay(document, job, subject, view, feather=0) is not None
    changed = (flatten(document) != before).any(2)
    assert int(changed.sum()) == 120


def test_a_copy_of_the_layer_is_moved_by_itself(session: Session) -> None:
    from studio.core.commands.layers import DuplicateLayers

    document = session.document
    subject, _ = moved(session, Subject(Edit, "tint"), 30)
    before = document.layer(subject.layer).origin
    document.do(DuplicateLayers(subject.layer))
    twin = retouch.subject_of(document, session.library)
    assert twin is not None
    assert twin.layer not in (0, subject.layer)
    assert twin.values["sliders"] == {"light": 30}
    moved(session, twin, 5)
    assert document.layer(subject.layer).origin == before
    assert document.layer(twin.layer).origin["sliders"] == {"light": 5}  # type: ignore[index]


def test_layers_in_groups_are_left_out_of_what_is_looked_at() -> None:
    oak, fir = PixelLayer("Oak"), PixelLayer("Fir")
    wood = Group("Wood", children=[oak, fir])
    (found,) = retouch.without([wood], fir.id)
    assert isinstance(found, Group)
    assert found.children == [oak]
    assert wood.children == [oak, fir]


def test_an_empty_picture_is_refused_in_a_sentence(session: Session) -> None:
    empty = Document((20, 20))
    with pytest.raises(BadRequest, match="nothing to edit"):
        retouch.look(empty, Subject(Edit, "tint"))
    assert retouch.subject_of(empty, session.library) is None


def test_the_task_runs_again_from_what_the_layer_remembers(session: Session) -> None:
    subject, _ = moved(session, Subject(Edit, "tint"), 30)
    layer = session.document.layer(subject.layer)
    assert layer.origin is not None
    assert layer.origin["task"] == "edit"
    assert layer.origin["picture"]["sha256"]
    quick, _ = moved(session, subject, 30, quick=True)
    assert "sha256" not in session.document.layer(quick.layer).origin["picture"]  # type: ignore[index]
