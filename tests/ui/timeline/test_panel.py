"""The panel holds head, ruler and rows, and tells others where the playhead is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.explore.space import Spot
from studio.timeline.easing import Ease
from studio.timeline.track import Key, Track
from studio.ui.desk import Desk
from studio.ui.timeline.panel import FEWEST, MOST, TimelinePanel
from studio.ui.timeline.reel import Reel
from studio.ui.timeline.scale import ROW


@pytest.fixture(name="panel")
def _panel(desk: Desk, qtbot: QtBot) -> TimelinePanel:
    made = TimelinePanel(desk)
    qtbot.addWidget(made)
    made.resize(1160, made.height())
    made.show()
    return made


def test_it_grows_with_its_rows_up_to_a_point(panel: TimelinePanel, reel: Reel) -> None:
    empty = panel.height()
    assert panel.rows.height() >= FEWEST * ROW
    for number in range(MOST + 4):
        reel.do(reel.timeline.with_track(Track("slider", f"s{number}", (Key(0, 0.0),))), "Add")
    assert panel.height() == empty + (MOST - FEWEST) * ROW
    QApplication.processEvents()
    assert panel.rows.height() == (MOST + 4) * ROW
    assert panel.rows.width() == panel.ruler.width()


def test_where_the_explorer_stands_can_be_keyed_and_is_told_again(
    panel: TimelinePanel, chosen: Reel, point: Callable[[float], np.ndarray]
) -> None:
    a, b = Spot(point(0.0)), Spot(point(1.0), {"warmth": 1.0})
    track = Track("position", "", (Key(0, a, Ease("linear")), Key(10, b)))
    chosen.do(chosen.timeline.with_track(track), "Add")
    heard: list[Spot] = []
    panel.spotted.connect(heard.append)
    chosen.go(10)
    assert heard[-1].latent[0] == 1.0
    assert heard[-1].sliders == {"warmth": 1.0}
    panel.set_spot("wash", Spot(point(-1.0)))
    chosen.pick(track.id)
    chosen.go(40)
    QTest.mouseClick(panel.head.key, Qt.MouseButton.LeftButton)
    assert chosen.timeline.tracks[0].keys[-1].value.latent[0] == -1.0


def test_nothing_is_told_without_a_position(panel: TimelinePanel, reel: Reel, document: Document) -> None:
    heard: list[object] = []
    panel.spotted.connect(heard.append)
    reel.go(5)
    assert heard == []


def test_the_menus_open(panel: TimelinePanel, reel: Reel, document: Document) -> None:
    QTest.mouseClick(panel.ruler.add, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    reel.do(reel.timeline.with_track(Track("camera")), "Add")
    reel.pick(("camera", ""))
    panel.rows.asked.emit(panel.mapToGlobal(panel.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
