"""The same task gives the same pixels wherever it runs; whatever dies is replaced; whatever is cancelled stops."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from pentimento_test_cards import PAINTER, STEPS

from studio.core.errors import BadRequest, JobFailed, NotFinite, OutOfMemory, PentimentoError, WorkerDied
from studio.engine.job import Cancelled
from studio.engine.progress import Progress, Step
from studio.engine.runners import InChild, InThread
from studio.families.family import ModelEntry
from studio.families.tasks import Fill, Generate, Patch, Task

ENTRY, SLOWLY, BROKEN = PAINTER.builtin


def task(**values: Any) -> Generate:
    return Generate(**{"width": 32, "height": 32, "seed": 3, **values})


@pytest.fixture(scope="module")
def _child() -> Iterator[InChild]:
    runner = InChild([PAINTER], patience=0.3)
    runner.warm(())
    yield runner
    runner.close()


@pytest.fixture
def child(_child: InChild) -> InChild:
    return _child


def run(runner: InChild | InThread, what: Task, entry: ModelEntry = ENTRY) -> tuple[Patch, ...]:
    return runner.run(what, entry, Progress(lambda step: None))


def masked() -> Fill:
    picture = np.random.default_rng(2).integers(0, 65536, (300, 320, 4), np.uint16)
    mask = np.zeros((300, 320), np.uint8)
    mask[20:90, 30:200] = 255
    return Fill(picture=picture, mask=mask, seed=9, count=2)


@pytest.mark.parametrize("what", [task(), task(count=3, seed=2**63), masked()], ids=["one", "three", "masked"])
def test_a_task_gives_the_same_pixels_in_the_child_as_here(child: InChild, what: Task) -> None:
    here, there = run(InThread([PAINTER]), what), run(child, what)
    assert {patch.info["pid"] for patch in here} == {os.getpid()}
    assert {patch.info["pid"] for patch in there} == {child.pid}
    for one, other in zip(here, there, strict=True):
        assert (one.at, one.seed, one.pixels.dtype) == (other.at, other.seed, other.pixels.dtype)
        assert np.array_equal(one.pixels, other.pixels)


def test_models_stay_loaded_in_the_child(child: InChild) -> None:
    first = run(child, task())[0].info["runs"]
    assert run(child, task())[0].info["runs"] == first + 1


def test_previews_and_notes_come_through(child: InChild) -> None:
    told: list[Step] = []
    child.run(task(prompt="slow"), ENTRY, Progress(told.append))
    assert {f"Step {step + 1} of {STEPS}" for step in range(2, STEPS)} <= {step.note for step in told}
    assert told[-1].fraction == 1.0


@pytest.mark.parametrize(
    ("word", "kind"),
    [("odd 2", JobFailed), ("memory 2", OutOfMemory), ("nan", NotFinite), ("floats", JobFailed), ("exit 2", JobFailed)],
)
def test_errors_cross_as_what_they_are(child: InChild, word: str, kind: type[PentimentoError]) -> None:
    before = child.pid
    with pytest.raises(kind) as caught:
        run(child, task(prompt=word))
    assert type(caught.value) is kind
    assert run(child, task())
    assert child.pid == before or before is None, "an error is no reason for another process"


def test_a_wrong_request_stays_one(child: InChild) -> None:
    with pytest.raises(BadRequest, match="Paint a mask first"):
        run(child, Fill(picture=np.zeros((9, 9, 4), np.uint8), mask=np.zeros((9, 9), np.uint8)))


def test_a_load_that_fails_is_a_sentence(child: InChild) -> None:
    with pytest.raises(JobFailed, match="Broken could not finish"):
        run(child, task(), BROKEN)


@pytest.mark.parametrize(("word", "said"), [("crash 3", "crashed"), ("killed 0", "memory ran out")])
def test_a_child_that_dies_is_replaced_and_the_next_job_works(child: InChild, word: str, said: str) -> None:
    run(child, task())
    before = child.pid
    with pytest.raises(WorkerDied, match=said):
        run(child, task(prompt=word))
    assert child.pid is not None
    assert child.pid != before, "replaced at once, before anybody asks"
    assert not psutil.pid_exists(before or 0)
    assert run(child, task())[0].info["pid"] == child.pid


def test_a_child_that_died_while_idle_is_replaced_unnoticed(child: InChild) -> None:
    run(child, task())
    process = psutil.Process(child.pid)
    process.send_signal(signal.SIGKILL)
    psutil.wait_procs([process], timeout=5)
    assert run(child, task())


class Stopper(Progress):
    """Cancels when `when` says so."""

    def __init__(self, when: Callable[[Step], bool]) -> None:
        self.wish = threading.Event()
        self.told: list[Step] = []

        def tell(step: Step) -> None:
            self.told.append(step)
            if when(step):
                self.wish.set()

        super().__init__(tell, self.wish.is_set)


def test_cancelling_stops_the_child_within_one_step(
    child: InChild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "steps"
    monkeypatch.setenv("PAINTER_TRACE", str(trace))
    child.close()  # a fresh one that knows where to write
    run(child, task())
    before = child.pid
    stopper = Stopper(lambda step: step.note.startswith("Step 3"))
    with pytest.raises(Cancelled):
        child.run(task(prompt="slow"), ENTRY, stopper)
    assert trace.read_text().split() in (["0", "1", "2"], ["0", "1", "2", "3"])
    assert run(child, task())[0].info["pid"] == before, "and it goes on working"


def test_cancelling_works_while_a_model_loads(child: InChild) -> None:
    run(child, task())
    before = child.pid
    stopper = Stopper(lambda step: step.note == "Part 3")
    with pytest.raises(Cancelled):
        child.run(task(), SLOWLY, stopper)
    assert all(step.loading for step in stopper.told)
    assert run(child, task())[0].info["pid"] == before


def test_a_job_that_does_not_react_loses_its_process(child: InChild) -> None:
    run(child, task())
    before = child.pid
    with pytest.raises(Cancelled):
        child.run(task(prompt="deaf 0"), ENTRY, Stopper(lambda step: not step.loading))
    assert child.pid != before
    assert run(child, task())


def test_a_job_cancelled_before_it_begins_never_begins(child: InChild) -> None:
    with pytest.raises(Cancelled):
        child.run(task(), ENTRY, Progress(lambda step: None, lambda: True))
    child.close()
    child.warm(("colorsys",))
    asked = iter([False])
    with pytest.raises(Cancelled):  # cancelled while the fresh child still imports
        child.run(task(), ENTRY, Progress(lambda step: None, lambda: next(asked, True)))
    assert run(child, task())[0].info["runs"] == 1


def test_20_jobs_leave_no_shared_memory(child: InChild) -> None:
    for number in range(20):
        run(child, task(seed=number))
    assert child._child is not None
    assert {path.name for path in child._child.folder.iterdir()} - {"device", "device.new"} == {"cancelled"}


def test_stopping_from_another_thread_ends_what_runs() -> None:
    runner = InChild([PAINTER], patience=600)
    timer = threading.Timer(0.0, runner.stop)

    def tell(step: Step) -> None:
        if not step.loading and not timer.is_alive() and timer.ident is None:
            timer.start()

    with pytest.raises(Cancelled):
        runner.run(task(prompt="deaf 0"), ENTRY, Progress(tell))
    runner.close()
    timer.join()
    assert runner.pid is None
