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
from studio.families import region
from studio.families.family import Family, Files, Model, ModelEntry, Place
from studio.families.tasks import Fill, Patch, Task, silent

Case = tuple[Family, type[Task]]
CASES: list[Case] = [
    (family, kind) for family in contract.FAMILIES for kind in sorted(family.tasks, key=lambda kind: kind.verb)
]


def named(cases: list[Case]) -> list[str]:
    return [f"{family.id}-{kind.verb}" for family, kind in cases]


NAMES = named(CASES)
SEEDED = [case for case in CASES if "seed" in {field.name for field in dataclasses.fields(case[1])}]
MASKED = [case for case in CASES if case[1] is Fill]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Files, ...]]:
    """Each family's tiny weights, as files."""
    return {family.id: contract.tiny_files(family, tmp_path_factory.mktemp(family.id)) for family in contract.FAMILIES}


@pytest.fixture(scope="session")
def loaded(written: dict[str, tuple[Files, ...]]) -> Iterator[dict[str, tuple[ModelEntry, Model]]]:
    """One tiny model of each family."""
    models = {}
    for family in contract.FAMILIES:
        entry = contract.entries(family, written[family.id])[0]
        models[family.id] = (entry, family.load(entry, Place(), silent))
    yield models
    for _, model in models.values():
        model.close()


def answer(entry: ModelEntry, model: Model, task: Task, watch: object = silent) -> tuple[Patch, ...]:
    """What the engine does, without the engine."""
    if not isinstance(task, Fill):
        return tuple(model.run(task, watch))  # type: ignore[arg-type]
    seen = region.prepare(task, entry.sizes)
    return tuple(seen.restore(patch) for patch in model.run(seen.task, watch))  # type: ignore[arg-type]


def same(some: tuple[Patch, ...], others: tuple[Patch, ...]) -> bool:
    return all(np.array_equal(a.pixels, b.pixels) for a, b in zip(some, others, strict=True))


@pytest.mark.parametrize("family", contract.FAMILIES, ids=lambda family: family.id)
def test_a_family_recognises_its_own_weights_and_nobody_elses(
    family: Family, written: dict[str, tuple[Files, ...]]
) -> None:
    for owner, each in written.items():
        for files in each:
            entry = family.recognise(files)
            assert (entry is not None) == (owner == family.id), f"{family.id} on the weights of {owner}"
    assert family.recognise(Files(Path("nothing"))) is None


@pytest.mark.parametrize("family", contract.FAMILIES, ids=lambda family: family.id)
def test_every_entry_says_whose_it_is_and_what_it_can(family: Family, written: dict[str, tuple[Files, ...]]) -> None:
    found = contract.entries(family, written[family.id])
    assert found, "no builtin entry and no tiny weights: nothing of this family can be tested"
    verbs = {kind.verb for kind in family.tasks}
    for entry in found:
        assert entry.family == family.id
        assert entry.name
        assert set(entry.tasks) <= verbs
        for kind in family.tasks:
            assert family.memory(entry, contract.asked(family, kind)) > 0


@pytest.mark.parametrize(("family", "kind"), SEEDED, ids=named(SEEDED))
def test_the_same_seed_gives_the_same_pixels_and_another_seed_others(
    family: Family, kind: type[Task], loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    once = answer(entry, model, contract.asked(family, kind))
    assert same(once, answer(entry, model, contract.asked(family, kind)))
    assert not same(once, answer(entry, model, contract.asked(family, kind, seed=12)))
    assert once[0].seed == 11


@pytest.mark.parametrize(("family", "kind"), SEEDED, ids=named(SEEDED))
def test_count_gives_so_many_with_following_seeds(
    family: Family, kind: type[Task], loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    patches = answer(entry, model, contract.asked(family, kind, count=2))
    assert [patch.seed for patch in patches] == [11, 12]
    assert same(patches[:1], answer(entry, model, contract.asked(family, kind)))


@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_the_same_task_twice_gives_the_same_pixels(
    family: Family, kind: type[Task], loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    task = contract.asked(family, kind)
    assert same(answer(entry, model, task), answer(entry, model, task))


@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_progress_rises_to_one_and_previews_are_pictures(
    family: Family, kind: type[Task], loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    watch = contract.Watch()
    answer(entry, model, contract.asked(family, kind, count=2), watch)
    assert len(watch.fractions) > 2
    assert watch.fractions == sorted(watch.fractions)
    assert watch.fractions[-1] == 1.0
    for preview in watch.previews:
        checked(preview)


@pytest.mark.parametrize(("family", "kind"), MASKED, ids=[family.id for family, _ in MASKED])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_masked_tasks_leave_unmasked_pixels_alone(
    family: Family, kind: type[Task], depth: type, loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    picture: Picture = contract.scene(depth)
    mask = contract.asked(family, kind).mask
    task = Fill(**{**contract.SETTINGS.get(family.id, {}), "picture": picture, "mask": mask, "seed": 5, "grow": 2,
                   "feather": 2})  # fmt: skip
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
    family: Family, kind: type[Task], at: int, loaded: dict[str, tuple[ModelEntry, Model]]
) -> None:
    entry, model = loaded[family.id]
    task = contract.asked(family, kind)
    before = answer(entry, model, task)
    watch = contract.Watch(Cancelled(), at)
    with pytest.raises(Cancelled):
        answer(entry, model, task, watch)
    assert len(watch.fractions) == at, "it went on after the cancel"
    assert same(before, answer(entry, model, task))


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize(("family", "kind"), CASES, ids=NAMES)
def test_running_out_of_memory_at_any_step_ends_in_a_result_or_a_clear_message(
    family: Family, kind: type[Task], at: int, written: dict[str, tuple[Files, ...]]
) -> None:
    entry = contract.entries(family, written[family.id])[0]
    memory = Memory((family,), device="cpu")
    task = contract.asked(family, kind)
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
    family: Family, kind: type[Task], written: dict[str, tuple[Files, ...]]
) -> None:
    """NaN in every weight: a clear error, or a whole picture where there are no weights to spoil."""
    entry = contract.entries(family, written[family.id])[0]
    memory = Memory((family,), device="cpu")
    model = memory.model(entry, contract.asked(family, kind), silent, Progress(lambda step: None))
    if contract.spoilt(model):
        with pytest.raises(PentimentoError):
            answer(entry, model, contract.asked(family, kind))
    else:
        for patch in answer(entry, model, contract.asked(family, kind)):
            checked(patch.pixels)
