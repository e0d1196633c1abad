"""What the explorer's tests share: a model whose pictures tell their point, and that waits when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import JobFailed
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families import sliders
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Encode, Patch, Report, Sample, Task
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.settings import Settings
from studio.ui.window import Window

LONG = 6
"""Numbers of a point: the first four are chance, the others what the two sliders say."""
SIDE = 8
SLIDERS = (
    Slider("warmth", "Colour", hint="From cold to warm"),
    Slider("light", "Colour", 0.0, 1.0, 0.5, "From dark to bright"),
    Slider("frame", "Frame", default="none", values=("none", "gold", "black")),
)


class Hand:
    """Lets the painter go on, step by step where a test holds it; and counts what it has painted."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.free.set()
        self.lots: list[int] = []
        self.tasks: list[Task] = []
        self.fails = False

    def clear(self) -> None:
        self.free.set()
        self.lots, self.tasks, self.fails = [], [], False


HAND = Hand()


def painted(latent: np.ndarray) -> np.ndarray:
    """A picture of one colour: the first chance, warmth and light."""
    out = np.zeros((SIDE, SIDE, 4), np.uint8)
    out[...] = (*np.clip(128 + 40 * latent[[0, 4, 5]], 0, 255).astype(np.uint8), 255)
    return out


class Painter:
    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        HAND.tasks.append(task)
        if isinstance(task, Decode):
            each = task.each or ({},) * len(task.latents)
            points = [self._with(latent, own) for latent, own in zip(task.latents, each, strict=True)]
        elif isinstance(task, Sample):
            points = [self._drawn(task.seed + number, task) for number in range(task.count)]
        else:
            assert isinstance(task, Encode)
            mean = task.picture[..., :3].reshape(-1, 3).mean(0)
            points = [np.array([(mean[0] - 128) / 40, 0, 0, 0, 0, 0.5], np.float32)]
        HAND.lots.append(len(points))
        report(0.5, painted(points[0]), "Half")
        while not HAND.free.wait(0.005):
            report(0.5)
        if HAND.fails:
            raise JobFailed("The brush broke.", "Take another.")
        return [Patch(painted(point), seed=getattr(task, "seed", 0), latent=point,
                      info={"sliders": {"warmth": float(np.clip(point[4], -1, 1)), "light": float(point[5]),
                                        "frame": "none"}, "error": 0.01}) for point in points]  # fmt: skip

    def _with(self, latent: np.ndarray, values: dict[str, float | str]) -> np.ndarray:
        out = np.array(latent, np.float32)
        for place, name in ((4, "warmth"), (5, "light")):
            if name in values:
                out[place] = float(values[name])
        return out

    def _drawn(self, seed: int, task: Sample) -> np.ndarray:
        chance = np.random.default_rng(seed).standard_normal(LONG).astype(np.float32) * task.truncation
        chance[4:] = (0.25, 0.75)
        return self._with(chance, dict(task.sliders))

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Painter()


def entry(name: str, **details: object) -> ModelEntry:
    return ModelEntry(name, name.capitalize(), "wash", ("sample", "encode", "decode"), shipped=True, details={
        "latent": {"shape": [LONG], "prior": "normal", "noise": [0, 4]}, "size": SIDE,
        "sliders": sliders.told(SLIDERS), **details})  # fmt: skip


WASH, PLAIN = entry("wash"), entry("plain", sliders=[])
FAMILY = Family("wash", "Wash", frozenset({Sample, Encode, Decode}), never, _load, builtin=(WASH, PLAIN),
                uses_torch=False)


@pytest.fixture
def hand() -> Iterator[Hand]:
    HAND.clear()
    yield HAND
    HAND.clear()


@pytest.fixture
def library() -> Library:
    return Library((), (FAMILY,))


@pytest.fixture
def engine(library: Library, hand: Hand, qtbot: QtBot) -> Iterator[Engine]:
    made = Engine(library, InThread((FAMILY,), "cpu"))
    yield made
    hand.free.set()
    made.close()


@pytest.fixture
def desk(dressed: QApplication, library: Library, engine: Engine, qtbot: QtBot) -> Iterator[Desk]:
    yield Desk(library, engine, Settings())
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@pytest.fixture
def rest(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    """Waits until all pictures that are wanted are there."""
    explorer = desk.explorer
    return lambda: qtbot.waitUntil(lambda: explorer.busy is None and explorer.showing.decoder.idle, timeout=20_000)


@pytest.fixture
def begun(desk: Desk, rest: Callable[[], None]) -> Desk:
    """A point has been found, and all around it."""
    assert desk.pins is not None
    desk.explorer.look()
    rest()
    return desk


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Window:
    made = Window(desk)

    def nothing_unsaved(_: Window) -> None:
        for session in list(desk.sessions):
            desk.close(session)

    qtbot.addWidget(made, before_close_func=nothing_unsaved)
    made.resize(1280, 800)
    made.show()
    return made


@pytest.fixture
def exploring(window: Window, rest: Callable[[], None]) -> Window:
    """The Explore workspace in front, all its pictures there."""
    window.show_workspace("explore")
    rest()
    return window
