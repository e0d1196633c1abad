"""What the timeline's tests share: a model whose pictures tell their point, and that waits when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.errors import JobFailed
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families import sliders
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Encode, Patch, Report, Sample, Task
from studio.session import Session
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.settings import Settings
from studio.ui.timeline import sources
from studio.ui.timeline.reel import Reel
from studio.ui.window import Window

LONG, SIDE = 6, 16
SLIDERS = (
    Slider("warmth", "Colour", hint="From cold to warm"),
    Slider("light", "Colour", 0.0, 1.0, 0.5, "From dark to bright"),
    Slider("frame", "Frame", default="none", values=("none", "gold")),
)


class Hand:
    """Lets the painter go on; and counts what it has painted."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.clear()

    def clear(self) -> None:
        self.free.set()
        self.tasks: list[Task] = []
        self.fails = False

    @property
    def painted(self) -> int:
        return sum(len(task.latents) for task in self.tasks if isinstance(task, Decode))


HAND = Hand()


def colour(latent: np.ndarray) -> tuple[int, int, int]:
    """The first chance, warmth and light."""
    red, green, blue = np.clip(128 + 100 * latent[[0, 4, 5]], 0, 255).astype(np.uint8)
    return int(red), int(green), int(blue)


class Painter:
    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        HAND.tasks.append(task)
        if isinstance(task, Decode):
            points = [self._with(latent, own) for latent, own in zip(task.latents, task.each, strict=True)]
        elif isinstance(task, Sample):
            chance = np.random.default_rng(task.seed).standard_normal(LONG).astype(np.float32)
            chance[4:] = (0.0, 0.5)
            points = [chance]
        else:
            assert isinstance(task, Encode)
            points = [np.array([0.1, 0, 0, 0, 0, 0.5], np.float32)]
        while not HAND.free.wait(0.005):
            report(0.5)
        if HAND.fails:
            raise JobFailed("The brush broke.", "Take another.")
        return [Patch(self._picture(point), latent=point) for point in points]

    def _with(self, latent: np.ndarray, values: dict[str, float | str]) -> np.ndarray:
        out = np.array(latent, np.float32)
        for place, name in ((4, "warmth"), (5, "light")):
            if name in values:
                out[place] = float(values[name])
        return out

    def _picture(self, point: np.ndarray) -> np.ndarray:
        out = np.full((SIDE, SIDE, 4), 255, np.uint8)
        out[..., :3] = colour(point)
        return out

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Painter()


def _entry(name: str, known: tuple[Slider, ...]) -> ModelEntry:
    return ModelEntry(name, name.capitalize(), "wash", ("sample", "encode", "decode"), shipped=True, details={
        "latent": {"shape": [LONG], "prior": "normal", "noise": [0, 4]}, "size": SIDE,
        "sliders": sliders.told(known)})  # fmt: skip


FAMILY = Family("wash", "Wash", frozenset({Sample, Encode, Decode}), never, _load,
                builtin=(_entry("wash", SLIDERS), _entry("plain", ())), uses_torch=False)  # fmt: skip


@pytest.fixture
def hand() -> Iterator[Hand]:
    HAND.clear()
    yield HAND
    HAND.clear()


@pytest.fixture
def desk(dressed: QApplication, hand: Hand, qtbot: QtBot) -> Iterator[Desk]:
    library = Library((), (FAMILY,))
    engine = Engine(library, InThread((FAMILY,), "cpu"))
    yield Desk(library, engine, Settings())
    hand.free.set()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    engine.close()


@pytest.fixture
def reel(desk: Desk) -> Reel:
    return desk.reel


@pytest.fixture
def chosen(reel: Reel, qtbot: QtBot) -> Reel:
    """The model Wash makes the pictures."""
    sources.choose(reel, "wash")
    qtbot.waitUntil(lambda: bool(reel.timeline.source.model), timeout=20_000)
    return reel


@pytest.fixture
def document(desk: Desk) -> Document:
    """64 × 64 in front on the desk: Sky, and Face of 16 in its middle, which is active."""
    made = Document((64, 64), name="Portrait")
    for name, side, grey in (("Sky", 64, 60), ("Face", 16, 200)):
        pixels = np.full((side, side, 4), 255, np.uint8)
        pixels[..., :3] = grey
        made.root.children.append(PixelLayer(name, pixels=Tiles.of(pixels, ((64 - side) // 2,) * 2)))
    made.activate(made.root.children[1].id)
    desk.add(Session(made, desk.library, desk.engine))
    return made


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[Window]:
    made = Window(desk)

    def nothing_unsaved(_: Window) -> None:
        for session in list(desk.sessions):
            desk.close(session)

    qtbot.addWidget(made, before_close_func=nothing_unsaved)
    made.resize(1280, 800)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What the window was told to say."""
    heard: list[str] = []
    desk.said.connect(lambda message, hint, kind: heard.append(message))
    return heard


@pytest.fixture
def point() -> Callable[[float], np.ndarray]:
    """A point whose first number is that."""
    return lambda first: np.array([first, 0, 0, 0, 0, 0.5], np.float32)
