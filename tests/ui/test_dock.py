"""Docks: panels that share a place."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.desk import Desk
from studio.ui.dock import DockArea, RightDock, panels_of
from studio.ui.panels.panel import Panel


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


def test_heights_are_shared_as_the_look_says_or_as_remembered(desk: Desk, qtbot: QtBot) -> None:
    dock = RightDock(desk, "paint")
    qtbot.addWidget(dock)
    dock.resize(340, 937)
    dock.show()
    QApplication.processEvents()
    dock.share(937)
    top, middle, bottom = dock.sizes()
    assert abs(middle - 352) < 30
    assert abs(top - 310) < 30
    assert abs(bottom - 273) < 30
    dock.share(937, [400, 300, 235])
    assert dock.sizes()[0] > 350
