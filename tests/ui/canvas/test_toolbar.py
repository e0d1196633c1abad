"""Every tool has a button in its group; the chosen one is lit; low windows keep the rest in a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.toolbar import ORDER, in_order
from studio.ui.desk import Desk


def test_every_tool_has_a_named_button_with_its_key(page: PaintPage, desk: Desk) -> None:
    assert set(page.tools.buttons) == set(desk.tools)
    for id, button in page.tools.buttons.items():
        assert button.accessibleName() == desk.tools[id].title
        assert desk.tools[id].title in button.toolTip()
        assert (button.width(), button.height()) == (36, 36)


def test_a_click_takes_the_tool_and_lights_only_it(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    for id in ("brush", "wand", "brush"):
        qtbot.mouseClick(page.tools.buttons[id], Qt.MouseButton.LeftButton)
        assert desk.tool.id == id
        assert [name for name, button in page.tools.buttons.items() if button.isChecked()] == [id]
    qtbot.mouseClick(page.tools.buttons["brush"], Qt.MouseButton.LeftButton)
    assert page.tools.buttons["brush"].isChecked()


def test_tools_stand_in_the_hands_order_within_groups(desk: Desk) -> None:
    groups = in_order(desk.tools)
    assert [tool.id for group in groups for tool in group] == [id for id in ORDER if id in desk.tools]
    assert all(len({tool.group for tool in group}) == 1 for group in groups)


def test_a_low_window_keeps_the_last_tools_in_a_menu(page: PaintPage) -> None:
    page.resize(1000, 330)
    QApplication.processEvents()
    hidden = [id for id, button in page.tools.buttons.items() if button.isHidden()]
    assert hidden
    assert not page.tools.more.isHidden()
    assert page.tools.swatches.geometry().bottom() <= page.tools.height()
    page.resize(1000, 800)
    QApplication.processEvents()
    assert page.tools.more.isHidden()


def test_a_chosen_colour_is_shown_and_can_be_given_up(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    before = desk.setting.foreground
    dialog = page.tools.pick_colour("foreground")
    dialog.setCurrentColor(QColor(10, 20, 30))
    assert desk.setting.foreground == (10, 20, 30, 255)
    assert page.tools.swatches.foreground == (10, 20, 30, 255)
    dialog.reject()
    assert desk.setting.foreground == before
