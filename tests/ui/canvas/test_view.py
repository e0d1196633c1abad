"""The view shows the document's pixels where it says they are, keeps up with changes, and remembers each picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.core.commands.canvas import Crop
from studio.core.commands.paint import Paint
from studio.core.commands.selection import InvertMask, SetMask
from studio.core.composite import composite
from studio.core.document import MASK, Document, Part, Target
from studio.core.geometry import Rect
from studio.core.tiles import Tiles
from studio.engine.job import Job
from studio.families.tasks import Fill
from studio.session import Session
from studio.ui import theme
from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk

Shot = Callable[[CanvasView], np.ndarray]


def pixels(document: Document) -> np.ndarray:
    return composite(document, document.canvas)


def corner(view: CanvasView) -> tuple[int, int]:
    spot = view.transform.to_screen(0, 0)
    assert spot.x == round(spot.x)
    assert spot.y == round(spot.y)
    return int(spot.x), int(spot.y)


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_at_whole_zooms_screen_pixels_are_the_documents(
    view: CanvasView, document: Document, zoom: float, shot: Shot
) -> None:
    view.zoom_to(zoom)
    view.hands.cursor = None
    shown, (x, y) = shot(view), corner(view)
    size = int(zoom)
    wanted = np.repeat(np.repeat(pixels(document)[..., :3], size, axis=0), size, axis=1)
    left, top = max(0, x), max(0, y)
    height, width = shown.shape[:2]
    bottom, right = min(height, y + wanted.shape[0]), min(width, x + wanted.shape[1])
    assert (shown[top:bottom, left:right] == wanted[top - y : bottom - y, left - x : right - x]).all()


def test_a_change_is_shown_where_it_was_made(view: CanvasView, document: Document, shot: Shot) -> None:
    assert document.active_layer is not None
    target = Target(Part.PIXELS, document.active_layer.id)
    before = shot(view)
    area = Rect(50, 60, 20, 10)
    red = np.full((10, 20, 4), (255, 0, 0, 255), np.uint8)
    document.do(Paint("Red", target, document.tiles(target).planned(area, red), area))
    after = shot(view)
    x, y = corner(view)
    assert (after[y + 120 : y + 140, x + 100 : x + 140] == (255, 0, 0)).all()
    outside = np.ones(after.shape[:2], bool)
    outside[y + 117 : y + 143, x + 97 : x + 143] = False
    assert (after[outside] == before[outside]).all()
    document.undo()
    assert (shot(view) == before).all()


def test_only_the_changed_part_is_painted(view: CanvasView, document: Document, qtbot: QtBot, shot: Shot) -> None:
    view.settle()
    qtbot.waitExposed(view)
    areas: list[Rect] = []
    assert view.sight is not None
    source = view.sight.picture._source
    view.sight.picture._source = lambda rect: (areas.append(rect), source(rect))[1]
    assert document.active_layer is not None
    target = Target(Part.PIXELS, document.active_layer.id)
    area = Rect(50, 60, 20, 10)
    document.do(Paint("Dab", target, document.tiles(target).planned(area, np.zeros((10, 20, 4), np.uint8)), area))
    shot(view)
    assert areas == [area]


def test_the_mask_is_a_rose_veil_that_can_be_hidden(view: CanvasView, document: Document, shot: Shot) -> None:
    plain = shot(view)
    mask = np.zeros((200, 300), np.uint8)
    mask[50:100, 50:150] = 255
    document.do(Paint("Mask", MASK, Tiles(1).planned(Rect(0, 0, 300, 200), mask), document.canvas))
    x, y = corner(view)
    veiled = shot(view)[y + 110 : y + 190, x + 110 : x + 290].astype(int)
    under = plain[y + 110 : y + 190, x + 110 : x + 290].astype(int)
    rose = QColor(theme.DARK.mask)
    mixed = (under * (255 - 112) + np.array([rose.red(), rose.green(), rose.blue()]) * 112) / 255
    assert np.abs(veiled - mixed).max() <= 2
    view.show_veil(False)
    assert (shot(view) == plain).all()


def test_a_result_is_seen_without_the_veil_until_the_mask_is_touched_again(
    page: PaintPage, document: Document, desk: Desk, shot: Shot
) -> None:
    view, eye = page.view, desk.actions["view.veil"]
    plain = shot(view)
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    veiled = shot(view)
    assert (veiled != plain).any()
    assert desk.session is not None
    desk.session.landed.emit(Job(Fill(picture=pixels(document), mask=np.zeros((200, 300), np.uint8))), 0)
    assert not eye.isChecked()
    assert (shot(view) == plain).all()
    assert len(document.mask), "the mask itself stays"
    document.do(InvertMask())
    assert eye.isChecked()
    document.undo()
    assert (shot(view) == veiled).all()


def test_the_artist_can_show_the_mask_over_a_result_and_a_hidden_one_stays_hidden(
    page: PaintPage, document: Document, desk: Desk
) -> None:
    assert desk.session is not None
    job = Job(Fill(picture=pixels(document), mask=np.zeros((200, 300), np.uint8)))
    desk.session.landed.emit(job, 0)
    desk.actions.run("view.veil")
    assert page.view.veil_shown
    desk.actions.run("view.veil")
    desk.session.landed.emit(job, 0)
    document.do(SetMask(np.full((200, 300), 255, np.uint8)))
    assert not page.view.veil_shown
    assert not desk.actions["view.veil"].isChecked()


def test_each_picture_remembers_whether_its_result_is_uncovered(
    page: PaintPage, document: Document, other: Document, desk: Desk, opened: Callable[[Document], Session]
) -> None:
    first = desk.session
    assert first is not None
    first.landed.emit(Job(Fill(picture=pixels(document), mask=np.zeros((200, 300), np.uint8))), 0)
    opened(other)
    assert desk.actions["view.veil"].isChecked()
    desk.bring(first)
    assert not desk.actions["view.veil"].isChecked()


def test_tab_held_shows_the_picture_as_it_was_opened(
    view: CanvasView, document: Document, qtbot: QtBot, shot: Shot
) -> None:
    first = shot(view)
    assert document.active_layer is not None
    target = Target(Part.PIXELS, document.active_layer.id)
    black = np.full((200, 300, 4), (0, 0, 0, 255), np.uint8)
    document.do(Paint("Black", target, Tiles(4).planned(document.canvas, black), document.canvas))
    changed = shot(view)
    assert (changed != first).any()
    qtbot.keyPress(view, Qt.Key.Key_Tab)
    assert view.original_shown
    assert (shot(view) == first).all()
    qtbot.keyRelease(view, Qt.Key.Key_Tab)
    assert (shot(view) == changed).all()
    assert view.hasFocus()


def test_fit_and_actual_pixels(view: CanvasView, document: Document) -> None:
    view.fit()
    box = view.picture_box()
    assert view.rect().toRectF().contains(box)
    assert abs(box.center().x() - view.width() / 2) <= 1
    assert view.zoom == 2.5
    view.zoom_to(1.0)
    assert view.picture_box().width() == document.size.width


def test_a_fitted_picture_stays_fitted_when_the_window_grows(view: CanvasView) -> None:
    view.fit()
    view.resize(1400, 1000)
    assert view.zoom > 2.5
    view.zoom_to(1.0)
    view.resize(800, 600)
    assert view.zoom == 1.0


def test_each_picture_keeps_its_place(
    view: CanvasView, desk: Desk, opened: Callable[[Document], Session], other: Document
) -> None:
    first = desk.session
    assert first is not None
    view.rotate(30)
    kept = view.transform
    opened(other)
    assert view.transform != kept
    desk.bring(first)
    assert view.transform == kept


def test_a_closed_picture_is_forgotten(view: CanvasView, desk: Desk, document: Document, shot: Shot) -> None:
    assert desk.session is not None
    desk.close(desk.session)
    assert view.sight is None
    assert view._sights == {}
    assert (shot(view) == QColor(theme.DARK.canvas).getRgb()[:3]).all()


def test_cropping_changes_what_is_shown(view: CanvasView, document: Document, shot: Shot) -> None:
    document.do(Crop(Rect(10, 20, 100, 50)))
    view.zoom_to(2.0)
    assert (view.picture_box().width(), view.picture_box().height()) == (200, 100)
    x, y = corner(view)
    assert (shot(view)[y : y + 100 : 2, x : x + 200 : 2] == pixels(document)[:50, :100, :3]).all()


@pytest.mark.parametrize("angle", [0.0, 37.0])
def test_a_turned_and_mirrored_view_shows_the_right_pixel(
    view: CanvasView, document: Document, angle: float, shot: Shot
) -> None:
    assert document.active_layer is not None
    target = Target(Part.PIXELS, document.active_layer.id)
    area = Rect(100, 80, 30, 30)
    green = np.full((30, 30, 4), (0, 255, 0, 255), np.uint8)
    document.do(Paint("Green", target, document.tiles(target).planned(area, green), area))
    view.mirror()
    view.rotate(angle)
    spot = view.transform.to_screen(115, 95)
    assert tuple(shot(view)[int(spot.y), int(spot.x)]) == (0, 255, 0)


def test_transparency_shows_a_checkerboard(
    view: CanvasView, opened: Callable[[Document], Session], shot: Shot
) -> None:
    opened(Document((100, 100)))
    view.zoom_to(1.0)
    view.hands.cursor = None
    x, y = corner(view)
    assert len(np.unique(shot(view)[y : y + 100, x : x + 100].reshape(-1, 3), axis=0)) == 2


def test_the_pixel_grid_comes_above_800_percent(view: CanvasView, shot: Shot) -> None:
    view.zoom_to(8.0)
    plain = shot(view)
    view.zoom_to(8.05)
    view.zoom_to(12.0)
    x, y = (round(value) for value in view.transform.to_screen(150, 100))
    shown = shot(view)
    column = shown[y + 2 : y + 10, x - 1 : x + 1].astype(int)
    assert plain.shape == shown.shape
    assert np.ptp(column, axis=1).max() > 0


def test_another_theme_recolours_ground_and_veil(
    view: CanvasView, document: Document, qapp: object, shot: Shot
) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    try:
        assert tuple(shot(view)[2, 2]) == QColor(theme.LIGHT.canvas).getRgb()[:3]
    finally:
        theme.apply(app, theme.DARK)


def test_hiding_the_view_ends_the_stroke(view: CanvasView, document: Document, qtbot: QtBot) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPointF(400, 250).toPoint())
    view.hide()
    assert view.hands.gesture is None
    assert len(document.history.done) == 1


def test_it_has_a_name_and_says_how_to_work_it_by_keys(view: CanvasView) -> None:
    assert view.accessibleName() == "Canvas"
    assert "Arrow keys" in view.accessibleDescription()
