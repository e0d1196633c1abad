"""The main job in the real window, by mouse and keys: open a photograph, mask, fill, undo, redo, save, export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.__main__ import main
from studio.app import build
from studio.core.composite import composite
from studio.core.document import Document
from studio.demo import sample
from studio.engine.job import State
from studio.families.packing import inline
from studio.families.tasks import to_json
from studio.formats.files import open_document, open_flat
from studio.ui import dialogs
from studio.ui.canvas.view import CanvasView
from studio.ui.window import Window

BADGE = [(150, 372), (168, 392), (186, 372), (168, 384)]
"""Over the badge on the astronaut's chest."""

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    made = build(qapp)
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    made.ready()
    yield made
    for session in made.desk.sessions:
        session.document.mark_saved()
    made.desk.engine.close()


def seen(document: Document) -> np.ndarray[Any, Any]:
    return composite(document, document.canvas)


def paint(qtbot: QtBot, view: CanvasView, points: list[tuple[int, int]]) -> None:
    """A drag of the left button along `points` of the picture."""
    places = [QPoint(*map(round, view.transform.to_screen(x, y))) for x, y in points]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(view, place)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=places[-1])


def press(qtbot: QtBot, view: CanvasView, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """A key, and a turn of the event loop, as between any two keys of a hand."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    qtbot.keyClick(view, key, modifiers)
    QApplication.processEvents()


def button(window: QWidget, name: str) -> QPushButton:
    found = [one for one in window.findChildren(QPushButton) if one.text() == name and one.isVisible()]
    assert len(found) == 1, [one.text() for one in window.findChildren(QPushButton)]
    return found[0]


@pytest.mark.timeout(240)
def test_the_main_job_from_photograph_to_reopened_files(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = window.desk
    window.open(sample("astronaut.png"))
    qtbot.waitUntil(lambda: desk.document is not None, timeout=20_000)
    document, view = desk.document, window.findChild(CanvasView)
    assert document is not None
    assert view is not None
    photograph = seen(document)
    assert np.array_equal(photograph, open_flat(sample("astronaut.png")).picture)

    # The mask, with the brush.
    press(qtbot, view, Qt.Key.Key_Q)
    assert desk.tool.id == "mask_brush"
    for _ in range(4):
        press(qtbot, view, Qt.Key.Key_BracketRight)
    paint(qtbot, view, BADGE)
    assert not document.mask.content.empty
    assert np.array_equal(seen(document), photograph), "a mask changes no pixel"

    # The fill.
    landed: list[int] = []
    assert desk.session is not None
    desk.session.landed.connect(lambda job, layer: landed.append(layer))
    qtbot.mouseClick(button(window, "Fill"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(landed), timeout=120_000)
    job = desk.session.jobs[-1]
    assert job.state is State.DONE
    result = seen(document)
    layer = document.active_layer
    assert layer is not None
    assert layer.id == landed[0]
    assert layer.generated
    assert any(layer.name in label for label in texts(window)), "the Layers panel shows it"
    changed = (result != photograph).any(axis=2)
    reach = document.mask.content.grown(job.task.grow + job.task.feather)  # type: ignore[attr-defined]
    outside = np.ones(changed.shape, bool)
    outside[(reach & document.canvas).slices] = False
    assert changed.any()
    assert not changed[outside].any(), "outside pixels are bit-identical"

    # Back to the photograph, and forth again.
    press(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert np.array_equal(seen(document), photograph)
    assert not document.mask.content.empty
    press(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert document.mask.content.empty
    press(qtbot, view, Qt.Key.Key_Y, CTRL)
    press(qtbot, view, Qt.Key.Key_Z, CTRL, Qt.KeyboardModifier.ShiftModifier)
    assert np.array_equal(seen(document), result)

    # Saved and exported, and both opened again.
    native, picture = tmp_path / "astronaut.ora", tmp_path / "astronaut.png"
    monkeypatch.setattr(dialogs, "where_to_save", lambda *_, layered, **__: native if layered else picture)
    with qtbot.waitSignal(window.filing.settled, timeout=60_000):
        press(qtbot, view, Qt.Key.Key_S, CTRL)
    assert not document.modified
    with qtbot.waitSignal(window.filing.settled, timeout=60_000):
        desk.actions.run("file.export")
    again = open_document(native)
    assert np.array_equal(seen(again), result)
    assert [one.generated for one in again.root.children] == [False, True]
    assert np.array_equal(again.mask.read(again.canvas), document.mask.read(document.canvas))
    assert np.array_equal(open_flat(picture).picture, result)

    # The same job by the command line gives the same pixels.
    kept = tmp_path / "job.json"
    kept.write_text(json.dumps({"job": to_json(job.task, inline)}))
    out = tmp_path / "again.png"
    assert main(["run", str(kept), "-o", str(out), "--quiet", "--device", "cpu"]) == 0
    cut = open_flat(out).picture
    at = job.task.at  # type: ignore[attr-defined]
    rows, columns = slice(at.y, at.y + cut.shape[0]), slice(at.x, at.x + cut.shape[1])
    assert np.array_equal(cut, result[rows, columns])


def texts(window: QWidget) -> list[str]:
    """All that the window says: labels, and the accessible names of what draws itself."""
    return [
        text
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        for text in (getattr(widget, "text", lambda: "")() if callable(getattr(widget, "text", None)) else "",
                     widget.accessibleName())
        if text
    ]  # fmt: skip
