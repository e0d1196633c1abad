"""Tasks with sliders: a page shows those of its model, remembers them, and sends what was moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import Select
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.job import State
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families.family import Family, Model, ModelEntry, Place, Sizes, never
from studio.families.packing import unpack_latent
from studio.families.restore import FAMILY
from studio.families.sliders import Slider, told
from studio.families.tasks import Edit, Patch, Report, Sample, Task
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.panels.generate.page import TaskPage
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.panels.generate.remembered import Remembered
from studio.ui.settings import Settings
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow

SIDE = 16


class Disc:
    """A real if small model: draws a disc whose size is its latent, and whose light is a slider."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        assert isinstance(task, Sample | Edit)
        light = round(128 + 100 * float(task.sliders.get("light", 0)))
        report(0.5)
        if isinstance(task, Edit):
            pixels = task.picture.copy()
            pixels[..., :3] = light
            report(1.0)
            return [Patch(pixels)]
        made = []
        for number in range(task.count):
            radius = np.random.default_rng(task.seed + number).uniform(3, 8)
            rows, columns = np.indices((SIDE, SIDE)) - SIDE / 2
            inside = np.hypot(rows, columns) < radius
            pixels = np.full((SIDE, SIDE, 4), 255, np.uint8)
            pixels[inside, :3] = light
            made.append(Patch(pixels, seed=task.seed + number, latent=np.array([radius], np.float32)))
        report(1.0)
        return made

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Disc()


def _entry(id: str, *known: Slider) -> ModelEntry:
    details = {"latent": {"shape": [1]}, "sliders": told(known), "ignores": ["truncation", "steps"]}
    return ModelEntry(id, id.title(), "disc", ("sample", "edit"), sizes=Sizes(SIDE, SIDE, SIDE), details=details)


MOON = _entry("moon", Slider("light", "Sky", hint="How bright"), Slider("colour", "Sky", values=("grey", "gold")))
SUN = _entry("sun", Slider("light", "Sky", 0, 1, 0.5))
DISC = Family("disc", "Disc", frozenset({Sample, Edit}), never, _load, builtin=(MOON, SUN), uses_torch=False)

LANCZOS = replace(FAMILY, uses_torch=False)
"""Without its networks."""


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    library = Library((), (DISC, LANCZOS))
    engine = Engine(library, InThread((DISC, LANCZOS), "cpu"))
    yield Desk(library, engine, Settings())
    engine.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> GeneratePanel:
    made = GeneratePanel(desk)
    qtbot.addWidget(made)
    for widget in (made.head_tabs(), *made.head_widgets()):
        qtbot.addWidget(widget)
    made.resize(340, 700)
    made.show()
    return made


@pytest.fixture
def document(desk: Desk) -> Document:
    made = Document((40, 30), name="Night")
    pixels = np.full((30, 40, 4), 255, np.uint8)
    made.root.children.append(PixelLayer("Background", pixels=Tiles.of(pixels)))
    made.activate(made.root.children[0].id)
    desk.add(Session(made, desk.library, desk.engine))
    return made


def light(panel: GeneratePanel) -> SliderRow:
    assert panel.page is not None
    row = panel.page.sliders.controls["light"]
    assert isinstance(row, SliderRow)
    return row


def test_a_page_shows_its_models_sliders_and_hides_what_the_model_ignores(panel: GeneratePanel) -> None:
    assert list(panel.pages) == ["edit", "sample", "upscale"]
    panel.choose("sample")
    page = panel.pages["sample"]
    assert page.sliders.isVisible()
    assert list(page.sliders.controls) == ["light", "colour"]
    assert "truncation" not in page.form.value()
    panel.choose("upscale")
    assert not panel.pages["upscale"].sliders.isVisible()


def test_each_model_keeps_its_own_values(panel: GeneratePanel, desk: Desk, qtbot: QtBot) -> None:
    panel.choose("sample")
    page = panel.pages["sample"]
    QTest.keyClick(light(panel).slider, Qt.Key.Key_End)
    model = page.form.controls["model"]
    assert isinstance(model, Combo)
    model.setCurrentIndex(1)
    assert list(page.sliders.controls) == ["light"]
    assert page.values()["sliders"] == {}
    model.setCurrentIndex(0)
    assert page.values()["sliders"] == {"light": 1.0}
    again = TaskPage(desk, Sample, Remembered(desk.settings))
    qtbot.addWidget(again)
    assert again.values()["sliders"] == {"light": 1.0}, "also tomorrow"


def test_a_sample_without_a_picture_makes_one_of_the_models_size(
    panel: GeneratePanel, desk: Desk, qtbot: QtBot
) -> None:
    panel.choose("sample", {"seed": 4, "count": 2})
    panel.pages["sample"].sliders.set_value({"light": -1})
    job = panel.run()
    assert job is not None
    qtbot.waitUntil(lambda: job.state is State.DONE)
    document = desk.document
    assert document is not None
    assert document.size == (SIDE, SIDE)
    group = document.active_layer
    assert isinstance(group, Group)
    assert [layer.visible for layer in group.children] == [False, True]
    origin = group.children[1].origin
    assert origin is not None
    assert unpack_latent(origin["latent"]).shape == (1,)
    assert origin["sliders"] == {"light": -1.0}
    panel.pages["sample"].sliders.set_value({})
    document.activate(group.children[1].id)
    panel.recall()
    assert panel.pages["sample"].values()["sliders"] == {"light": -1.0}
    assert panel.pages["sample"].values()["seed"] == 4


def test_a_sample_on_a_picture_is_laid_in_its_middle(
    panel: GeneratePanel, document: Document, qtbot: QtBot
) -> None:
    panel.choose("sample")
    job = panel.run()
    assert job is not None
    qtbot.waitUntil(lambda: job.state is State.DONE)
    layer = document.active_layer
    assert isinstance(layer, PixelLayer)
    assert layer.pixels.content == ((40 - SIDE) // 2, (30 - SIDE) // 2, SIDE, SIDE)


def test_an_edit_needs_a_slider_and_keeps_to_the_mask(
    panel: GeneratePanel, document: Document, qtbot: QtBot
) -> None:
    panel.choose("edit")
    page = panel.pages["edit"]
    colour = page.sliders.controls["colour"]
    assert isinstance(colour, Combo)
    assert colour.itemText(0) == "As it is"
    assert panel.run() is None
    assert "no slider was moved" in page.notice.text()
    QTest.keyClick(light(panel).slider, Qt.Key.Key_Home)
    document.mask.write(document.canvas, np.pad(np.full((6, 6), 255, np.uint8), ((10, 14), (10, 24))))
    page.form.set_value({"feather": 0})
    before = composite(document, document.canvas)
    job = panel.run()
    assert job is not None
    qtbot.waitUntil(lambda: job.state is State.DONE)
    after = composite(document, document.canvas)
    changed = (before != after).any(axis=2)
    assert changed[10:16, 10:16].all()
    assert int(changed.sum()) == 36
    assert (after[12, 12, :3] == 28).all()


def test_it_says_beside_the_button_what_limits_an_edit(
    panel: GeneratePanel, document: Document, qtbot: QtBot
) -> None:
    panel.choose("edit")
    page = panel.pages["edit"]
    qtbot.waitUntil(lambda: not page.limit.isVisible())
    document.do(Select(np.full((6, 6), 255, np.uint8)))
    qtbot.waitUntil(lambda: page.limit.isVisible())
    assert page.limit.text() == "Only inside the selection"


def test_an_upscale_opens_as_a_picture_of_its_own(
    panel: GeneratePanel, document: Document, desk: Desk, qtbot: QtBot
) -> None:
    panel.choose("upscale", {"model": "lanczos", "scale": 3})
    job = panel.run()
    assert job is not None
    qtbot.waitUntil(lambda: len(desk.sessions) == 2)
    assert desk.document is not None
    assert desk.document.size == (120, 90)
    assert desk.document.name == "Night 3x"
    assert desk.document.modified, "closing it asks first"
    assert len(document.root.children) == 1


def test_an_upscale_waits_behind_when_the_artist_has_gone_on(
    panel: GeneratePanel, document: Document, desk: Desk, qtbot: QtBot
) -> None:
    panel.choose("upscale", {"model": "lanczos", "scale": 2})
    desk.engine.paused = True
    assert panel.run() is not None
    other = Session(Document((8, 8), name="Other"), desk.library, desk.engine)
    desk.add(other)
    said: list[str] = []
    desk.said.connect(lambda message, *_: said.append(message))
    desk.engine.paused = False
    qtbot.waitUntil(lambda: len(desk.sessions) == 3)
    assert desk.session is other
    assert said == ["“Night 2x” is ready."]
