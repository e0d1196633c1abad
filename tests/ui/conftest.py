"""What the window's tests share: a desk, a window and a document, all of them real."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.ui import theme
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.settings import Settings
from studio.ui.window import Window

HEAVY = frozenset({"torch", "diffusers", "transformers"})


@pytest.fixture(autouse=True)
def models_stay_with_the_worker() -> Iterator[None]:
    """Threads and handlers of those libraries, beside Qt's in one process, have crashed the interpreter."""
    before = HEAVY & sys.modules.keys()
    yield
    assert HEAVY & sys.modules.keys() == before


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessPoolExecutor]:
    """A process of its own for the command line, and for writing models that tests need: they load torch."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PENTIMENTO_HOME", str(tmp_path_factory.mktemp("elsewhere")))
        pool.submit(int).result()  # it starts now, or the first test would seem to have left it behind
        yield pool


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the dark theme, and again after the test."""
    theme.apply(qapp, theme.DARK)
    yield qapp
    if theme.theme() is not theme.DARK:
        theme.apply(qapp, theme.DARK)


@pytest.fixture
def desk(dressed: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    library = Library([])
    engine = Engine(library)
    made = Desk(library, engine, Settings.load())
    yield made
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    engine.close()
    made.deleteLater()
    # Widgets hold each other in circles: what is left of one test would be dressed anew in every later one.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[Window]:
    made = Window(desk)

    def nothing_unsaved(_: Window) -> None:
        """Widgets are closed before this fixture is through: a question would wait for an answer for ever."""
        for session in list(desk.sessions):
            desk.close(session)

    qtbot.addWidget(made, before_close_func=nothing_unsaved)
    made.resize(1280, 800)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)


def grey(size: tuple[int, int] = (40, 30), name: str = "Grey") -> Document:
    """A small document with one opaque layer whose values rise from left to right."""
    width, height = size
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = np.linspace(0, 255, width, dtype=np.uint8)[None, :, None]
    pixels[..., 3] = 255
    document = Document(size, name=name)
    layer = PixelLayer("Background", pixels=Tiles.of(pixels))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


@pytest.fixture
def document() -> Document:
    return grey()


@pytest.fixture
def opened(window: Window, document: Document) -> Document:
    """The document in front, in the window's Paint workspace."""
    window.filing.start(document)
    return document
