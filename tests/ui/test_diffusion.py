"""A diffusion model in the real window: its tab, its prompt and its choices; and the command line's same pixels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from site import addsitedir

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.__main__ import main
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.engine.engine import Engine
from studio.engine.job import Job, State
from studio.engine.library import Library
from studio.engine.runners import InChild
from studio.families.diffusion.tiny import write
from studio.families.packing import inline
from studio.families.tasks import Generate, to_json
from studio.formats.files import open_flat
from studio.ui.background import busy
from studio.ui.desk import Desk
from studio.ui.panels.generate.page import TaskPage
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.settings import Settings
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


class Shared(InChild):
    """Outlives the engine of a test: its process imports torch once for all of them."""

    def stop(self) -> None:
        return

    def close(self) -> None:
        return


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, elsewhere: ProcessPoolExecutor) -> Path:
    folder = tmp_path_factory.mktemp("models")
    elsewhere.submit(write, folder / "tiny").result()
    there = str(Path(__file__).parents[1] / "families" / "diffusion")
    elsewhere.submit(addsitedir, there).result()
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(there)
        from original_names import write_tiny_file
    elsewhere.submit(write_tiny_file, folder / "single.safetensors", 4).result()
    return folder


@pytest.fixture(scope="module")
def runner(models: Path) -> Iterator[InChild]:
    made = Shared(Library([models]).families, "cpu")
    made.warm(())
    yield made
    InChild.close(made)


@pytest.fixture
def desk(dressed: QApplication, qtbot: QtBot, models: Path, runner: InChild) -> Iterator[Desk]:
    library = Library([models])
    engine = Engine(library, runner)
    yield Desk(library, engine, Settings())
    qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    engine.close()


@pytest.fixture
def panel(window: Window) -> GeneratePanel:
    """The models are found after the window is there, as at every start."""
    window.show_workspace("paint")
    found = window.findChild(GeneratePanel)
    assert found is not None
    assert "generate" not in found.pages
    window.desk.library.take(window.desk.library.scan())
    return found


@pytest.fixture
def page(panel: GeneratePanel) -> TaskPage:
    panel.choose("generate", {"model": "tiny", "prompt": "", "width": 64, "height": 48, "steps": 2, "seed": 7})
    return panel.pages["generate"]


def finished(job: Job, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: job.state.over, timeout=60_000)
    assert job.state is State.DONE, job.error


@pytest.fixture
def enter(window: Window, page: TaskPage, qtbot: QtBot) -> Callable[..., Job]:
    """Writes a prompt and presses Ctrl+Enter in it."""
    def press(text: str = "a red lake") -> Job:
        prompt = page.form.controls["prompt"]
        assert isinstance(prompt, QWidget)
        page.form.set_value({"prompt": text})
        prompt.setFocus()
        window.activateWindow()
        QApplication.processEvents()
        before = len(window.desk.engine.jobs)
        QTest.keyClick(QApplication.focusWidget() or prompt, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: len(window.desk.engine.jobs) > before, timeout=2_000)
        finished(window.desk.engine.jobs[-1], qtbot)
        return window.desk.engine.jobs[-1]

    return press


def test_the_tab_comes_with_the_model_and_a_prompt_becomes_a_picture(
    window: Window, page: TaskPage, enter: Callable[..., Job], tmp_path: Path, models: Path,
    elsewhere: ProcessPoolExecutor,
) -> None:  # fmt: skip
    job = enter()
    document = window.desk.document
    assert document is not None, "none was open: a new one of the asked size"
    assert document.size == (64, 48)
    (layer,) = document.root.children
    assert (layer.name, layer.generated) == ("a red lake", True)
    shown = composite(document, document.canvas)
    assert (shown[..., 3] == 255).all()

    out = tmp_path / "out.png"
    words = ["generate", "--prompt", "a red lake", "--size", "64x48", "--steps", "2", "--seed", "7",
             "--model", "tiny", "--models", str(models), "--device", "cpu", "--quiet", "-o", str(out)]
    assert elsewhere.submit(main, words).result() == 0
    assert np.array_equal(open_flat(out).picture, shown)
    kept = tmp_path / "job.json"
    kept.write_text(json.dumps(to_json(job.task, inline)))
    words = ["run", str(kept), "--models", str(models), "--device", "cpu", "--quiet", "-o", str(out)]
    assert elsewhere.submit(main, words).result() == 0
    assert np.array_equal(open_flat(out).picture, shown)


def test_the_canvas_can_be_started_from(window: Window, page: TaskPage, enter: Callable[..., Job],
                                        tmp_path: Path, models: Path, elsewhere: ProcessPoolExecutor) -> None:
    enter()
    document = window.desk.document
    assert document is not None
    before = composite(document, document.canvas)
    tick = page.form.controls["from_canvas"]
    assert isinstance(tick, Check)
    tick.click()
    job = enter("a blue corgi")
    assert isinstance(job.task, Generate)
    assert job.task.picture is not None
    assert np.array_equal(job.task.picture, before)
    assert [layer.name for layer in document.root.children] == ["a red lake", "a blue corgi"]
    after = composite(document, document.canvas)
    assert not np.array_equal(after, before)
    source, out = tmp_path / "in.png", tmp_path / "out.png"
    from studio.formats.files import export

    export(source, before)
    words = ["generate", "--prompt", "a blue corgi", "--picture", str(source), "--steps", "2", "--seed", "7",
             "--model", "tiny", "--models", str(models), "--device", "cpu", "--quiet", "-o", str(out)]
    assert elsewhere.submit(main, words).result() == 0
    assert np.array_equal(open_flat(out).picture, after)


def test_samplers_and_schedules_can_be_chosen_and_matter(window: Window, page: TaskPage,
                                                         enter: Callable[..., Job]) -> None:
    sampler, schedule = page.form.controls["sampler"], page.form.controls["schedule"]
    assert isinstance(sampler, Combo)
    assert isinstance(schedule, Combo)
    assert {"Euler a", "DPM++ 2M", "UniPC"} <= {sampler.itemText(number) for number in range(sampler.count())}
    made = []
    for values in ({"sampler": "", "schedule": ""}, {"sampler": "Euler", "schedule": "karras"},
                   {"sampler": "Euler a", "schedule": ""}):
        page.form.set_value(values)
        job = enter()
        assert isinstance(job.task, Generate)
        assert (job.task.sampler, job.task.schedule) == (values["sampler"], values["schedule"])
        document = window.desk.document
        assert document is not None
        made.append(composite(document, document.canvas))
    assert not any(np.array_equal(one, two) for one, two in pairwise(made))


def test_a_model_in_one_file_paints_and_fills(window: Window, page: TaskPage, panel: GeneratePanel,
                                              enter: Callable[..., Job], qtbot: QtBot) -> None:
    page.form.set_value({"model": "single"})
    job = enter()
    assert job.task.model == "single"
    document = window.desk.document
    assert isinstance(document, Document)
    from studio.core.commands.selection import SetMask

    document.do(SetMask(np.full((10, 10), 255, np.uint8), at=(20, 20)))
    before = composite(document, document.canvas)
    panel.choose("fill", {"model": "single", "prompt": "a tree", "steps": 2, "seed": 3, "grow": 0, "feather": 0,
                          "resolution": 64})
    fill = panel.run()
    assert fill is not None
    finished(fill, qtbot)
    changed = (composite(document, document.canvas) != before).any(axis=2)
    assert changed[20:30, 20:30].any()
    changed[20:30, 20:30] = False
    assert not changed.any()
    assert isinstance(document.active_layer, PixelLayer)
