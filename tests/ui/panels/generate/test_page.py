"""A task's page shows what the chosen model heeds, sends the task off, and says what is refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.composite import composite
from studio.core.document import Document
from studio.engine.job import State
from studio.families.family import ModelEntry
from studio.families.tasks import Fill, Generate, Intent
from studio.ui.desk import Desk
from studio.ui.panels.generate.page import LOW, TaskPage, titled
from studio.ui.panels.generate.remembered import Remembered
from studio.ui.settings import Settings
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.seed_field import SeedField

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TaskPage:
    page = TaskPage(desk, Fill, Remembered(desk.settings))
    qtbot.addWidget(page)
    page.resize(340, LOW + 20)
    page.show()
    return page


@pytest.fixture
def create(qtbot: QtBot, desk: Desk) -> TaskPage:
    page = TaskPage(desk, Generate, Remembered(desk.settings))
    qtbot.addWidget(page)
    page.resize(340, LOW + 20)
    page.show()
    return page


def shown(page: TaskPage) -> set[str]:
    return {name for name, control in page.form.controls.items()
            if isinstance(control, QWidget) and not control.isHidden() and control.isVisible()}


def test_only_what_the_model_heeds_is_shown(page: TaskPage) -> None:
    assert shown(page) == {"prompt", "model", "intent", "steps", "guidance", "seed", "count"}
    page.form.set_value({"model": "copier"})
    page.form.changed.emit()
    assert shown(page) == {"model", "intent", "seed", "count"}
    page.form.more.click()
    assert shown(page) == {"model", "intent", "seed", "count", "grow", "feather", "context", "resolution",
                           "match_colour"}


def test_models_with_a_problem_are_listed_but_cannot_be_chosen(page: TaskPage) -> None:
    combo = page.form.controls["model"]
    assert isinstance(combo, Combo)
    assert [combo.itemText(number) for number in range(combo.count())] == [
        "Gouache (built in)", "Copier · gouache", "Broken · gouache"]
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole) == "Its decoder is missing."


def test_without_a_picture_it_says_what_to_do(page: TaskPage) -> None:
    assert page.button.isEnabled()
    QTest.mouseClick(page.button, Left)
    assert page.notice.isVisible()
    assert "no picture" in page.notice.text()


def test_without_a_mask_it_says_so_and_the_sentence_can_be_copied(page: TaskPage, document: Document) -> None:
    QTest.mouseClick(page.button, Left)
    assert page.notice.isVisible()
    assert "mask" in page.notice.text()
    assert page.notice.copy.isVisible()


def test_a_marked_place_is_filled_and_the_seed_is_told(page: TaskPage, desk: Desk, document: Document,
                                                       mark: Callable[[], None], qtbot: QtBot) -> None:
    QTest.mouseClick(page.button, Left)
    mark()
    page.form.set_value({"prompt": "red square", "steps": 7})
    with qtbot.waitSignal(page.submitted) as submitted:
        QTest.mouseClick(page.button, Left)
    job = submitted.args[0]
    assert not page.notice.isVisible()
    assert (job.task.prompt, job.task.steps) == ("red square", 7)
    seed = page.form.controls["seed"]
    assert isinstance(seed, SeedField)
    assert int(seed.edit.text().replace(" ", "")) == job.task.seed
    assert seed.value() == -1
    qtbot.waitUntil(lambda: job.state is State.DONE)
    layer = document.active_layer
    assert layer is not None
    assert layer.generated
    assert Remembered(desk.settings).values("fill")["prompt"] == "red square"


def test_what_is_ignored_is_not_sent(page: TaskPage, mark: Callable[[], None]) -> None:
    mark()
    page.restore({"model": "copier", "steps": 99, "prompt": "unheard"})
    job = page.run()
    assert job is not None
    assert (job.task.model, job.task.steps, job.task.prompt) == ("copier", 20, "")  # type: ignore[attr-defined]


def test_grow_and_feather_are_those_of_the_mask_brush(page: TaskPage, desk: Desk, mark: Callable[[], None]) -> None:
    options = desk.tools["mask_brush"].options
    page.restore({"grow": 11, "feather": 3})
    assert (options.grow, options.feather) == (11, 3)
    options.grow = 20
    mark()
    job = page.run()
    assert job is not None
    assert (job.task.grow, job.task.feather) == (20, 3)  # type: ignore[attr-defined]


def test_the_button_says_what_it_will_do(page: TaskPage) -> None:
    assert page.button.text() == "Fill"
    page.restore({"intent": "remove"})
    assert page.button.text() == "Remove"
    assert "Ctrl+Return" in page.button.toolTip()


def test_time_is_predicted_after_the_first_picture(page: TaskPage, mark: Callable[[], None], qtbot: QtBot) -> None:
    assert page.cost.text() == ""
    mark()
    job = page.run()
    assert job is not None
    qtbot.waitUntil(lambda: job.state is State.DONE)
    page.reckon()
    assert page.cost.text().startswith("~")


def test_an_origin_fills_the_form_and_unknown_things_are_passed_over(page: TaskPage) -> None:
    page.restore({"task": "fill", "prompt": "old oak", "seed": 12, "steps": 9999, "intent": "vary", "odd": 1,
                  "model": "lost-model", "picture": {"sha256": "x"}})
    values = page.form.value()
    assert (values["prompt"], values["seed"], values["intent"]) == ("old oak", 12, Intent.VARY)
    assert values["steps"] == 20
    assert values["model"] == "lost-model"


def test_earlier_prompts_can_be_taken_again(page: TaskPage, desk: Desk) -> None:
    assert not page.prompts_menu().actions()[0].isEnabled()
    Remembered(desk.settings).asked("fill", {"prompt": "a boat on the lake"})
    page.prompts_menu().actions()[0].trigger()
    assert page.form.value()["prompt"] == "a boat on the lake"


def test_in_a_low_window_the_prompt_goes_without_its_foot(page: TaskPage) -> None:
    assert page.history.isVisible()
    page.resize(340, 500)
    assert not page.history.isVisible()
    page.resize(340, LOW + 20)
    assert page.history.isVisible()


def test_models_are_titled_by_where_they_come_from() -> None:
    assert titled(ModelEntry("a", "Gouache", "x", (), shipped=True)) == "Gouache (built in)"
    assert titled(ModelEntry("a", "Patch fill (built in)", "x", (), shipped=True)) == "Patch fill (built in)"
    assert titled(ModelEntry("a", "dream", "diffusion", ())) == "dream · diffusion"
    assert titled(ModelEntry("a", "dream", "", ())) == "dream"


def test_starting_from_the_picture_asks_how_far_instead_of_how_large(create: TaskPage, document: Document) -> None:
    assert {"width", "height", "from_canvas"} <= shown(create)
    assert "strength" not in shown(create)
    tick = create.form.controls["from_canvas"]
    assert isinstance(tick, Check)
    QTest.mouseClick(tick, Left, pos=QPoint(8, tick.height() // 2))
    assert {"strength", "from_canvas"} <= shown(create)
    assert not {"width", "height"} & shown(create)
    job = create.run()
    assert job is not None
    assert isinstance(job.task, Generate)
    assert job.task.picture is not None
    assert np.array_equal(job.task.picture, composite(document, document.canvas))


def test_creating_without_a_picture_makes_one_of_the_asked_size(create: TaskPage, desk: Desk, qtbot: QtBot) -> None:
    create.form.set_value({"prompt": "a red lake", "width": 48, "height": 24, "from_canvas": False})
    job = create.run()
    assert job is not None
    assert desk.document is not None
    assert (desk.document.size, desk.document.name) == ((48, 24), "a red lake")
    qtbot.waitUntil(lambda: job.state is State.DONE)
    assert [layer.name for layer in desk.document.root.children] == ["a red lake"]
    assert (composite(desk.document, desk.document.canvas) == (200, 40, 40, 255)).all()


def test_a_refused_wish_leaves_no_empty_picture_behind(create: TaskPage, desk: Desk) -> None:
    create.form.set_value({"from_canvas": True})
    assert create.run() is None
    assert create.notice.text().startswith("There is no picture to work on.")
    assert desk.sessions == []


def test_the_model_chosen_by_hand_is_the_first_choice_from_now_on(page: TaskPage, desk: Desk) -> None:
    combo = page.form.controls["model"]
    assert isinstance(combo, Combo)
    page.restore({"model": "copier"})
    page.form.changed.emit()
    assert desk.library.preferred == {}, "a layer's own settings are no choice"
    combo.set_value("gouache")
    combo.setCurrentIndex(combo.findData("copier"))
    default = desk.library.default("fill")
    assert default is not None
    assert default.id == "copier"
    assert Settings.load().preferred == {"fill": "copier"}
