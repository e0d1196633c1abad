"""The Layers panel sets how the chosen layers join, and offers what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.layers import Mode
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.panels.layers import PANEL
from studio.ui.panels.layers.panel import LayersPanel

Left = Qt.MouseButton.LeftButton
Find = Callable[[str], int]


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> LayersPanel:
    panel = PANEL.make(desk)
    assert isinstance(panel, LayersPanel)
    qtbot.addWidget(panel)
    panel.resize(340, 320)
    panel.show()
    return panel


def test_without_a_picture_nothing_can_be_done(panel: LayersPanel) -> None:
    assert panel.empty.isVisible()
    assert not panel.mode.isEnabled()
    assert not any(button.isEnabled() for button in panel.buttons.values())


def test_it_follows_the_picture_in_front(panel: LayersPanel, desk: Desk, document: Document) -> None:
    assert len(panel.list.rows) == 5
    assert not panel.empty.isVisible()
    other = Document((8, 8))
    desk.add(Session(other, desk.library, desk.engine))
    assert len(panel.list.rows) == 0
    desk.bring(desk.sessions[0])
    assert panel.list.document is document


def test_mode_and_opacity_go_to_all_chosen_layers(panel: LayersPanel, document: Document, find: Find) -> None:
    pair = (find("Ground"), find("Sky"))
    document.activate(pair[1], pair)
    panel.mode.setCurrentText("Soft light")
    panel.number.setValue(40)
    for layer in pair:
        assert document.layer(layer).mode is Mode.SOFT_LIGHT
        assert document.layer(layer).opacity == 0.4
    document.undo()
    assert panel.number.value() == 100
    document.undo()
    assert panel.mode.value() is Mode.NORMAL


def test_one_pull_at_the_slider_is_one_step_of_undo(panel: LayersPanel, document: Document) -> None:
    slider = panel.opacity
    middle = slider.height() // 2
    for _ in range(2):
        QTest.mousePress(slider, Left, Qt.KeyboardModifier.NoModifier, slider.rect().center())
        for x in (30, 25, 20):
            QTest.mouseMove(slider, slider.rect().topLeft() + type(slider.rect().topLeft())(x, middle))
        QTest.mouseRelease(slider, Left, Qt.KeyboardModifier.NoModifier, slider.rect().center())
        slider.set_value(100)
    assert [step.title for step in document.history.done] == ["Layer opacity"] * 2


def test_buttons_add_group_copy_mask_and_delete(panel: LayersPanel, document: Document,
                                                tree: Callable[[], list[object]]) -> None:
    for name in ("layer", "duplicate", "mask", "group", "delete"):
        QTest.mouseClick(panel.buttons[name], Left)
    assert tree() == ["Ground", "Sky", "Trees", ["Oak", "Fir", "Layer 1", "Layer 1 copy"]]
    assert [step.title for step in document.history.done] == [
        "New layer", "Duplicate layer", "Add layer mask", "New group", "Delete layer"]
    for _ in range(5):
        assert document.undo()
    assert tree() == ["Ground", "Sky", "Trees", ["Oak", "Fir"]]


def test_a_locked_layer_keeps_its_opacity_and_the_panel_says_so(panel: LayersPanel, desk: Desk, document: Document,
                                                                qtbot: QtBot) -> None:
    assert document.active_layer is not None
    document.active_layer.locked = True
    with qtbot.waitSignal(desk.said):
        panel.number.setValue(10)
    assert panel.number.value() == 100


def test_everything_has_a_name_and_a_tip(panel: LayersPanel) -> None:
    for widget in panel.findChildren(QWidget):
        own = widget.objectName() != "qt_spinbox_lineedit"  # Qt's, named by the field around it
        if own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName(), widget
    assert all(button.toolTip() for button in panel.buttons.values())


def test_it_is_drawn_with_masks_groups_badges_and_in_both_themes(panel: LayersPanel, document: Document,
                                                                 find: Find) -> None:
    layer = document.layer(find("Sky"))
    layer.origin = {"task": "fill", "model": "gouache"}
    document.activate(layer.id)
    QTest.mouseClick(panel.buttons["mask"], Left)
    with_mask = panel.grab().toImage()
    document.undo()
    assert panel.grab().toImage() != with_mask
