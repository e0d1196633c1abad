"""The Generate panel has a tab for each task that a model can do, and takes settings back from layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.engine.engine import Engine
from studio.engine.job import State
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.ui.desk import Desk
from studio.ui.panels.generate import PANEL
from studio.ui.panels.generate.panel import RECALL, GeneratePanel
from studio.ui.settings import Settings


def made(desk: Desk, qtbot: QtBot) -> GeneratePanel:
    panel = PANEL.make(desk)
    assert isinstance(panel, GeneratePanel)
    qtbot.addWidget(panel)
    for widget in (panel.head_tabs(), *panel.head_widgets()):
        qtbot.addWidget(widget)
        widget.show()
    panel.resize(340, 900)
    panel.show()
    return panel


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> GeneratePanel:
    return made(desk, qtbot)


def test_each_task_with_a_model_has_its_tab_and_its_own_values(panel: GeneratePanel) -> None:
    assert list(panel.pages) == ["fill", "generate"]
    assert panel.head_tabs().current == "fill"
    panel.choose("generate", {"prompt": "a lake", "width": 256})
    assert panel.page is panel.pages["generate"]
    assert panel.page.isVisible()
    panel.choose("fill")
    assert panel.pages["fill"].form.value()["prompt"] == ""
    panel.choose("generate")
    assert panel.pages["generate"].form.value()["prompt"] == "a lake"


def test_the_head_shows_more_for_the_task_in_front(panel: GeneratePanel) -> None:
    assert panel.pages["fill"].form.more.isVisible()
    assert not panel.pages["generate"].form.more.isVisible()
    panel.choose("generate")
    assert panel.pages["generate"].form.more.isVisible()


def test_without_any_model_it_says_what_to_do(qtbot: QtBot) -> None:
    library = Library((), ())
    engine = Engine(library, InThread((), "cpu"))
    panel = made(Desk(library, engine, Settings()), qtbot)
    assert panel.empty.isVisible()
    assert "preferences" in panel.empty.text()
    assert panel.page is None
    assert panel.run() is None
    with pytest.raises(BadRequest, match="No model here"):
        panel.choose("fill")
    engine.close()


def test_tabs_come_with_models(qtbot: QtBot, library: Library) -> None:
    families, library.families = library.families, ()
    empty = Library((), ())
    engine = Engine(empty, InThread(families, "cpu"))
    panel = made(Desk(empty, engine, Settings()), qtbot)
    empty.take(library.entries)
    assert list(panel.pages) == ["fill", "generate"]
    assert panel.page is not None
    assert not panel.empty.isVisible()
    engine.close()


def test_the_settings_of_a_generated_layer_come_back(panel: GeneratePanel, desk: Desk, document: Document,
                                                     mark: Callable[[], None], qtbot: QtBot) -> None:
    mark()
    page = panel.pages["fill"]
    page.restore({"prompt": "red", "steps": 5, "seed": 77})
    job = panel.run()
    assert job is not None
    qtbot.waitUntil(lambda: job.state is State.DONE)
    page.restore({"prompt": "else", "steps": 50, "seed": -1, "count": 3})
    panel.choose("generate")
    desk.actions.refresh()
    desk.actions.run(RECALL)
    values = page.form.value()
    assert panel.page is page
    assert (values["prompt"], values["steps"], values["seed"], values["count"]) == ("red", 5, 77, 1)


def test_others_can_ask_for_a_task(panel: GeneratePanel, desk: Desk, qtbot: QtBot) -> None:
    desk.ask_task("generate", {"prompt": "a cat"})
    assert panel.page is panel.pages["generate"]
    assert panel.page.form.value()["prompt"] == "a cat"
    with qtbot.waitSignal(desk.said):
        desk.ask_task("juggle")


def test_a_painted_layer_has_no_settings(panel: GeneratePanel, desk: Desk, document: Document) -> None:
    desk.actions.refresh()
    assert not desk.actions[RECALL].isEnabled()
    with pytest.raises(BadRequest, match="not made by a model"):
        panel.recall()


def test_generate_and_cancel_are_actions_with_keys(panel: GeneratePanel, desk: Desk, mark: Callable[[], None],
                                                   gate: Any, qtbot: QtBot) -> None:
    mark()
    assert desk.actions["generate.run"].shortcut().toString() == "Ctrl+Return"
    assert not desk.actions["generate.cancel"].isEnabled()
    gate.shut()
    desk.actions.run("generate.run")
    job = desk.engine.jobs[-1]
    qtbot.waitUntil(lambda: desk.actions["generate.cancel"].isEnabled())
    desk.actions.run("generate.cancel")
    qtbot.waitUntil(lambda: job.state is State.CANCELLED)


def test_the_task_in_front_is_remembered(panel: GeneratePanel, desk: Desk) -> None:
    panel.choose("generate")
    assert desk.settings.recall("generate.task") == "generate"


def test_everything_that_takes_the_focus_has_a_name(panel: GeneratePanel) -> None:
    panel.pages["fill"].form.more.click()
    holders = [panel, *panel.head_widgets()]
    for widget in [child for holder in holders for child in holder.findChildren(QWidget)]:
        own = not widget.objectName().startswith("qt_")
        if own and widget.isVisible() and widget.focusPolicy().value & 3:
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert named, (type(widget), widget.parent())
