"""What the panels' tests share: a desk with a real document, and a model that paints when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.core.errors import JobFailed
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.tasks import Fill, Generate, Patch, Report, Task
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.settings import Settings


class Gate:
    """Holds a painter before its last step until it is opened."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.event.set()

    def shut(self) -> None:
        self.event.clear()

    def open(self) -> None:
        self.event.set()


GATE = Gate()


class Painter:
    """Fills with one colour in two steps; the prompt "fail" makes it fail with a sentence."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Fill | Generate)
        if task.prompt == "fail":
            raise JobFailed("The brush broke.", "Take another.")
        height, width = (task.picture.shape[:2] if task.picture is not None else (task.height, task.width))
        red = np.zeros((height, width, 4), np.uint8)
        red[...] = (200, 40, 40, 255)
        report(0.5, red, "Step 1 of 2")
        while not GATE.event.wait(0.005):
            report(0.5, None, "Step 1 of 2")
        report(1.0, None, "Step 2 of 2")
        return [Patch(red, seed=task.seed + number) for number in range(task.count)]

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Painter()


GOUACHE = ModelEntry("gouache", "Gouache", "gouache", ("fill", "generate"), shipped=True)
COPIER = ModelEntry("copier", "Copier", "gouache", ("fill",),
                    details={"ignores": ["prompt", "negative", "steps", "guidance", "strength"]})
BROKEN = ModelEntry("broken", "Broken", "gouache", ("fill",), problem="Its decoder is missing.")
FAMILY = Family("gouache", "Gouache", frozenset({Fill, Generate}), never, _load, builtin=(GOUACHE, COPIER, BROKEN),
                uses_torch=False)


@pytest.fixture
def gate() -> Iterator[Gate]:
    GATE.open()
    yield GATE
    GATE.open()


@pytest.fixture
def library() -> Library:
    return Library((), (FAMILY,))


@pytest.fixture
def desk(qtbot: QtBot, library: Library, gate: Gate) -> Iterator[Desk]:
    """No picture is open yet."""
    engine = Engine(library, InThread((FAMILY,), "cpu"))
    desk = Desk(library, engine, Settings())
    yield desk
    gate.open()
    engine.close()


def picture(colour: tuple[int, int, int, int], size: int = 64) -> Tiles:
    pixels = np.empty((size, size, 4), np.uint8)
    pixels[...] = colour
    return Tiles.of(pixels)


def painted() -> Document:
    """From below: Ground, Sky, and the group Trees with Oak and Fir; Fir is active. Nothing to undo."""
    document = Document((64, 64), name="Orchard")
    document.root.children = [
        PixelLayer("Ground", pixels=picture((90, 60, 30, 255))), PixelLayer("Sky", pixels=picture((80, 120, 200, 255))),
        Group("Trees", children=[PixelLayer("Oak", pixels=picture((20, 90, 20, 255))),
                                 PixelLayer("Fir", pixels=picture((10, 60, 30, 255)))]),
    ]
    document.activate(named(document, "Fir"))
    return document


def named(document: Document, name: str) -> int:
    """The id of the layer of that name."""
    return next(layer.id for layer in document.root.walk() if layer.name == name)


def names(document: Document) -> list[object]:
    """The tree from below, groups as lists after their name."""
    def inside(group: Group) -> list[object]:
        out: list[object] = []
        for child in group.children:
            out += [child.name, inside(child)] if isinstance(child, Group) else [child.name]
        return out

    return inside(document.root)


@pytest.fixture
def find(document: Document) -> Callable[[str], int]:
    """The id of the layer of a name."""
    return lambda name: named(document, name)


@pytest.fixture
def tree(document: Document) -> Callable[[], list[object]]:
    return lambda: names(document)


@pytest.fixture
def document(desk: Desk) -> Document:
    """In front on the desk."""
    made = painted()
    desk.add(Session(made, desk.library, desk.engine))
    return made


@pytest.fixture
def mark(document: Document) -> Callable[[], None]:
    """Marks a square of the picture for the model."""
    def paint() -> None:
        document.do(SetMask(np.full((16, 16), 255, np.uint8), at=(8, 8)))

    return paint


