"""The Explore workspace by hand: a map to move on, pins by a key, and a sentence where there is nothing to explore."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.ui.desk import Desk
from studio.ui.explore.workspace import NO_MODEL, ExploreWorkspace
from studio.ui.settings import Settings
from studio.ui.window import Window

from .conftest import Hand

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(exploring: Window) -> ExploreWorkspace:
    found = exploring.page("explore")
    assert isinstance(found, ExploreWorkspace)
    return found


def at(page: ExploreWorkspace, x: float, y: float) -> QPoint:
    return page.map.point_of(x, y).toPoint()


def test_a_map_is_there_as_soon_as_one_looks(page: ExploreWorkspace, exploring: Window) -> None:
    assert exploring.header.workspaces["explore"].isChecked()
    assert len(page.map.tiles) == 25
    assert page.now.frame.image is not None
    assert exploring.desk.actions["explore.pin"].isEnabled()


def test_clicking_dragging_and_keys_move_and_the_status_bar_says_where(page: ExploreWorkspace, exploring: Window,
                                                                       rest: Callable[[], None]) -> None:
    explorer = page.explorer
    QTest.mouseClick(page.map, LEFT, pos=at(page, 0.5, 1))
    assert (explorer.value_of("warmth"), explorer.value_of("light")) == (0.5, 1.0)
    assert exploring.status.position.text() == "Warmth +0.50, Light 1.00"
    QTest.mousePress(page.map, LEFT, pos=at(page, 0, 0))
    QTest.mouseMove(page.map, at(page, 0.3, 0.4))
    QTest.mouseRelease(page.map, LEFT, pos=at(page, 0.3, 0.4))
    assert explorer.value_of("warmth") == pytest.approx(0.3, abs=0.02)
    rest()
    assert page.now.frame.image is not None
    assert page.now.frame.image.pixelColor(0, 0).green() == pytest.approx(128 + 40 * 0.3, abs=2)
    QTest.mouseClick(page.map, LEFT, pos=at(page, 0, 0))
    QTest.keyClick(page.map, Qt.Key.Key_Left)
    assert explorer.value_of("warmth") == -0.5


def test_the_wheel_changes_the_range(page: ExploreWorkspace, rest: Callable[[], None]) -> None:
    event = QWheelEvent(QPointF(200, 200), QPointF(200, 200), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(page.map, event)
    assert page.strip.amount.value() == pytest.approx(80)
    rest()
    assert not page.explorer.showing.lacking


def test_p_pins_and_the_path_goes_through_the_pins(page: ExploreWorkspace, exploring: Window,
                                                   rest: Callable[[], None]) -> None:
    for place in ((-1, 1), (1, -1)):
        QTest.mouseClick(page.map, LEFT, pos=at(page, *place))
        rest()
        QTest.keyClick(page.map, Qt.Key.Key_P)
    assert [mark.letter for mark in page.map.marks] == ["A", "B"]
    assert [(round(place.x(), 3), round(place.y(), 3)) for place in page.map.path] == [(-1, 1), (1, -1)]


def test_p_is_no_pin_in_other_workspaces(page: ExploreWorkspace, exploring: Window, qtbot: QtBot) -> None:
    exploring.show_workspace("start")
    qtbot.waitUntil(lambda: not exploring.desk.actions["explore.pin"].isEnabled())
    QTest.keyClick(exploring, Qt.Key.Key_P)
    assert not len(page.board.pins)


def test_what_goes_wrong_is_said_over_the_map(page: ExploreWorkspace, hand: Hand, qtbot: QtBot) -> None:
    hand.fails = True
    page.explorer.restart()
    qtbot.waitUntil(lambda: page.notice.isVisible())
    assert page.notice.text() == "The brush broke. Take another."


def test_widths_follow_the_look(page: ExploreWorkspace, exploring: Window, qtbot: QtBot) -> None:
    assert (page.dock.width(), page.now.width()) == (320, 232)
    exploring.resize(1600, 1000)
    qtbot.waitUntil(lambda: (page.dock.width(), page.now.width()) == (340, 304))
    assert page.map.tile >= 120


def test_every_control_has_a_name(page: ExploreWorkspace, exploring: Window) -> None:
    nameless = []
    for panel in ("attributes", "directions"):
        page.show_panel(panel)
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
                continue
            words = widget.text() if hasattr(widget, "text") and callable(widget.text) else ""
            if not (widget.accessibleName() or words) and widget.objectName() != "qt_spinbox_lineedit":
                nameless.append(type(widget).__name__)
    assert not nameless


def test_with_no_model_a_sentence_says_what_to_do(dressed: QApplication, qtbot: QtBot) -> None:
    library = Library(())
    engine = Engine(library)
    desk = Desk(library, engine, Settings())
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    window.show_workspace("explore")
    page = window.page("explore")
    assert isinstance(page, ExploreWorkspace)
    said = [label.text() for label in page.empty.findChildren(QLabel) if label.isVisible()]
    assert said[0] == NO_MODEL
    assert "Train" in said[1]
    assert not page.strip.isEnabled()
    engine.close()
