"""The queue: order, cancelling, retrying; signals on the window's thread; nothing left when it closes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pentimento_test_cards import BRUSH, PAINTER
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from studio.core.errors import BadRequest, WorkerDied
from studio.engine.blocking import Blocking
from studio.engine.engine import KEPT, Engine
from studio.engine.job import Cancelled, Job, State
from studio.engine.library import Library
from studio.engine.progress import Progress, Step
from studio.engine.runners import InThread
from studio.families.family import ModelEntry
from studio.families.tasks import Generate, Patch, Task


def task(**values: Any) -> Generate:
    return Generate(**{"width": 16, "height": 16, "seed": 4, **values})


class Gated:
    """A runner whose jobs end when the test says so; it keeps the order in which they began."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.warmed: list[object] = []
        self.thread = 0
        self.gate = threading.Semaphore(0)
        self.closed = False

    def warm(self, modules: object) -> None:
        self.warmed.append(modules)

    def run(self, task: Task, entry: ModelEntry, report: Progress) -> tuple[Patch, ...]:
        assert isinstance(task, Generate)
        self.began.append(task.prompt)
        self.thread = threading.get_ident()
        report.stage(loading=False)
        while not self.gate.acquire(timeout=0.01):
            report.check()
        if task.prompt == "mistake":
            raise KeyError("a mistake of the runner's own")
        return InThread([PAINTER]).run(task, entry, report)

    def stop(self) -> None:
        self.gate.release()

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def gated() -> Gated:
    return Gated()


@pytest.fixture
def engine(library: Library, gated: Gated, qtbot: QtBot) -> Iterator[Engine]:
    engine = Engine(library, gated)
    yield engine
    engine.close()


@pytest.fixture
def real(library: Library, qtbot: QtBot) -> Iterator[Engine]:
    engine = Engine(library)
    yield engine
    engine.close()


def names(jobs: tuple[Job, ...]) -> list[str]:
    return [job.title for job in jobs]


def queued(engine: Engine, *prompts: str) -> list[Job]:
    return [engine.submit(task(prompt=prompt), prompt) for prompt in prompts]


def finish(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    for _ in engine.jobs:
        gated.gate.release()
    qtbot.waitUntil(lambda: all(job.state.over for job in engine.jobs))


def test_signals_arrive_on_the_windows_thread_though_the_work_is_done_on_another(
    engine: Engine, gated: Gated, qtbot: QtBot
) -> None:
    heard: list[tuple[int, bool]] = []

    def listen(*of: object) -> None:
        heard.append((threading.get_ident(), QThread.currentThread() is qtbot_thread))

    qtbot_thread = QThread.currentThread()
    engine.changed.connect(listen)
    (job,) = queued(engine, "a")
    job.progressed.connect(listen)
    job.finished.connect(listen)
    finish(engine, gated, qtbot)
    assert len(heard) >= 4
    assert set(heard) == {(threading.get_ident(), True)}
    assert gated.thread not in (0, threading.get_ident())


def test_jobs_are_done_in_the_order_they_came(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    queued(engine, *"abc")
    finish(engine, gated, qtbot)
    assert gated.began == ["a", "b", "c"]


def test_a_waiting_job_can_be_moved_and_one_can_go_first(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    a, b, _, d = queued(engine, *"abcd")
    engine.move(d, 1)
    engine.move(b, 99)
    engine.submit(task(prompt="e"), "e", first=True)
    assert names(engine.jobs) == ["a", "e", "d", "c", "b"]
    finish(engine, gated, qtbot)
    assert gated.began == ["a", "e", "d", "c", "b"]
    with pytest.raises(BadRequest, match="still waits"):
        engine.move(a, 0)


def test_a_waiting_job_is_cancelled_at_once_and_the_running_one_within_a_step(engine: Engine, qtbot: QtBot) -> None:
    ends: list[tuple[str, State]] = []
    a, b, c = queued(engine, *"abc")
    for job in (a, b, c):
        job.finished.connect(lambda job: ends.append((job.title, job.state)))
    engine.cancel(b)
    assert ends == [("b", State.CANCELLED)]
    qtbot.waitUntil(lambda: a.state is State.RUNNING)
    engine.cancel(a)
    assert a.note == "Stopping …"
    qtbot.waitUntil(lambda: a.state.over)
    assert ends[1:] == [("a", State.CANCELLED)]
    assert not c.state.over
    engine.cancel(a)
    assert a.state is State.CANCELLED


def test_cancelling_all_starts_none_of_them(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    jobs = queued(engine, *"abcdef")
    engine.cancel_all()
    qtbot.waitUntil(lambda: all(job.state is State.CANCELLED for job in jobs))
    assert set(gated.began) <= {"a"}


def test_a_result_that_came_after_cancelling_is_not_kept(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    (job,) = queued(engine, "a")
    qtbot.waitUntil(lambda: job.state is State.RUNNING)
    gated.gate.release()
    engine.cancel(job)
    qtbot.waitUntil(lambda: job.state.over)
    assert job.state is State.CANCELLED
    assert job.patches == ()


def test_a_paused_queue_finishes_what_runs_and_begins_nothing(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    a, b = queued(engine, *"ab")
    engine.paused = True
    gated.gate.release()
    qtbot.waitUntil(lambda: a.state is State.DONE)
    assert b.state is State.WAITING
    engine.paused = False
    finish(engine, gated, qtbot)
    assert b.state is State.DONE


def test_a_retried_job_is_the_same_job_with_its_listeners(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    ends: list[State] = []
    (job,) = queued(engine, "a")
    job.finished.connect(lambda job: ends.append(job.state))
    with pytest.raises(BadRequest, match="on its way"):
        engine.retry(job)
    engine.cancel(job)
    qtbot.waitUntil(lambda: job.state.over)
    assert engine.retry(job) is job
    assert (job.fraction, job.error, job.patches) == (0.0, None, ())
    finish(engine, gated, qtbot)
    assert ends == [State.CANCELLED, State.DONE]
    assert len(engine.jobs) == 1


def test_only_a_job_that_is_over_can_be_forgotten(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    a, b = queued(engine, *"ab")
    with pytest.raises(BadRequest, match="on its way"):
        engine.forget(a)
    finish(engine, gated, qtbot)
    engine.forget(a)
    assert engine.jobs == (b,)


def test_every_change_of_the_list_is_told(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    told: list[list[str]] = []
    engine.changed.connect(lambda: told.append([f"{job.title} {job.state.value}" for job in engine.jobs]))
    queued(engine, *"ab")
    finish(engine, gated, qtbot)
    assert told[:3] == [["a waiting"], ["a loading"], ["a loading", "b waiting"]]
    assert ["a done", "b waiting"] in told
    assert told[-1] == ["a done", "b done"]


def test_a_mistake_of_a_runner_or_a_listener_does_not_stop_the_queue(
    engine: Engine, gated: Gated, qtbot: QtBot
) -> None:
    a, b = queued(engine, "mistake", "b")

    def stumble(job: Job) -> None:
        raise ZeroDivisionError

    a.finished.connect(stumble)
    with qtbot.captureExceptions() as caught:
        finish(engine, gated, qtbot)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert (a.state, b.state) == (State.FAILED, State.DONE)
    assert "mistake of the runner" in str(a.error)


def test_a_wrong_request_never_joins_the_queue(engine: Engine) -> None:
    with pytest.raises(BadRequest):
        engine.submit(task(model="nobody"))
    assert engine.jobs == ()


def test_closing_ends_every_job_and_refuses_more(library: Library, gated: Gated, qtbot: QtBot) -> None:
    engine = Engine(library, gated)
    a, b = queued(engine, *"ab")
    ends: list[str] = []
    a.finished.connect(lambda job: ends.append("a"))
    b.finished.connect(lambda job: ends.append("b"))
    qtbot.waitUntil(lambda: a.state is State.RUNNING)
    engine.close()
    engine.close()
    assert sorted(ends) == ["a", "b"]
    assert {a.state, b.state} == {State.CANCELLED}
    assert gated.closed
    with pytest.raises(BadRequest, match="closing"):
        engine.submit(task())


def test_an_engine_that_did_nothing_has_started_nothing(library: Library, qtbot: QtBot) -> None:
    before = threading.active_count()
    engine = Engine(library)
    assert engine._thread is None
    assert threading.active_count() == before
    engine.close()


def test_a_burst_of_steps_is_one_event_with_the_newest_preview() -> None:
    from studio.engine.engine import _Order

    order = _Order(task(), PAINTER.builtin[0])
    picture = np.zeros((2, 2, 4), np.uint8)
    assert order.put(Step(0.1, preview=picture))
    assert not order.put(Step(0.2, "Step 2"))
    step = order.take()
    assert step is not None
    assert (step.fraction, step.note) == (0.2, "Step 2")
    assert step.preview is picture
    assert order.take() is None


# With the real child


def test_20_jobs_in_the_child_are_as_good_as_at_once(real: Engine, library: Library, qtbot: QtBot) -> None:
    real.warm()
    jobs = [real.submit(task(seed=seed)) for seed in range(20)]
    results: dict[int, np.ndarray] = {}
    for job in jobs:
        job.finished.connect(lambda job: results.__setitem__(job.number, job.patches[0].pixels))
    qtbot.waitUntil(lambda: all(job.state is State.DONE for job in jobs), timeout=20_000)
    here = Blocking(library)
    for job in jobs:
        assert np.array_equal(results[job.number], here.submit(job.task).patches[0].pixels)
        assert job.fraction == 1.0


def test_a_crash_ends_its_job_and_the_queue_goes_on(real: Engine, qtbot: QtBot) -> None:
    crash, killed, fine = (real.submit(task(prompt=word)) for word in ("crash 2", "killed 2", ""))
    qtbot.waitUntil(lambda: fine.state.over, timeout=20_000)
    assert isinstance(crash.error, WorkerDied)
    assert isinstance(killed.error, WorkerDied)
    assert fine.state is State.DONE


def test_loading_and_time_left_are_told(real: Engine, qtbot: QtBot) -> None:
    states: list[State] = []
    left: list[float] = []

    def listen(job: Job) -> None:
        states.append(job.state)
        if job.seconds_left is not None:
            left.append(job.seconds_left)

    job = real.submit(task(prompt="slow", model="slowly"))
    job.progressed.connect(listen)
    assert job.state is State.LOADING
    qtbot.waitUntil(lambda: job.state.over, timeout=30_000)
    assert states == sorted(states, key=[State.LOADING, State.RUNNING].index)
    assert set(states) == {State.LOADING, State.RUNNING}
    assert left
    assert min(left) >= 0


def test_closing_in_the_middle_of_a_step_is_quick(library: Library, qtbot: QtBot) -> None:
    engine = Engine(library)
    job = engine.submit(task(prompt="deaf 0"))
    qtbot.waitUntil(lambda: job.state is State.RUNNING, timeout=20_000)
    engine.close()
    assert job.state is State.CANCELLED
    assert job.seconds < 30


def test_a_cancelled_load_leaves_the_engine_usable(real: Engine, qtbot: QtBot) -> None:
    slow = real.submit(task(model="slowly"))
    after = real.submit(task())
    qtbot.waitUntil(lambda: slow.note == "Part 3", timeout=20_000)
    real.cancel(slow)
    qtbot.waitUntil(lambda: after.state is State.DONE, timeout=20_000)
    assert slow.state is State.CANCELLED


def test_the_worker_gets_warm_once_and_again_when_models_come_that_need_more(
    tmp_path: Path, gated: Gated, qtbot: QtBot
) -> None:
    families = (replace(PAINTER, ahead=("colorsys",)), replace(BRUSH, ahead=("this",)))
    library = Library((), families)
    engine = Engine(library, gated)
    library.take(library.entries[:1])
    assert gated.began == []
    engine.warm()
    engine.warm()
    save_file({"brush.weight": np.zeros((1, 1), np.float32)}, tmp_path / "moon.safetensors")
    library.add(tmp_path)
    qtbot.waitUntil(lambda: len(gated.warmed) == 2)
    assert gated.warmed == [("colorsys",), ("colorsys", "this")]
    engine.close()


def test_in_thread_runs_on_the_engines_thread(library: Library, qtbot: QtBot) -> None:
    engine = Engine(library, InThread(library.families))
    job = engine.submit(task())
    qtbot.waitUntil(lambda: job.state.over)
    assert job.state is State.DONE
    engine.close()


def test_cancelled_is_no_exception_that_a_library_could_swallow() -> None:
    assert not issubclass(Cancelled, Exception)


def test_the_results_of_older_jobs_are_let_go(engine: Engine, gated: Gated, qtbot: QtBot) -> None:
    """Their layers have the pixels; a long day must not fill the memory."""
    jobs = [engine.submit(task(prompt=str(number))) for number in range(KEPT + 2)]
    gated.gate.release(len(jobs))
    qtbot.waitUntil(lambda: all(job.state is State.DONE for job in jobs))
    assert [bool(job.patches) for job in jobs] == [False] * 2 + [True] * KEPT
    assert all(job.pictures == 1 for job in jobs)


def test_a_quiet_job_goes_first_is_in_no_list_when_over_and_tells_nobody(engine: Engine, gated: Gated,
                                                                         qtbot: QtBot) -> None:
    told: list[int] = []
    engine.paused = True
    engine.submit(task(prompt="painted"))
    engine.changed.connect(lambda: told.append(1))
    looked = engine.submit(task(prompt="look"), first=True, quiet=True)
    qtbot.waitUntil(lambda: gated.began == ["look"])  # only what the artist asked for is held up
    gated.gate.release()
    qtbot.waitUntil(lambda: looked.state.over)
    assert looked.state is State.DONE
    assert looked.patches
    assert looked not in engine.jobs
    assert not told
    assert [job.state for job in engine.jobs] == [State.WAITING]
