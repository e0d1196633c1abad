"""The list of layers answers to the mouse and to keys, and every change is one command."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.core.commands.layer_masks import AddLayerMask
from studio.core.document import Document
from studio.core.layers import Group
from studio.ui.desk import Desk
from studio.ui.panels.layers.panel import LayersPanel
from studio.ui.panels.layers.row import places
from studio.ui.panels.layers.view import LayerList

Key, Held, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, document: Document) -> LayersPanel:
    panel = LayersPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(340, 400)
    panel.show()
    return panel


@pytest.fixture
def rows(panel: LayersPanel) -> LayerList:
    panel.list.setFocus()
    return panel.list


def spot(rows: LayerList, layer: int, part: str = "text") -> QPoint:
    """The middle of a part of a layer's row, in the viewport."""
    number = rows.rows.number_of(layer)
    assert number is not None
    where = places(rows.visualRect(rows.rows.index(number)), rows.rows[number])
    return getattr(where, part).center()  # type: ignore[no-any-return]


def click(rows: LayerList, layer: int, part: str = "text", held: Held = Held.NoModifier) -> None:
    QTest.mouseClick(rows.viewport(), Left, held, spot(rows, layer, part))


def drag(rows: LayerList, layer: int, to: QPoint) -> None:
    start = spot(rows, layer)
    QTest.mousePress(rows.viewport(), Left, Held.NoModifier, start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(rows.viewport(), start + (to - start) * share)
    QTest.mouseRelease(rows.viewport(), Left, Held.NoModifier, to)


Find = Callable[[str], int]
Tree = Callable[[], list[object]]


def test_a_click_activates_the_layer(rows: LayerList, document: Document, find: Find) -> None:
    click(rows, find("Sky"))
    assert document.active == find("Sky")
    assert document.chosen == (find("Sky"),)
    assert not document.history.done


def test_ctrl_and_shift_choose_several(rows: LayerList, document: Document, find: Find) -> None:
    click(rows, find("Ground"))
    click(rows, find("Fir"), held=Held.ControlModifier)
    assert set(document.chosen) == {find("Ground"), find("Fir")}
    click(rows, find("Ground"))
    click(rows, find("Oak"), held=Held.ShiftModifier)
    assert set(document.chosen) == {find("Ground"), find("Sky"), find("Oak")}


def test_a_click_on_one_of_several_chooses_it_alone(rows: LayerList, document: Document, find: Find) -> None:
    document.activate(find("Sky"), (find("Sky"), find("Ground")))
    click(rows, find("Sky"))
    assert document.chosen == (find("Sky"),)


def test_eye_and_lock_switch_without_choosing(rows: LayerList, document: Document, find: Find) -> None:
    active = document.active
    click(rows, find("Sky"), "eye")
    assert not document.layer(find("Sky")).visible
    click(rows, find("Ground"), "lock")
    assert document.layer(find("Ground")).locked
    assert document.active == active
    document.undo()
    document.undo()
    assert document.layer(find("Sky")).visible


def test_the_caret_folds_a_group_without_a_step_of_undo(rows: LayerList, document: Document, find: Find) -> None:
    assert len(rows.rows) == 5
    click(rows, find("Trees"), "caret")
    assert len(rows.rows) == 3
    assert not document.history.done
    click(rows, find("Trees"), "caret")
    assert len(rows.rows) == 5


def test_mask_parts_switch_and_aim(rows: LayerList, panel: LayersPanel, document: Document, find: Find) -> None:
    sky = find("Sky")
    document.activate(sky)
    document.do(AddLayerMask(sky))
    click(rows, sky, "mask")
    assert panel.edits_mask(document.layer(sky))
    click(rows, sky, "thumb")
    assert not panel.edits_mask(document.layer(sky))
    click(rows, sky, "link")
    assert not document.layer(sky).mask_enabled
    click(rows, sky, "mask", Held.ShiftModifier)
    assert document.layer(sky).mask_enabled


def test_ctrl_click_on_the_picture_selects_what_is_on_it(rows: LayerList, document: Document, find: Find) -> None:
    click(rows, find("Sky"), "thumb", Held.ControlModifier)
    assert document.selection is not None
    assert document.selection.content == document.canvas


def test_dragging_a_layer_moves_it(rows: LayerList, tree: Tree, find: Find) -> None:
    drag(rows, find("Fir"), spot(rows, find("Ground")) - QPoint(0, 16))
    assert tree() == ["Ground", "Fir", "Sky", "Trees", ["Oak"]]


def test_dragging_onto_a_group_puts_it_inside(rows: LayerList, tree: Tree, find: Find) -> None:
    drag(rows, find("Sky"), spot(rows, find("Trees")))
    assert tree() == ["Ground", "Trees", ["Oak", "Fir", "Sky"]]


def test_dragging_below_all_puts_it_at_the_bottom(rows: LayerList, tree: Tree, find: Find) -> None:
    drag(rows, find("Oak"), QPoint(150, rows.viewport().height() - 4))
    assert tree() == ["Oak", "Ground", "Sky", "Trees", ["Fir"]]


def test_dragging_one_of_several_moves_them_all(rows: LayerList, document: Document, tree: Tree, find: Find) -> None:
    document.activate(find("Ground"), (find("Ground"), find("Sky")))
    drag(rows, find("Sky"), spot(rows, find("Trees")))
    assert tree() == ["Trees", ["Oak", "Fir", "Ground", "Sky"]]
    assert document.undo()
    assert tree() == ["Ground", "Sky", "Trees", ["Oak", "Fir"]]


def test_a_group_is_not_put_into_itself(rows: LayerList, desk: Desk, tree: Tree, find: Find, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as said:
        drag(rows, find("Trees"), spot(rows, find("Oak")) - QPoint(0, 14))
    assert "itself" in said.args[0]
    assert tree() == ["Ground", "Sky", "Trees", ["Oak", "Fir"]]


def test_escape_leaves_a_dragged_layer_where_it_was(rows: LayerList, tree: Tree, document: Document,
                                                    find: Find) -> None:
    QTest.mousePress(rows.viewport(), Left, Held.NoModifier, spot(rows, find("Fir")))
    QTest.mouseMove(rows.viewport(), spot(rows, find("Ground")))
    QTest.keyClick(rows, Key.Key_Escape)
    QTest.mouseRelease(rows.viewport(), Left, Held.NoModifier, spot(rows, find("Ground")))
    assert tree() == ["Ground", "Sky", "Trees", ["Oak", "Fir"]]
    assert not document.history.done


def test_keys_do_what_the_mouse_does(rows: LayerList, document: Document, tree: Tree, find: Find) -> None:
    QTest.keyClick(rows, Key.Key_Space)
    assert not document.layer(find("Fir")).visible
    QTest.keyClick(rows, Key.Key_Left)
    assert document.active == find("Trees")
    QTest.keyClick(rows, Key.Key_Left)
    group = document.layer(find("Trees"))
    assert isinstance(group, Group)
    assert not group.expanded
    QTest.keyClick(rows, Key.Key_Down)
    assert document.active == find("Sky")
    QTest.keyClick(rows, Key.Key_Up, Held.AltModifier)
    assert tree() == ["Ground", "Trees", ["Oak", "Fir"], "Sky"]
    QTest.keyClick(rows, Key.Key_Delete)
    assert tree() == ["Ground", "Trees", ["Oak", "Fir"]]


def test_rename_by_f2_and_by_double_click(rows: LayerList, document: Document, find: Find, qtbot: QtBot) -> None:
    sky = find("Sky")
    document.activate(sky)
    QTest.keyClick(rows, Key.Key_F2)
    editor = rows.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("Evening sky")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: document.layer(sky).name == "Evening sky")
    QTest.mouseDClick(rows.viewport(), Left, Held.NoModifier, spot(rows, sky))
    assert rows.state() == rows.State.EditingState
    assert document.undo()
    assert document.layer(sky).name == "Sky"


def test_a_locked_layer_says_why_it_is_not_deleted(rows: LayerList, desk: Desk, find: Find, qtbot: QtBot) -> None:
    click(rows, find("Fir"), "lock")
    with qtbot.waitSignal(desk.said) as said:
        QTest.keyClick(rows, Key.Key_Delete)
    assert said.args[2] == "error"
    assert "locked" in said.args[0]


def test_the_keys_of_the_list_win_over_shortcuts(rows: LayerList, desk: Desk, document: Document) -> None:
    pressed: list[str] = []
    action = desk.actions.add("test.delete", "Delete", "trash", "Del", lambda: pressed.append("x"), menu="")
    rows.window().addAction(action)
    rows.window().activateWindow()
    before = len(rows.rows)
    QTest.keyClick(rows, Key.Key_Delete)
    assert not pressed
    assert len(rows.rows) == before - 1
