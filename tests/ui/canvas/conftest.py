"""A desk with real tools, engine and library, and small real documents on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.session import Session
from studio.ui import theme
from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk
from studio.ui.settings import Settings


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the last test's widgets
    if not qapp.styleSheet() or theme.theme() is not theme.DARK:
        theme.apply(qapp, theme.DARK)
    library = Library(roots=(), families=())
    engine = Engine(library)
    yield Desk(library, engine, Settings())
    engine.close()


def photograph(width: int = 300, height: int = 200, name: str = "Photograph") -> Document:
    """One opaque layer of noise, active."""
    rng = np.random.default_rng(7)
    pixels = rng.integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    document = Document((width, height), name=name)
    layer = PixelLayer("Background", pixels=Tiles.of(pixels))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


@pytest.fixture
def other() -> Document:
    return photograph(64, 64, "Other")


@pytest.fixture
def opened(desk: Desk) -> Callable[[Document], Session]:
    def open_it(document: Document) -> Session:
        session = Session(document, desk.library, desk.engine)
        desk.add(session)
        return session

    return open_it


@pytest.fixture
def document(opened: Callable[[Document], Session]) -> Document:
    return opened(photograph()).document


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, document: Document) -> CanvasView:
    """800 × 600, the picture at 200 % upright, the mask brush in hand."""
    view = CanvasView(desk)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    view.setFocus()
    desk.choose_tool("mask_brush")
    view.zoom_to(2.0)
    return view


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, document: Document) -> PaintPage:
    page = PaintPage(desk)
    qtbot.addWidget(page)
    page.resize(1212, 807)
    page.show()
    page.view.setFocus()
    desk.choose_tool("mask_brush")
    return page


@pytest.fixture
def shot() -> Callable[[CanvasView], np.ndarray]:
    """What the view shows, (h, w, 3) RGB, everything built."""

    def take(view: CanvasView) -> np.ndarray:
        view.settle()
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.asarray(image.constBits()).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    return take
