"""The divider shows the first picture on its left and the present one on its right, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from studio.core.commands.paint import Paint
from studio.core.document import Document, Part, Target
from studio.core.tiles import Tiles
from studio.ui.canvas.view import CanvasView

Shot = Callable[[CanvasView], np.ndarray]


@pytest.fixture
def painted(view: CanvasView, document: Document) -> CanvasView:
    black = np.full((200, 300, 4), (0, 0, 0, 255), np.uint8)
    target = Target(Part.PIXELS, document.active)
    document.do(Paint("Black", target, Tiles(4).planned(document.canvas, black), document.canvas))
    view.divider.show_it(True)
    return view


def test_before_is_left_and_after_is_right(painted: CanvasView, document: Document, shot: Shot) -> None:
    after = shot(painted)
    line, box = int(painted.divider.at), painted.picture_box().toRect()
    rows = slice(box.top() + 4, box.top() + 60)
    assert (after[rows, line + 20 : box.right()] == 0).all()
    document.undo()
    painted.divider.show_it(False)
    before = shot(painted)
    left = slice(box.left(), line - 20)
    assert (after[rows, left] == before[rows, left]).all()


def test_it_is_dragged(qtbot: QtBot, painted: CanvasView) -> None:
    divider = painted.divider
    assert divider.share == 0.5
    qtbot.mousePress(divider, Qt.MouseButton.LeftButton, pos=QPoint(14, 50))
    qtbot.mouseMove(divider, QPoint(14 + 60, 50))
    qtbot.mouseRelease(divider, Qt.MouseButton.LeftButton, pos=QPoint(14, 50))
    assert divider.share == pytest.approx(0.6, abs=0.01)
    assert divider.geometry().center().x() == pytest.approx(divider.at, abs=1)


def test_keys_move_and_close_it(qtbot: QtBot, painted: CanvasView) -> None:
    divider = painted.divider
    told: list[bool] = []
    painted.compared.connect(told.append)
    qtbot.keyPress(divider, Qt.Key.Key_Right)
    qtbot.keyPress(divider, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert divider.share == pytest.approx(0.61)
    qtbot.keyPress(divider, Qt.Key.Key_Home)
    assert divider.share == 0
    qtbot.keyPress(divider, Qt.Key.Key_End)
    assert divider.share == 1
    qtbot.keyPress(divider, Qt.Key.Key_Escape)
    assert not divider.on
    assert told == [False]


def test_it_follows_the_picture(painted: CanvasView) -> None:
    painted.place(painted.transform.panned(50, 0))
    assert painted.divider.geometry().center().x() == pytest.approx(painted.divider.at, abs=1)
    assert painted.divider.accessibleName()
