"""What takes long is worked out on another thread: the window goes on, and it comes out as if done at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from studio.core.commands.canvas import ConvertDepth, Crop, FlipImage, RotateImage, ScaleImage
from studio.core.commands.layer_masks import AddLayerMask, ApplyLayerMask
from studio.core.commands.layers import SetProperty
from studio.core.commands.merge import FlattenAll, MergeDown, MergeVisible
from studio.core.commands.paint import Paint
from studio.core.commands.selection import Edge, InvertMask, LayerToSelection, ModifySelection, SetMask
from studio.core.commands.swap import Swap
from studio.core.commands.transform import TransformLayers
from studio.core.composite import composite
from studio.core.document import MASK, Document, Part, Target
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles, sealed
from studio.families.tasks import Fill
from studio.formats.frozen import frozen
from studio.ui import labours
from studio.ui.background import in_background
from studio.ui.desk import Desk
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.window import Window


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that works on pixels counts as heavy."""
    monkeypatch.setattr(labours, "HEAVY", 1)


@pytest.fixture
def held() -> Iterator[Callable[[], None]]:
    """Both threads for work aside are taken until this is called."""
    gate = threading.Event()
    for _ in range(2):
        in_background(gate.wait, lambda _: None, lambda _: None)
    yield gate.set
    gate.set()


def layered() -> Document:
    """Two layers, one of them masked, and a group of one; a marked place; the second layer is active."""
    document = Document((300, 280), name="Layered")
    pixels = np.random.default_rng(3).integers(0, 256, (3, 280, 300, 4), np.uint8)
    ground, sky, leaf = (PixelLayer(name, pixels=Tiles.of(part))
                         for name, part in zip(("Ground", "Sky", "Leaf"), pixels, strict=True))
    document.root.children = [ground, sky, Group("Trees", children=[leaf])]
    document.activate(sky.id)
    document.do(AddLayerMask(sky.id, Tiles.of(pixels[0, ..., 0])))
    document.do(SetMask(np.full((90, 60), 255, np.uint8), at=(40, 30)))
    return document


def shown(document: Document) -> np.ndarray:
    return composite(document, document.canvas)


def done(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.labours.busy, timeout=60_000)


def same(one: Document, other: Document) -> bool:
    marks = [np.array_equal(*(document.mask.read(document.canvas) for document in (one, other)))]
    marks += [(one.selection is None) == (other.selection is None)]
    marks += [np.array_equal(first.read(one.canvas), second.read(one.canvas))
              for first, second in [(one.selection, other.selection)] if first and second]
    names = [[layer.name for layer in document.root.walk()] for document in (one, other)]
    return one.size == other.size and one.depth == other.depth and all(marks) and names[0] == names[1] \
        and np.array_equal(one.frame, other.frame) and np.array_equal(shown(one), shown(other))


BENT = np.array([[0.9, -0.2, 30.0], [0.1, 1.1, -5.0], [0, 0, 1]])


@pytest.mark.parametrize("command", [
    lambda document: ScaleImage((150, 140)), lambda document: FlipImage(True), lambda document: RotateImage(90),
    lambda document: Crop(Rect(20, 10, 200, 150)), lambda document: ConvertDepth(16),
    lambda document: MergeDown(document.active), lambda document: MergeVisible(), lambda document: FlattenAll(),
    lambda document: TransformLayers(document.active, BENT), lambda document: ApplyLayerMask(document.active),
    lambda document: InvertMask(), lambda document: ModifySelection(Edge.FEATHER, 6, MASK),
    lambda document: LayerToSelection(document.active),
])  # fmt: skip
def test_it_comes_out_as_if_it_had_been_done_at_once_and_can_be_undone(
    command: Callable[[Document], Swap], heavy: None, window: Window, qtbot: QtBot
) -> None:
    document = layered()
    at_once, before = frozen(document), frozen(document)
    at_once.do(command(at_once))
    window.filing.start(document)
    layers = list(document.root.walk())
    document.do(command(document))
    assert window.desk.labours.of(document)
    assert same(document, before), "nothing has changed yet"
    done(window.desk, qtbot)
    assert same(document, at_once)
    assert document.active_layer in list(document.root.walk())
    document.undo()
    assert same(document, before)
    assert [one is other for one, other in zip(document.root.walk(), layers, strict=True)] == [True] * len(layers)
    document.redo()
    assert same(document, at_once)


def test_the_window_goes_on_while_4096_square_is_flattened(window: Window, qtbot: QtBot) -> None:
    document = Document((4096, 4096), name="Large")
    for number in range(3):
        tile = np.random.default_rng(number).integers(0, 256, (256, 256, 4), np.uint8)
        tiles = Tiles(4, tiles={(x, y): sealed(tile) for x in range(16) for y in range(16)})
        document.root.children.append(PixelLayer(f"Layer {number}", opacity=0.7, pixels=tiles))
    document.activate(document.root.children[-1].id)
    corner = composite(document, Rect(0, 0, 256, 256))
    window.filing.start(document)
    qtbot.wait(500)  # until the canvas has been drawn

    beats = [time.perf_counter()]
    heart = QTimer(interval=1)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    window.desk.actions.run("layer.flatten")
    assert len(document.root.children) == 3
    done(window.desk, qtbot)
    heart.stop()
    took = beats[-1] - beats[0]
    assert max(np.diff(beats)) < max(0.2, took / 5), "no turn of the event loop waits for the work"
    (flat,) = document.root.children
    assert isinstance(flat, PixelLayer)
    assert np.array_equal(flat.pixels.read(Rect(3840, 3840, 256, 256)), corner)
    document.undo()
    assert len(document.root.children) == 3
    document.redo()
    assert document.root.children == [flat]


def test_what_is_light_is_done_at_once(window: Window) -> None:
    document = layered()
    window.filing.start(document)
    document.do(FlattenAll())
    assert len(document.root.children) == 1
    assert not window.desk.labours.busy


def test_what_is_painted_meanwhile_is_not_lost(heavy: None, held: Callable[[], None], window: Window,
                                               qtbot: QtBot) -> None:
    document = layered()
    window.filing.start(document)
    document.do(FlattenAll())
    red = np.zeros((8, 8, 4), np.uint8)
    red[...] = (255, 0, 0, 255)
    top = document.root.children[0]
    assert isinstance(top, PixelLayer)
    document.do(SetProperty(document.root.children[1].id, "visible", False))
    document.do(SetProperty(document.root.children[2].id, "visible", False))
    area = Rect(5, 5, 8, 8)
    document.do(Paint("Stroke", Target(Part.PIXELS, top.id), top.pixels.planned(area, red), area))
    held()
    done(window.desk, qtbot)
    assert len(document.root.children) == 1
    assert (shown(document)[area.slices] == (255, 0, 0, 255)).all()
    document.undo()
    assert len(document.root.children) == 3
    assert [command.title for command in document.history.undone] == ["Flatten"]


@pytest.mark.parametrize("way", ["button", "undo"])
def test_it_can_be_given_up(way: str, heavy: None, held: Callable[[], None], window: Window, qtbot: QtBot) -> None:
    document = layered()
    window.filing.start(document)
    before, steps = frozen(document), len(document.history.done)
    window.desk.actions.run("layer.flatten")
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.sentence.text() == "Flatten …"
    if way == "button":
        window.notice.way.click()
    else:
        window.desk.actions.run("edit.undo")
    assert not window.desk.labours.busy
    assert not window.notice.isVisible()
    held()
    document.do(SetProperty(document.active, "opacity", 0.5))
    document.undo()
    assert same(document, before)
    assert len(document.history.done) == steps


def test_one_is_done_after_the_other(heavy: None, held: Callable[[], None], window: Window, qtbot: QtBot) -> None:
    document = layered()
    window.filing.start(document)
    document.do(ScaleImage((150, 140)))
    document.do(RotateImage(90))
    held()
    done(window.desk, qtbot)
    assert document.size == (140, 150)
    assert [command.title for command in document.history.done[-2:]] == ["Image size", "Rotate image 90°"]


def test_what_cannot_be_done_is_said(heavy: None, window: Window, qtbot: QtBot) -> None:
    document = layered()
    document.activate(document.root.children[0].id)
    window.filing.start(document)
    with qtbot.waitSignal(window.desk.said):
        window.desk.actions.run("layer.merge_down")
    assert "There is nothing below “Ground”" in window.notice.text()
    assert not window.desk.labours.busy


def test_of_a_picture_that_is_closed_nothing_is_worked_out(heavy: None, held: Callable[[], None], window: Window,
                                                           qtbot: QtBot) -> None:
    document = layered()
    session = window.filing.start(document)
    document.do(FlattenAll())
    window.desk.close(session)
    assert not window.desk.labours.busy
    held()
    document.do(FlattenAll())
    assert len(document.root.children) == 1, "it belongs to nobody, and is done at once"


def test_copying_cutting_and_pasting_happen_aside_too(heavy: None, window: Window, qtbot: QtBot) -> None:
    document = layered()
    window.filing.start(document)
    before = shown(document)
    sky = document.active_layer
    assert isinstance(sky, PixelLayer)
    pixels = sky.pixels.read(document.canvas)
    window.desk.actions.run("edit.copy_merged")
    window.desk.actions.run("edit.paste")
    done(window.desk, qtbot)
    pasted = document.active_layer
    assert isinstance(pasted, PixelLayer)
    opaque = before[..., 3] == 255
    assert opaque.any()
    assert np.array_equal(pasted.pixels.read(document.canvas)[opaque], before[opaque])
    document.activate(sky.id)
    window.desk.actions.run("edit.cut")
    assert not sky.pixels.content.empty
    done(window.desk, qtbot)
    assert sky.pixels.content.empty
    assert QGuiApplication.clipboard().image().size().toTuple() == document.size
    document.undo()
    assert np.array_equal(sky.pixels.read(document.canvas), pixels)


def test_what_a_model_is_to_see_is_looked_at_aside(heavy: None, held: Callable[[], None], window: Window,
                                                   qtbot: QtBot) -> None:
    document = layered()
    session = window.filing.start(document)
    at_once = session.frozen(Fill, {"model": "patchmatch"})
    panel = window.findChild(GeneratePanel)
    assert panel is not None
    window.desk.engine.paused = True
    panel.choose("fill", {"model": "patchmatch"})
    assert panel.run() is None
    assert window.desk.labours.of(document)
    document.do(SetMask(np.full((9, 9), 255, np.uint8), at=(200, 200)))
    held()
    done(window.desk, qtbot)
    (job,) = session.jobs
    assert isinstance(at_once, Fill)
    assert isinstance(job.task, Fill)
    assert np.array_equal(job.task.picture, at_once.picture), "as it was when the button was pressed"
    assert np.array_equal(job.task.mask, at_once.mask)
    assert job.task.at == at_once.at
    window.desk.engine.cancel(job)
    document.do(SetMask(np.zeros((280, 300), np.uint8)))
    panel.run()
    done(window.desk, qtbot)
    assert panel.page is not None
    assert "Paint a mask first" in panel.page.notice.text()
