"""The floating bars say zoom, angle and what the mask covers, and their buttons do what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.pills import covered
from studio.ui.desk import Desk


@pytest.fixture
def masked(page: PaintPage, document: Document) -> PaintPage:
    mask = np.zeros((200, 300), np.uint8)
    mask[:100, :75] = 255
    document.do(SetMask(mask))
    page.mask_pill.refresh()
    return page


def test_zoom_and_angle_are_said(page: PaintPage) -> None:
    pill, view = page.view_pill, page.view
    view.zoom_to(2.5)
    assert pill.zoom.text() == "250%"
    view.rotate(-30)
    assert pill.angle.text() == "−30°"
    view.zoom_to(0.025)
    assert pill.zoom.text() == "2.5%"
    assert pill.mirror.isHidden()
    view.mirror()
    assert not pill.mirror.isHidden()


def test_its_numbers_go_back_to_100_percent_and_upright(qtbot: QtBot, page: PaintPage) -> None:
    page.view.zoom_to(2.5)
    page.view.rotate(45)
    qtbot.mouseClick(page.view_pill.zoom, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.view_pill.angle, Qt.MouseButton.LeftButton)
    assert page.view.zoom == 1.0
    assert page.view.transform.angle == 0


def test_the_mask_pill_is_there_only_with_a_mask(page: PaintPage, document: Document) -> None:
    assert page.mask_pill.isHidden()
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    page.mask_pill.refresh()
    assert page.mask_pill.says.text() == "Mask covers 100%"
    document.undo()
    page.mask_pill.refresh()
    assert page.mask_pill.isHidden()


def test_it_says_what_the_mask_covers(masked: PaintPage, document: Document) -> None:
    assert covered(document) == pytest.approx(0.125)
    assert masked.mask_pill.says.text() == "Mask covers 12.5%"


def test_invert_and_clear_can_be_undone(qtbot: QtBot, masked: PaintPage, document: Document) -> None:
    qtbot.mouseClick(masked.mask_pill.invert, Qt.MouseButton.LeftButton)
    assert covered(document) == pytest.approx(0.875)
    qtbot.mouseClick(masked.mask_pill.clear, Qt.MouseButton.LeftButton)
    assert covered(document) == 0
    document.undo()
    document.undo()
    assert covered(document) == pytest.approx(0.125)


def test_the_mask_is_kept_as_layer_mask_selection_or_file(
    masked: PaintPage, document: Document, desk: Desk, tmp_path: Path
) -> None:
    masked.mask_pill.save_as_layer_mask()
    layer = document.active_layer
    assert layer is not None
    assert layer.mask is not None
    assert layer.mask.read(document.canvas).mean() == pytest.approx(255 / 8)
    masked.mask_pill.save_as_selection()
    assert document.selection is not None
    said: list[str] = []
    desk.said.connect(lambda message, hint, kind: said.append(kind))
    masked.mask_pill.save_file(tmp_path / "mask.png")
    image = QImage(str(tmp_path / "mask.png"))
    assert (image.width(), image.height()) == (300, 200)
    assert (image.pixelColor(10, 10).red(), image.pixelColor(200, 150).red()) == (255, 0)
    masked.mask_pill.save_file(tmp_path / "nowhere" / "mask.png")
    assert said == ["info", "error"]


def test_they_stand_in_the_corners_and_do_not_overlap(masked: PaintPage) -> None:
    for width in (1212, 960, 660):
        masked.resize(width, 735)
        left, right, view = masked.view_pill.geometry(), masked.mask_pill.geometry(), masked.view
        assert left.x() == 16
        assert view.height() - left.bottom() - 1 == 16
        assert view.width() - right.right() - 1 == 16
        assert not left.intersects(right)
