"""The menu on layers holds what can be done with these layers, and does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.ui.desk import Desk
from studio.ui.panels.layers.menu import menu_of
from studio.ui.panels.layers.panel import LayersPanel

Find = Callable[[str], int]


@pytest.fixture
def menu(qtbot: QtBot, desk: Desk, document: Document) -> Callable[[], dict[str, QAction]]:
    panel = LayersPanel(desk)
    qtbot.addWidget(panel)

    def opened() -> dict[str, QAction]:
        made = menu_of(desk, document, panel.list)
        return {action.text().split("\t")[0]: action for action in made.actions() if action.text()}

    return opened


def test_groups_offer_what_only_groups_can(menu: Callable[[], dict[str, QAction]], document: Document,
                                           find: Find, tree: Callable[[], list[object]]) -> None:
    assert "Ungroup" not in menu()
    document.activate(find("Trees"))
    menu()["Ungroup"].trigger()
    assert tree() == ["Ground", "Sky", "Oak", "Fir"]


def test_several_layers_can_be_grouped(menu: Callable[[], dict[str, QAction]], document: Document, find: Find,
                                       tree: Callable[[], list[object]]) -> None:
    assert "Group" not in menu()
    document.activate(find("Sky"), (find("Ground"), find("Sky")))
    menu()["Group"].trigger()
    assert tree() == ["Group 1", ["Ground", "Sky"], "Trees", ["Oak", "Fir"]]


def test_masks_are_added_switched_applied_and_deleted(menu: Callable[[], dict[str, QAction]],
                                                      document: Document) -> None:
    menu()["Add layer mask"].trigger()
    layer = document.active_layer
    assert layer is not None
    assert layer.mask is not None
    assert menu()["Layer mask on"].isChecked()
    menu()["Layer mask on"].trigger()
    assert not layer.mask_enabled
    menu()["Apply layer mask"].trigger()
    assert layer.mask is None
    document.undo()
    menu()["Delete layer mask"].trigger()
    assert layer.mask is None


def test_locks_and_merging(menu: Callable[[], dict[str, QAction]], document: Document, find: Find,
                           tree: Callable[[], list[object]]) -> None:
    menu()["Merge down"].trigger()
    assert len(list(document.root.walk())) == 4
    document.activate(find("Ground"))
    assert "Merge down" not in menu()
    menu()["Transparency locked"].trigger()
    assert document.layer(find("Ground")).alpha_locked
    menu()["Locked"].trigger()
    assert document.layer(find("Ground")).locked


def test_without_a_layer_only_new_ones_are_offered(menu: Callable[[], dict[str, QAction]],
                                                   document: Document) -> None:
    document.activate(0)
    assert list(menu()) == ["New layer", "New group"]
