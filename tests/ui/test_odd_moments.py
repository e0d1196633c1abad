"""What an artist may do at the wrong moment, while a model paints: the window lives, nothing is lost or misplaced."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from studio.core.commands.canvas import Crop, ResizeCanvas, RotateImage, ScaleImage
from studio.core.commands.layers import RemoveLayers
from studio.core.commands.selection import SetMask
from studio.core.composite import composite
from studio.core.document import Command, Document
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.patchmatch import FAMILY as PATCHMATCH
from studio.families.tasks import Fill, Generate, Patch, Report, Task
from studio.ui import dialogs
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.dialogs import Answer
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.settings import Settings
from studio.ui.window import Window

RED = (200, 40, 40, 255)
MARKED = Rect(30, 20, 10, 8)
GATE = threading.Event()


class Painter:
    """Paints all red, when the gate is open; looks whether it was cancelled while it waits."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Fill | Generate)
        height, width = task.picture.shape[:2] if task.picture is not None else (task.height, task.width)
        red = np.empty((height, width, 4), np.uint8)
        red[...] = RED
        while not GATE.wait(0.005):
            report(0.5, None, "Step 1 of 2")
        return [Patch(red, getattr(task, "at", (0, 0)), task.seed + number) for number in range(task.count)]

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Painter()


FAMILY = Family("gouache", "Gouache", frozenset({Fill, Generate}), never, _load, uses_torch=False,
                builtin=(ModelEntry("gouache", "Gouache", "gouache", ("fill", "generate"), shipped=True),))


@pytest.fixture
def desk(dressed: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    GATE.clear()
    families = (FAMILY, PATCHMATCH)
    library = Library((), families)
    engine = Engine(library, InThread(families, "cpu"))
    yield Desk(library, engine, Settings())
    GATE.set()
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    engine.close()


def photograph(size: tuple[int, int] = (80, 60), depth: int = 8, name: str = "Photograph") -> Document:
    dtype = np.uint8 if depth == 8 else np.uint16
    pixels = np.random.default_rng(5).integers(0, np.iinfo(dtype).max, (size[1], size[0], 4), dtype, endpoint=True)
    pixels[..., 3] = np.iinfo(dtype).max
    document = Document(size, depth=depth, name=name)
    layer = PixelLayer("Background", pixels=Tiles.of(pixels))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


@pytest.fixture
def open_it(window: Window) -> Callable[[Document], Document]:
    def opening(document: Document) -> Document:
        window.filing.start(document)
        return document

    return opening


@pytest.fixture
def document(open_it: Callable[[Document], Document]) -> Document:
    return open_it(photograph())


def mark(document: Document, rect: Rect = MARKED) -> None:
    document.do(SetMask(np.full((rect.height, rect.width), 255, np.uint8), at=rect.corner))


def fill(window: Window, model: str = "gouache", **values: object) -> Job:
    panel = window.findChild(GeneratePanel)
    assert panel is not None
    panel.choose("fill", {"model": model, "grow": 0, "feather": 0, "match_colour": False, **values})
    job = panel.run()
    assert job is not None, panel.page and panel.page.notice.text()
    return job


def under_way(job: Job, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: job.note.startswith("Step 1"))


def finish(job: Job, qtbot: QtBot) -> None:
    GATE.set()
    qtbot.waitUntil(lambda: job.state.over, timeout=20_000)


def red_of(document: Document) -> np.ndarray:
    """Where the canvas shows what the model painted, (h, w) bool."""
    shown = composite(document, document.canvas)
    top = np.iinfo(shown.dtype).max // 255
    return (shown == np.array(RED) * top).all(axis=2)


def test_closing_the_picture_of_a_running_job_asks_and_cancels_it_with_a_word(
    window: Window, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [Answer.CANCEL, Answer.DISCARD]

    def answer(question: dialogs.ClosingQuestion) -> int:
        asked.extend(label.text() for label in question.findChildren(QLabel))
        asked.extend(button.text() for button in question.findChildren(QPushButton))
        question.answer = answers.pop(0)
        return 1

    monkeypatch.setattr(dialogs.ClosingQuestion, "exec", answer)
    mark(document)
    running, waiting = fill(window), fill(window)
    under_way(running, qtbot)
    assert window.desk.session is not None
    document.mark_saved()
    window.filing.close(window.desk.session)
    assert asked == ["Close “Photograph”?", "2 jobs are still on the way for it. Closing cancels them.", "Close",
                     "Cancel"]
    assert not running.state.over
    assert window.desk.document is document
    window.filing.close(window.desk.session)
    assert window.desk.sessions == []
    assert "“Photograph” was cancelled: the picture is closed." in window.notice.text()
    finish(running, qtbot)
    assert (running.state, waiting.state) == (State.CANCELLED, State.CANCELLED)
    assert len(document.root.children) == 1


def test_closing_the_window_during_a_job(window: Window, document: Document, qtbot: QtBot,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    def discard(question: dialogs.ClosingQuestion) -> int:
        question.answer = Answer.DISCARD
        return 1

    monkeypatch.setattr(dialogs.ClosingQuestion, "exec", discard)
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5_000)
    window.desk.engine.close()
    assert job.state is State.CANCELLED


def test_undoing_the_mask_while_it_is_filled(window: Window, document: Document, qtbot: QtBot) -> None:
    before = composite(document, document.canvas)
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    document.undo()
    assert document.mask.content.empty
    finish(job, qtbot)
    assert job.state is State.DONE
    assert red_of(document)[20:28, 30:40].all()
    assert red_of(document).sum() == 80
    document.undo()
    assert np.array_equal(composite(document, document.canvas), before)


@pytest.mark.parametrize(("command", "place"), [
    (Crop(Rect(25, 10, 40, 40)), Rect(5, 10, 10, 8)),
    (Crop(Rect(35, 10, 40, 40)), Rect(0, 10, 5, 8)),
    (Crop(Rect(50, 40, 20, 20)), Rect(0, 0, 0, 0)),
    (ResizeCanvas(Rect(-10, -10, 120, 90)), Rect(40, 30, 10, 8)),
    (RotateImage(90), Rect(32, 30, 8, 10)),
    (ScaleImage((160, 120)), Rect(60, 40, 20, 16)),
])
def test_a_result_lands_where_it_belongs_after_the_canvas_was_changed(
    command: Command, place: Rect, window: Window, document: Document, qtbot: QtBot
) -> None:
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    document.do(command)
    finish(job, qtbot)
    assert job.state is State.DONE
    if isinstance(command, ScaleImage):  # its border is soft, and its colour rounded
        layer = document.active_layer
        assert isinstance(layer, PixelLayer)
        alpha = layer.pixels.read(document.canvas)[..., 3] >= 128
        assert alpha[place.slices].all()
        assert alpha.sum() == place.area
    else:
        red = red_of(document)
        assert red.sum() == place.area
        assert red[place.slices].all()


def test_a_result_that_lands_outside_is_told_of_and_can_be_moved_in(window: Window, document: Document,
                                                                    qtbot: QtBot) -> None:
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    document.do(Crop(Rect(50, 40, 20, 20)))
    finish(job, qtbot)
    assert red_of(document).sum() == 0
    assert "lies outside the picture" in window.notice.text()
    assert "on the layer “Fill”" in window.notice.text()
    window.notice.way.click()
    assert red_of(document).sum() == 80
    assert red_of(document)[6:14, 5:15].all()
    document.undo()
    document.undo()
    assert len(document.root.children) == 1


def test_a_result_of_which_a_part_is_seen_needs_no_word(window: Window, document: Document, qtbot: QtBot) -> None:
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    document.do(Crop(Rect(35, 10, 40, 40)))
    finish(job, qtbot)
    assert red_of(document).sum() == 40
    assert not window.notice.isVisible()


@pytest.mark.parametrize("change", ["delete", "lock", "hide"])
def test_the_active_layer_is_deleted_locked_or_hidden_before_the_result_comes(
    change: str, window: Window, document: Document, qtbot: QtBot
) -> None:
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    layer = document.root.children[0]
    if change == "delete":
        document.do(RemoveLayers(layer.id))
    else:
        setattr(layer, {"lock": "locked", "hide": "visible"}[change], change == "lock")
    finish(job, qtbot)
    assert job.state is State.DONE
    assert red_of(document).sum() == 80


def test_filling_twice_quickly_gives_two_layers(window: Window, document: Document, qtbot: QtBot) -> None:
    mark(document)
    one, two = fill(window, seed=1), fill(window, seed=2)
    finish(one, qtbot)
    finish(two, qtbot)
    assert [layer.origin["seed"] for layer in document.root.children if layer.origin] == [1, 2]
    document.undo()
    document.undo()
    assert len(document.root.children) == 1


def test_each_of_two_pictures_gets_its_own_result(window: Window, document: Document,
                                                  open_it: Callable[[Document], Document], qtbot: QtBot) -> None:
    mark(document)
    one = fill(window)
    other = open_it(photograph((50, 50), name="Other"))
    mark(other, Rect(1, 2, 5, 6))
    two = fill(window)
    finish(one, qtbot)
    finish(two, qtbot)
    assert red_of(document).sum() == 80
    assert red_of(other).sum() == 30
    assert window.desk.document is other, "a result does not change which picture is in front"


def test_a_mask_that_reaches_beyond_the_canvas(window: Window, document: Document, qtbot: QtBot) -> None:
    mark(document)
    document.do(ResizeCanvas(Rect(35, 0, 45, 60)))
    job = fill(window)
    finish(job, qtbot)
    assert job.state is State.DONE
    assert red_of(document)[20:28, :5].all()
    assert red_of(document).sum() == 40


@pytest.mark.parametrize("model", ["gouache", "patchmatch"])
def test_a_picture_of_one_pixel(model: str, window: Window, open_it: Callable[[Document], Document],
                                qtbot: QtBot) -> None:
    document = open_it(photograph((1, 1)))
    mark(document, Rect(0, 0, 1, 1))
    job = fill(window, model)
    finish(job, qtbot)
    if model == "gouache":
        assert red_of(document).all()
    else:
        assert job.error is not None
        assert "Nothing is left to copy from" in job.error.message
        assert len(document.root.children) == 1


@pytest.mark.parametrize("model", ["gouache", "patchmatch"])
def test_a_picture_of_sixteen_bits_keeps_them(model: str, window: Window, open_it: Callable[[Document], Document],
                                              qtbot: QtBot) -> None:
    document = open_it(photograph(depth=16))
    before = composite(document, document.canvas)
    mark(document)
    job = fill(window, model)
    finish(job, qtbot)
    assert job.state is State.DONE, job.error
    after = composite(document, document.canvas)
    assert after.dtype == np.uint16
    changed = (after != before).any(axis=2)
    assert changed[20:28, 30:40].any()
    changed[20:28, 30:40] = False
    assert not changed.any()


def test_when_every_layer_is_hidden_patch_fill_says_that_there_is_nothing_to_copy(
    window: Window, document: Document, qtbot: QtBot
) -> None:
    document.root.children[0].visible = False
    mark(document)
    job = fill(window, "patchmatch")
    finish(job, qtbot)
    assert job.error is not None
    assert job.error.message.startswith("Nothing is left to copy from")
    again = fill(window)
    finish(again, qtbot)
    assert red_of(document).sum() == 80


def test_with_a_group_active_the_result_lands_above_it(window: Window, document: Document, qtbot: QtBot) -> None:
    group = Group("Group", children=[PixelLayer("Inner")])
    document.root.children.append(group)
    document.activate(group.id)
    mark(document)
    job = fill(window)
    finish(job, qtbot)
    assert [layer.name for layer in document.root.children] == ["Background", "Group", "Fill"]


def test_a_result_for_a_hidden_group_is_seen_all_the_same(window: Window, document: Document, qtbot: QtBot) -> None:
    inner = PixelLayer("Inner")
    document.root.children.append(Group("Group", children=[inner]))
    document.activate(inner.id)
    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    document.root.children[1].visible = False
    finish(job, qtbot)
    assert red_of(document).sum() == 80


def test_trying_again_for_a_picture_that_is_closed_is_refused(window: Window, document: Document,
                                                              qtbot: QtBot) -> None:
    from studio.ui.panels.jobs.panel import JobsPanel

    mark(document)
    job = fill(window)
    under_way(job, qtbot)
    assert window.desk.session is not None
    window.desk.close(window.desk.session)
    qtbot.waitUntil(lambda: job.state.over)
    jobs = window.findChild(JobsPanel)
    assert jobs is not None
    jobs.rows[job.number].retried.emit(job)
    assert job.state is State.CANCELLED
    assert "The picture this was made for is closed." in window.notice.text()
