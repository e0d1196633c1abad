"""What every family promises: tiny, seeded, without a download. A new family is tested by being there."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import contract

from studio.core.errors import OutOfMemory, PentimentoError
from studio.core.picture import Picture, checked
from studio.engine.job import Cancelled
from studio.engine.memory import Memory
from studio.engine.progress import Progress
from studio.engine.work import perform
from studio.families import sliders
from studio.families.family import Family, Files, Model, ModelEntry, Place
from studio.families.frame import prepared
from studio.families.tasks import Decode, Edit, Encode, Fill, Latent, Patch, Sample, Task, silent

Case = tuple[Family, type[Task]]
CASES: list[Case] = [
    (family, kind) for family in contract.FAMILIES for kind in sorted(family.tasks, key=lambda kind: kind.verb)
]


def named(cases: list[Case]) -> list[str]:
    return [f"{family.id}-{kind.verb}" for family, kind in cases]


NAMES = named(CASES)
COUNTED = [case for case in CASES if "count" in {field.name for field in dataclasses.fields(case[1])}]
MASKED = [case for case in CASES if case[1] in (Fill, Edit)]
DECODING = [family for family in contract.FAMILIES if Decode in family.tasks]
PLACED = [(family, kind) for family, kind in CASES if kind in (Encode, Sample) and Decode in family.tasks]


class Written(dict[str, tuple[Files, ...]]):
    """Each family's tiny weights, as files, written when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __missing__(self, id: str) -> tuple[Files, ...]:
        family = next(family for family in contract.FAMILIES if family.id == id)
        (self._folder / id).mkdir(exist_ok=True)
        self[id] = contract.tiny_files(family, self._folder / id)
        return self[id]


class Loaded(dict[str, list[tuple[ModelEntry, Model]]]):
    """The tiny models of each family, loaded when they are first asked for."""

    def __init__(self, written: Written) -> None:
        self._written = written

    def __missing__(self, id: str) -> list[tuple[ModelEntry, Model]]:
        family = next(family for family in contract.FAMILIES if family.id == id)
        found = [entry for entry in contract.entries(family, self._written[id]) if not entry.problem]
        self[id] = [(entry, family.load(entry, Place(), silent)) for entry in found]
        return self[id]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def loaded(written: Written) -> Iterator[Loaded]:
    models = Loaded(written)
    yield models
    for each in models.values():
        for _, model in each:
            model.close()


def able(family: Family, kind: type[Task], loaded: Loaded) -> list[tuple[ModelEntry, Model]]:
    """Its tiny models that answer such a task."""
    found = [(entry, model) for entry, model in loaded[family.id] if kind.verb in entry.tasks]
    assert found, f"{family.id} says that it can {kind.verb}, and none of its tiny models does"
    return found


def answer(entry: ModelEntry, model: Model, task: Task, watch: object = silent) -> tuple[Patch, ...]:
    """What the engine does, without the engine."""
    seen = prepared(task, entry.sizes)
    if seen is None:
        return tuple(model.run(task, watch))  # type: ignore[arg-type]
    return tuple(seen.restore(patch) for patch in model.run(seen.task, watch))  # type: ignore[arg-type]


def same(some: tuple[Patch, ...], others: tuple[Patch, ...]) -> bool:
    return all(np.array_equal(a.pixels, b.pixels) for a, b in zip(some, others, strict=True))


@pytest.mark.parametrize("family", contract.FAMILIES, ids=lambda family: family.id)
def test_a_family_recognises_its_own_weights_and_nobody_elses(
    family: Family, written: Written
) -> None:
    for owner in (family.id for family in contract.FAMILIES):
        for files in written[owner]:
            entry = family.recognise(files)
            assert (entry is not None) == (owner == family.id), f"{family.id} on the weights of {owner}"
    assert family.recognise(Files(Path("nothing"))) is None


@pytest.mark.parametrize("family", contract.FAMILIES, ids=lambda family: family.id)
def test_every_entry_says_whose_it_is_and_what_it_can(family: Family, written: Written) -> None:
    found = contract.entries(family, written[family.id])
    assert found, "no builtin entry and no tiny weights: nothing of this family can be tested"
    verbs = {kind.verb for kind in family.tasks}
    for entry in found:
        assert entry.family == family.id
        assert entry.name
        assert set(entry.tasks) <= verbs
        for kind in family.tasks:
            if kind.verb in entry.tasks:
                assert family.memory(entry, contract.asked(family, kind, entry)) > 0
        if Decode.verb in entry.tasks:
            assert all(side > 0 for side in entry.details["latent"]["shape"])
        if Sample.verb in entry.tasks:
            assert entry.side > 0, "a new picture has to know how large it will be"
        if Edit.verb in entry.tasks:
            assert sliders.of(entry)


@pytest.mark.parametrize(("family", "kind"), COUNTED, ids=named(COUNTED))
def test_the_same_seed_gives_the_same_pixels_and_another_seed_others(
    family: Family, kind: type[Task], loaded: Loaded
) -> None:
    for entry, model in able(family, kind, loaded):
        once = answer(entry, model, contract.asked(family, kind, entry))
        assert same(once, answer(entry, model, contract.asked(family, kind, entry)))
        other = answer(entry, model, contract.asked(family, kind, entry, seed=12))
        assert same(once, other) == ("seed" in entry.details.get("ignores", ())), entry.id
        assert once[0].seed == 11


@pytest.mark.parametrize(("family", "kind"), COUNTED, ids=named(COUNTED))
def test_count_gives_so_many_with_following_seeds(family: Family, kind: type[Task], loaded: Loaded) -> None:
    for entry, model in able(family, kind, loaded):
        patches = answer(entry, model, contract.asked(family, kind, entry, count=2))
        assert [patch.seed for patch in patches] == [11, 12]
        assert same(patches[:1], answer(entry, model, contract.asked(family, kind, entry)))


@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_the_same_task_twice_gives_the_same_pixels(family: Family, kind: type[Task], loaded: Loaded) -> None:
    for entry, model in able(family, kind, loaded):
        task = contract.asked(family, kind, entry)
        assert same(answer(entry, model, task), answer(entry, model, task))


@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_progress_rises_to_one_and_previews_are_pictures(family: Family, kind: type[Task], loaded: Loaded) -> None:
    for entry, model in able(family, kind, loaded):
        watch = contract.Watch()
        answer(entry, model, contract.asked(family, kind, entry, count=2), watch)
        assert len(watch.fractions) > 2
        assert watch.fractions == sorted(watch.fractions)
        assert watch.fractions[-1] == 1.0
        for preview in watch.previews:
            checked(preview)


@pytest.mark.parametrize(("family", "kind"), PLACED, ids=named(PLACED))
def test_decoding_the_place_of_a_picture_gives_the_same_pixels(
    family: Family, kind: type[Task], loaded: Loaded
) -> None:
    """A patch's latent is all that the picture takes, whatever the model says of it beside."""
    for entry, model in able(family, kind, loaded):
        if Decode.verb not in entry.tasks:
            continue
        patch = answer(entry, model, contract.asked(family, kind, entry))[0]
        assert patch.latent is not None
        assert patch.latent.dtype == np.float32
        assert list(patch.latent.shape) == list(entry.details["latent"]["shape"])
        (again,) = answer(entry, model, Decode(latents=(patch.latent,)))
        assert np.array_equal(again.pixels, patch.pixels), entry.id


@pytest.mark.parametrize("family", DECODING, ids=lambda family: family.id)
def test_each_point_follows_its_own_sliders_and_all_follow_a_push(family: Family, loaded: Loaded) -> None:
    for entry, model in able(family, Decode, loaded):
        here, there = (contract.somewhere(entry, number) for number in range(2))
        push = (there - here).astype(np.float32)

        def decoded(*latents: Latent, **more: object) -> tuple[Patch, ...]:
            return answer(entry, model, contract.asked(family, Decode, entry, latents=latents, **more))  # noqa: B023

        plain, moved = decoded(here, here, each=({}, contract.moved(entry)))
        assert same((plain,), decoded(here, here)[:1])
        if contract.moved(entry):
            assert not same((plain,), (moved,)), entry.id
        (gone,) = decoded(here, push=push)
        assert same((gone,), decoded((here + push).astype(np.float32))), entry.id
        assert gone.latent is not None
        assert np.allclose(gone.latent, here + push)


@pytest.mark.parametrize(("family", "kind"), MASKED, ids=named(MASKED))
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_masked_tasks_leave_unmasked_pixels_alone(
    family: Family, kind: type[Task], depth: type, loaded: Loaded
) -> None:
    entry, model = able(family, kind, loaded)[0]
    picture: Picture = contract.scene(depth)
    mask = contract.mask()
    task = contract.asked(family, kind, entry, picture=picture, mask=mask, grow=2, feather=2)
    patch = answer(entry, model, task)[0]
    assert patch.pixels.dtype == depth
    alpha = np.zeros(mask.shape, depth)
    here = slice(patch.at.y, patch.at.y + patch.pixels.shape[0]), slice(patch.at.x, patch.at.x + patch.pixels.shape[1])
    alpha[here] = patch.pixels[..., 3]
    rows, columns = np.nonzero(mask)
    far = np.ones(mask.shape, np.bool_)
    far[rows.min() - 4 : rows.max() + 5, columns.min() - 4 : columns.max() + 5] = False
    assert not alpha[far].any()
    assert (alpha[mask > 0] == np.iinfo(depth).max).all()


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_cancel_stops_within_one_step_and_the_next_job_works(
    family: Family, kind: type[Task], at: int, loaded: Loaded
) -> None:
    for entry, model in able(family, kind, loaded):
        task = contract.asked(family, kind, entry)
        before = answer(entry, model, task)
        watch = contract.Watch(Cancelled(), at)
        with pytest.raises(Cancelled):
            answer(entry, model, task, watch)
        assert len(watch.fractions) == at, "it went on after the cancel"
        assert same(before, answer(entry, model, task))


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_running_out_of_memory_at_any_step_ends_in_a_result_or_a_clear_message(
    family: Family, kind: type[Task], at: int, written: Written
) -> None:
    entry = contract.able(contract.entries(family, written[family.id]), kind)[0]
    memory = Memory((family,), device="cpu")
    task = contract.asked(family, kind, entry)
    calls = 0

    class Narrow(Progress):
        """Memory runs out at every call from `at` on, also in the second try."""

        def __call__(self, fraction: float, preview: Picture | None = None, note: str = "") -> None:
            nonlocal calls
            calls += 1
            if calls >= at:
                raise MemoryError
            super().__call__(fraction, preview, note)

        def part(self, start: float, end: float) -> Progress:
            return self

    with pytest.raises(OutOfMemory) as told:
        perform(task, entry, memory, Narrow(lambda step: None))
    assert told.value.hint
    patches = perform(task, entry, memory, Progress(lambda step: None))
    assert np.isfinite(patches[0].pixels).all()


@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_weights_gone_wrong_never_reach_the_canvas(
    family: Family, kind: type[Task], written: Written
) -> None:
    """NaN in every weight: a clear error, or a whole picture where there are no weights to spoil."""
    memory = Memory((family,), device="cpu")
    for entry in contract.able(contract.entries(family, written[family.id]), kind):
        task = contract.asked(family, kind, entry)
        model = memory.model(entry, task, silent, Progress(lambda step: None))
        if contract.spoilt(model):
            with pytest.raises(PentimentoError):
                perform(task, entry, memory, Progress(lambda step: None))
        else:
            for patch in answer(entry, model, task):
                checked(patch.pixels)
