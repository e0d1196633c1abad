"""Docks: panels that share a place."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.desk import Desk
from studio.ui.dock import DockArea, panels_of
from studio.ui.panels.generate.page import TaskPage
from studio.ui.panels.generate.panel import GeneratePanel
from studio.ui.panels.panel import Panel
from studio.ui.window import Window


def test_panels_are_found_by_place_and_order() -> None:
    found = panels_of("paint", "right-top")
    assert [panel.id for panel in found][:2] == ["layers", "history"]
    assert panels_of("nowhere", "right-top") == ()


def test_a_panel_is_made_when_it_is_first_looked_at(desk: Desk, qtbot: QtBot) -> None:
    made: list[str] = []

    def make(name: str) -> QWidget:
        made.append(name)
        return QLabel(name)

    panels = [Panel(name, name.title(), "house", "paint", "right-top", number, lambda _, name=name: make(name))
              for number, name in enumerate(("one", "two"))]
    area = DockArea(desk, panels)
    qtbot.addWidget(area)
    assert made == ["one"]
    area.head.tabs.choose("two")
    area.head.tabs.choose("one")
    assert made == ["one", "two"]
    assert area.panel("two").accessibleName() == "Two"
    assert area.holds("two")
    assert not area.holds("three")


def fitting(window: Window) -> TaskPage:
    panel = window.paint.dock.areas["right-middle"].panel("generate")
    assert isinstance(panel, GeneratePanel)
    assert panel.page is not None
    return panel.page


def test_heights_are_shared_as_the_look_says_or_as_remembered(window: Window, opened: Document, qtbot: QtBot) -> None:
    window.resize(1600, 1000)
    dock = window.paint.dock
    qtbot.waitUntil(lambda: dock.width() == 340)
    page = fitting(window)
    page.form.set_ignored(())
    qtbot.waitUntil(lambda: abs(dock.sizes()[1] - 352) < 12)
    for size, ideal in zip(dock.sizes(), (310, 352, 273), strict=True):
        assert abs(size - ideal) < 12
    dock._own = [400, 300, 235]
    window.resize(1600, 1001)
    qtbot.waitUntil(lambda: abs(dock.sizes()[0] - 400) < 12)
    page.form.set_ignored({"prompt", "steps", "guidance"})
    window.grab()
    qtbot.wait(1)
    assert abs(dock.sizes()[1] - 300) < 12, "what the artist has set stays"


def test_a_shorter_form_leaves_no_gap_below_it(window: Window, opened: Document, qtbot: QtBot) -> None:
    window.resize(1600, 1000)
    dock = window.paint.dock
    page = fitting(window)
    page.form.set_ignored(())
    qtbot.waitUntil(lambda: dock.sizes()[1] > 330)
    layers = dock.sizes()[0]
    page.form.set_ignored({"prompt", "steps", "guidance"})
    qtbot.waitUntil(lambda: dock.sizes()[1] < 250)
    assert abs(dock.sizes()[1] - 36 - page.sizeHint().height()) <= 1
    assert dock.sizes()[0] == layers, "the layers stay where they are"


def test_a_long_form_takes_what_the_others_can_spare(window: Window, opened: Document, qtbot: QtBot) -> None:
    window.resize(1600, 1000)
    dock = window.paint.dock
    page = fitting(window)
    page.form.set_ignored(())
    page.form.more.setChecked(True)
    qtbot.waitUntil(lambda: dock.sizes()[1] > 450)
    assert dock.sizes()[0] >= 240
    assert dock.sizes()[2] >= 140
    page.form.more.setChecked(False)
    qtbot.waitUntil(lambda: abs(dock.sizes()[1] - 352) < 12)
