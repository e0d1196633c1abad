"""The page has the look's measures, says where the pointer is, and every action on it has what a person needs."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.canvas.page import PaintPage
from studio.ui.desk import Desk


def test_measures_are_those_of_the_look(page: PaintPage) -> None:
    QApplication.processEvents()
    assert page.tools.width() == 48
    assert page.strip.height() == 44
    assert page.tabs.height() == 32
    assert page.view_pill.height() == 32
    assert page.view.mapTo(page, QPoint(0, 0)) == QPoint(48, 76)


def test_pointer_and_hint_go_to_the_status_bar(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    where: list[str] = []
    hints: list[tuple[str, ...]] = []
    desk.pointed.connect(where.append)
    desk.hinted.connect(hints.append)
    spot = page.view.transform.to_screen(12, 34)
    qtbot.mouseMove(page.view, QPoint(round(spot.x) + 1, round(spot.y) + 1))
    desk.choose_tool("brush")
    assert where[-1] == "12, 34 px"
    assert hints[-1][0] == "Drag to paint"


def test_every_action_has_title_icon_tooltip_and_a_line_in_the_shortcut_editor(page: PaintPage, desk: Desk) -> None:
    ours = [id for id in desk.actions if id.startswith(("tool.", "view.", "brush."))]
    assert len(ours) >= 20
    for id in ours:
        action = desk.actions[id]
        assert action.text()
        assert action.toolTip()
        assert not action.icon().isNull()
        assert id in desk.actions.shortcuts.all


def test_no_two_actions_share_a_key(page: PaintPage, desk: Desk) -> None:
    for id in desk.actions:
        assert desk.actions.shortcuts.conflict(id, desk.actions.shortcuts.keys(id)) == ""


def test_everything_that_takes_the_focus_has_a_name(page: PaintPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy().value and not widget.isHidden() and widget.objectName() != "qt_spinbox_lineedit":
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or words, widget


def test_nothing_is_cut_off_at_1280(page: PaintPage) -> None:
    page.resize(960, 735)
    QApplication.processEvents()
    for control in page.strip.controls.values():
        if not control.isHidden():
            assert control.width() >= control.minimumSizeHint().width()
            assert control.geometry().right() < page.strip.veil.geometry().left()
