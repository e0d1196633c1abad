"""The map is clicked, dragged, turned and walked by keys; what it shows lies where it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.explore.map_view import MapView, Mark, curve
from studio.ui.theme import colour

LEFT = Qt.MouseButton.LeftButton


def plain(name: str) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(QColor(name))
    return image


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> MapView:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(760, 720)
    for row in range(5):
        for column in range(5):
            made.show_tile((row, column), plain("#204060"))
    made.show_axes("Smile", "Age", ["−2", "−1", "0", "+1", "+2"], ["−2", "−1", "0", "+1", "+2"])
    made.show()
    return made


@pytest.fixture
def places(view: MapView) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    view.gone.connect(lambda x, y: found.append((round(x, 3), round(y, 3))))
    return found


def at(view: MapView, x: float, y: float) -> QPoint:
    return view.point_of(x, y).toPoint()


def test_the_pictures_are_120_at_least_and_do_not_leave_the_map(view: MapView) -> None:
    assert view.tile >= 120
    assert view.field.right() < view.width()
    assert view.field.bottom() < view.height() - 40
    view.resize(500, 500)
    assert 60 < view.tile < 88
    view.set_side(7)
    assert view.field.width() < 500


def test_a_click_goes_to_the_middle_of_a_picture(view: MapView, places: list[tuple[float, float]]) -> None:
    QTest.mouseClick(view, LEFT, pos=at(view, 0.5, -1) + QPoint(20, 10))
    assert places == [(0.5, -1)]
    QTest.mouseClick(view, LEFT, pos=QPoint(4, 4))  # beside the pictures
    assert len(places) == 1


def test_dragging_goes_everywhere_between(view: MapView, places: list[tuple[float, float]]) -> None:
    rested: list[int] = []
    view.rested.connect(lambda: rested.append(1))
    QTest.mousePress(view, LEFT, pos=at(view, 0, 0))
    QTest.mouseMove(view, at(view, 0.25, 0.125))
    QTest.mouseRelease(view, LEFT, pos=at(view, 0.25, 0.125))
    assert places[-1] == pytest.approx((0.25, 0.125), abs=0.01)
    assert rested == [1]
    QTest.mouseMove(view, at(view, 1, 1))
    assert len(places) == 2


def test_arrow_keys_go_a_picture_and_with_shift_a_quarter(view: MapView) -> None:
    steps: list[tuple[float, float]] = []
    view.stepped.connect(lambda x, y: steps.append((x, y)))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert steps == [(1, 0), (0, 0.25)]


def test_the_wheel_and_plus_and_minus_change_the_range(view: MapView) -> None:
    turned: list[float] = []
    view.turned.connect(turned.append)
    event = QWheelEvent(QPointF(200, 200), QPointF(200, 200), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert turned == [-1.0, 1.0]


def test_a_double_click_or_enter_makes_it_the_middle(view: MapView) -> None:
    asked: list[int] = []
    view.recentred.connect(lambda: asked.append(1))
    QTest.mouseDClick(view, LEFT, pos=at(view, 0.5, 0.5))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [1, 1]


def pixel(view: MapView, point: QPointF) -> str:
    return view.grab().toImage().pixelColor(point.toPoint()).name()


def test_the_current_picture_wears_the_ring_and_the_dot_is_not_on_its_face(view: MapView) -> None:
    view.show_place((0.5, 0.5), (1, 3), "Smile +1")
    rect = view.rect_of((1, 3))
    assert pixel(view, QPointF(rect.left() - 1, rect.center().y())) == colour("accent").name()
    assert pixel(view, rect.center()) == "#204060"
    dot = rect.center() + QPointF(-0.36, 0.36) * view.tile
    assert pixel(view, dot) == colour("accent").name()
    assert "Smile +1" in view.accessibleName()
    view.show_place((0.7, 0.3), (1, 3))  # between pictures it lies where it is
    assert pixel(view, view.point_of(0.7, 0.3)) == colour("accent").name()


def test_pins_are_discs_on_the_map_and_those_outside_are_not_drawn(view: MapView) -> None:
    view.show_marks([Mark("A", -0.5, 0.5), Mark("B", 3, 0)])
    disc = view.rect_of((1, 1)).center() + QPointF(0.36, -0.36) * view.tile
    assert pixel(view, disc + QPointF(-7, 0)) == "#ffffff"
    before = view.grab().toImage()
    view.show_marks([Mark("A", -0.5, 0.5)])
    assert view.grab().toImage() == before


def test_a_new_picture_replaces_the_old_one(view: MapView) -> None:
    view.show_tile((4, 0), plain("#a03020"))
    assert pixel(view, view.rect_of((4, 0)).center()) == "#a03020"
    view.clear()
    assert pixel(view, view.rect_of((4, 0)).center()) == colour("panel").name()


def test_the_way_goes_through_every_pin() -> None:
    points = [QPointF(0, 0), QPointF(50, 80), QPointF(120, 10)]
    line = curve(points)
    assert [line.pointAtPercent(share) for share in (0, 1)] == [points[0], points[-1]]
    assert any((line.pointAtPercent(n / 400) - points[1]).manhattanLength() < 1 for n in range(401))
