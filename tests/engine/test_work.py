"""One task, wherever it runs: masked parts are cut and laid back, results mistrusted, memory running out survived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pentimento_test_cards import PAINTER, STEPS, Painter

from studio import places
from studio.core.errors import BadRequest, JobFailed, NotFinite, OutOfMemory
from studio.core.geometry import Point
from studio.engine.job import Cancelled
from studio.engine.memory import Memory
from studio.engine.progress import Progress, Step
from studio.engine.work import explained, log_file, note, perform
from studio.families.family import Family, ModelEntry, Place, never
from studio.families.tasks import Fill, Generate, Patch, Report, Task

ENTRY = PAINTER.builtin[0]


def done(task: Task, memory: Memory | None = None, entry: ModelEntry = ENTRY) -> tuple[Patch, ...]:
    return perform(task, entry, memory or Memory([PAINTER]), Progress(lambda step: None))


def small(**values: Any) -> Generate:
    return Generate(**{"width": 32, "height": 16, "seed": 5, **values})


def masked(**values: Any) -> Fill:
    picture = np.random.default_rng(1).integers(0, 256, (400, 500, 4), np.uint8)
    picture[..., 3] = 255
    mask = np.zeros((400, 500), np.uint8)
    mask[100:140, 200:260] = 255
    return Fill(**{"picture": picture, "mask": mask, "seed": 5, "at": Point(7, 9), **values})


def test_the_same_seed_gives_the_same_pixels() -> None:
    assert np.array_equal(done(small())[0].pixels, done(small())[0].pixels)
    assert not np.array_equal(done(small())[0].pixels, done(small(seed=6))[0].pixels)


def test_count_asks_for_pictures_with_the_following_seeds() -> None:
    three = done(small(count=3))
    assert [patch.seed for patch in three] == [5, 6, 7]
    assert np.array_equal(three[2].pixels, done(small(seed=7))[0].pixels)


def test_progress_rises_to_1_through_loading_and_running() -> None:
    told: list[Step] = []
    perform(small(), ENTRY, Memory([PAINTER]), Progress(told.append))
    heard = [step.fraction for step in told]
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert told[0].loading
    assert not told[-1].loading


def test_a_masked_task_leaves_alone_what_is_not_marked() -> None:
    task = masked(grow=3, feather=2)
    (patch,) = done(task)
    canvas = np.zeros((420, 520), np.uint8)
    y, x = patch.at.y, patch.at.x
    canvas[y : y + patch.pixels.shape[0], x : x + patch.pixels.shape[1]] = patch.pixels[..., 3]
    rows, columns = np.nonzero(canvas)
    assert (rows.min(), rows.max()) >= (9 + 100 - 5, 0)
    assert rows.max() <= 9 + 139 + 5
    assert columns.min() >= 7 + 200 - 5
    assert columns.max() <= 7 + 259 + 5
    assert (canvas[9 + 100 : 9 + 140, 7 + 200 : 7 + 260] == 255).all()


def test_the_model_sees_a_multiple_of_its_sizes() -> None:
    seen: list[Task] = []

    class Looker(Painter):
        def run(self, task: Task, report: Report) -> Sequence[Patch]:
            seen.append(task)
            return super().run(task, report)

    family = replace(PAINTER, load=lambda entry, place, report: Looker(entry, place))
    entry = replace(ENTRY, sizes=replace_sizes())
    done(masked(), Memory([family]), entry)
    assert isinstance(seen[0], Fill)
    assert seen[0].picture.shape[0] % 32 == seen[0].picture.shape[1] % 32 == 0


def replace_sizes() -> Any:
    return ENTRY.sizes._replace(multiple=32, native=256)


def test_an_empty_mask_is_a_wrong_request() -> None:
    with pytest.raises(BadRequest, match="Paint a mask first"):
        done(masked(mask=np.zeros((400, 500), np.uint8)))


@pytest.mark.parametrize("word", ["floats", "small"])
def test_a_result_that_is_no_picture_never_gets_out(word: str) -> None:
    with pytest.raises(JobFailed, match="Painter gave"):
        done(masked(prompt=word))


def test_numbers_that_are_none_never_reach_the_canvas() -> None:
    with pytest.raises(NotFinite, match="lost its numbers"):
        done(small(prompt="nan"))


def test_too_few_pictures_are_not_passed_on() -> None:
    class Lazy(Painter):
        def run(self, task: Task, report: Report) -> Sequence[Patch]:
            return super().run(task, report)[:1]

    family = replace(PAINTER, load=lambda entry, place, report: Lazy(entry, place))
    with pytest.raises(JobFailed, match="1 pictures where 2"):
        done(small(count=2), Memory([family]))


@pytest.mark.parametrize("step", range(STEPS))
def test_memory_that_runs_out_once_is_survived_at_any_step(step: int) -> None:
    memory = Memory([PAINTER])
    patches = done(small(prompt=f"once {step}"), memory)
    assert np.array_equal(patches[0].pixels, done(small())[0].pixels)
    assert done(small(), memory)


@pytest.mark.parametrize("step", range(STEPS))
def test_memory_that_runs_out_for_good_ends_in_a_sentence_and_the_next_job_works(step: int) -> None:
    memory = Memory([PAINTER])
    other = replace(ENTRY, id="other")
    done(small(), memory, other)
    with pytest.raises(OutOfMemory, match="32 × 16") as caught:
        done(small(prompt=f"memory {step}", count=2), memory)
    assert "smaller size" in caught.value.hint
    assert "fewer" in caught.value.hint
    assert memory.loaded == ()
    assert len(done(small(), memory)) == 1


def test_memory_that_runs_out_while_loading_is_survived_too() -> None:
    tries: list[int] = []

    def load(entry: ModelEntry, place: Place, report: Report) -> Painter:
        tries.append(1)
        if len(tries) == 1:
            raise MemoryError
        return Painter(entry, place)

    memory = Memory([replace(PAINTER, load=load)])
    assert len(done(small(), memory)) == 1
    assert len(tries) == 2


class Delicate(Painter):
    """Only full precision gives it numbers."""

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Generate)
        return super().run(task if self.place.dtype == "float32" else replace(task, prompt="nan"), report)


def test_half_precision_that_loses_its_numbers_is_followed_by_full_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.memory.cpu_dtype", lambda: "bfloat16")
    loads: list[Place] = []

    def load(entry: ModelEntry, place: Place, report: Report) -> Painter:
        loads.append(place)
        return Delicate(entry, place)

    family = Family("painter", "", frozenset({Generate}), never, load)
    memory = Memory([family], "cpu")
    assert np.array_equal(done(small(), memory)[0].pixels, done(small())[0].pixels)
    assert done(small(), memory)[0].info["runs"] == 2, "and it stays loaded so"
    assert [place.dtype for place in loads] == ["bfloat16", "float32"]


@pytest.mark.parametrize("step", range(STEPS))
def test_cancelling_stops_within_one_step(step: int) -> None:
    reached: list[str] = []

    class Counting(Progress):
        def __call__(self, fraction: float, preview: Any = None, note: str = "") -> None:
            super().__call__(fraction, preview, note)
            if note:
                reached.append(note)

    report = Counting(lambda told: None, lambda: len(reached) > step)
    memory = Memory([PAINTER])
    with pytest.raises(Cancelled):
        perform(small(), ENTRY, memory, report)
    assert len(reached) == step + 1
    assert done(small(), memory)


def test_a_librarys_error_becomes_one_sentence_and_its_traceback_goes_to_the_log() -> None:
    with pytest.raises(JobFailed, match="Painter could not finish: tensor a") as caught:
        done(small(prompt="odd 1"))
    assert str(log_file()) in caught.value.hint
    assert "Unpicklable" in log_file().read_text()
    assert "Traceback" not in str(caught.value)


def test_a_library_that_wants_to_end_the_program_only_ends_its_job() -> None:
    with pytest.raises(JobFailed, match="SystemExit"):
        done(small(prompt="exit 1"))


def test_ctrl_c_cancels() -> None:
    def load(entry: ModelEntry, place: Place, report: Report) -> Painter:
        raise KeyboardInterrupt

    with pytest.raises(Cancelled):
        done(small(), Memory([replace(PAINTER, load=load)]))


def test_an_error_without_words_still_gets_a_sentence() -> None:
    assert explained(ValueError(), ENTRY).message == "Painter could not finish: ValueError."
    assert isinstance(explained(MemoryError(), ENTRY), OutOfMemory)


def test_the_log_starts_anew_when_it_is_long() -> None:
    places.cache().mkdir(parents=True)
    log_file().write_text("x" * (2**20 + 1))
    note("fresh")
    assert log_file().read_text().endswith("fresh\n")
    assert log_file().stat().st_size < 100


def test_a_log_that_cannot_be_written_is_not_named() -> None:
    places.cache().parent.mkdir(parents=True, exist_ok=True)
    places.cache().write_text("a file where the folder should be")
    assert explained(ValueError("x"), ENTRY).hint == ""
