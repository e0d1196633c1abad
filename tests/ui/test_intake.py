"""How pictures get in: samples, the clipboard, and what is dropped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from studio.core.composite import composite
from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.families.tasks import Intent
from studio.ui.background import busy
from studio.ui.window import Window


@pytest.fixture
def blue(tmp_path: Path) -> Path:
    path = tmp_path / "blue.png"
    image = QImage(10, 10, QImage.Format.Format_ARGB32)
    image.fill(0xFF0000FF)
    image.save(str(path))
    return path


def drop(window: Window, data: QMimeData) -> None:
    event = QDropEvent(QPoint(600, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_dropped_picture_opens_on_the_start_page(window: Window, blue: Path, qtbot: QtBot) -> None:
    drop(window, files(blue))
    qtbot.waitUntil(lambda: window.desk.document is not None, timeout=10_000)
    assert window.desk.document is not None
    assert window.desk.document.size == (10, 10)


def test_over_a_picture_it_becomes_a_layer_in_the_middle(window: Window, opened: Document, blue: Path,
                                                         qtbot: QtBot) -> None:
    drop(window, files(blue))
    qtbot.waitUntil(lambda: not busy(), timeout=10_000)
    layer = opened.active_layer
    assert layer is not None
    assert layer.name == "blue"
    seen = composite(opened, opened.canvas)
    assert seen[15, 20].tolist() == [0, 0, 255, 255]
    opened.undo()
    assert len(opened.root.children) == 1


def test_a_picture_from_a_browser_has_no_file(window: Window, opened: Document) -> None:
    data = QMimeData()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF00)
    data.setImageData(image)
    drop(window, data)
    assert opened.active_layer is not None
    assert opened.active_layer.name == "Dropped"


def test_pasting_makes_a_layer_or_a_document(window: Window, document: Document) -> None:
    image = QImage(6, 4, QImage.Format.Format_ARGB32)
    image.fill(0x80FF0000)
    QGuiApplication.clipboard().setImage(image)
    window.furnish()
    window.desk.actions.run("edit.paste")
    made = window.desk.document
    assert made is not None
    assert made.size == (6, 4)
    window.filing.start(document)
    window.desk.actions.run("edit.paste")
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content.extent == (6, 4)
    window.desk.actions.run("file.from_clipboard")
    assert len(window.desk.sessions) == 3


def test_an_empty_clipboard_is_told_of(window: Window, opened: Document) -> None:
    QGuiApplication.clipboard().setText("no picture")
    window.desk.actions.run("edit.paste")
    assert "no picture" in window.notice.text()


def test_a_sample_opens_ready_for_one_click(window: Window, qtbot: QtBot) -> None:
    asked: list[tuple[str, object]] = []
    window.desk.task_asked.connect(lambda verb, values: asked.append((verb, values)))
    window.intake.try_sample("remove")
    qtbot.waitUntil(lambda: window.desk.document is not None, timeout=10_000)
    document = window.desk.document
    assert document is not None
    assert np.count_nonzero(document.mask.read(document.canvas)) > 1000
    assert asked == [("fill", {"intent": Intent.REMOVE})]
    assert window.desk.tool.id == "mask_brush"
    assert not document.modified


def test_a_sample_drawing_opens_with_the_brush_and_its_task(window: Window, qtbot: QtBot) -> None:
    asked: list[tuple[str, object]] = []
    window.desk.task_asked.connect(lambda verb, values: asked.append((verb, values)))
    window.intake.try_sample("sketch")
    qtbot.waitUntil(lambda: window.desk.document is not None, timeout=10_000)
    document = window.desk.document
    assert document is not None
    assert document.size == (256, 256)
    assert asked == [("sketch", {})]
    assert window.desk.tool.id == "brush"


def test_the_card_of_the_map_leads_to_the_map(window: Window) -> None:
    window.page("start").sample_asked.emit("explore")  # type: ignore[attr-defined]
    assert window.workspace == "explore"
