"""Zooming, panning, turning and mirroring keep what is under the cursor, and come back exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.canvas.transform import HIGHEST, LOWEST, Area, ViewTransform

places = st.floats(-5000, 5000)
transforms = st.builds(
    ViewTransform,
    zoom=st.floats(LOWEST, HIGHEST),
    x=places, y=places,
    angle=st.one_of(st.sampled_from([0.0, 15.0, 90.0, 180.0, -90.0]), st.floats(-179, 180)),
    mirrored=st.booleans(),
    dpr=st.sampled_from([1.0, 1.25, 2.0]),
)


def near(a: tuple[float, float], b: tuple[float, float], by: float = 1e-6) -> bool:
    return math.dist(a, b) <= by


@given(transforms, places, places)
def test_canvas_to_screen_and_back_is_the_same_place(view: ViewTransform, u: float, v: float) -> None:
    assert near(view.to_canvas(*view.to_screen(u, v)), (u, v), 1e-6 / view.scale + 1e-7)


@given(transforms, places, places, st.floats(0.001, 100))
def test_zooming_keeps_what_is_under_the_cursor(view: ViewTransform, x: float, y: float, zoom: float) -> None:
    after = view.zoomed(zoom, (x, y))
    assert LOWEST <= after.zoom <= HIGHEST
    assert near(after.to_screen(*view.to_canvas(x, y)), (x, y), 1.0 / after.dpr + 1e-5)


@given(transforms, places, places, st.floats(-720, 720))
def test_turning_keeps_what_is_under_the_cursor(view: ViewTransform, x: float, y: float, degrees: float) -> None:
    after = view.turned(degrees, (x, y))
    assert -180 < after.angle <= 180
    assert near(after.to_screen(*view.to_canvas(x, y)), (x, y), 1.0 / after.dpr + 1e-5)


@given(transforms, places, places)
def test_mirroring_flips_the_screen_left_right_and_twice_is_nothing(view: ViewTransform, u: float, v: float) -> None:
    at = (300.0, 200.0)
    before, after = view.to_screen(u, v), view.mirror(at).to_screen(u, v)
    assert near(after, (600 - before.x, before.y), 1.0 + 1e-4)
    assert near(view.mirror(at).mirror(at).to_screen(u, v), before, 2.0)


@given(transforms)
def test_the_matrix_says_the_same_as_to_screen(view: ViewTransform) -> None:
    a, b, c, d, x, y = view.matrix
    assert near(view.to_screen(3, 7), (a * 3 + c * 7 + x, b * 3 + d * 7 + y))


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_at_100_percent_canvas_pixels_lie_on_device_pixels(dpr: float) -> None:
    view = ViewTransform(0.37, 10.3, 20.7, dpr=dpr).zoomed(1.0, (111.1, 57.9)).panned(0.3, 0.4)
    corner = view.to_screen(5, 9)
    assert corner.x * dpr == pytest.approx(round(corner.x * dpr), abs=1e-9)
    assert corner.y * dpr == pytest.approx(round(corner.y * dpr), abs=1e-9)
    assert view.scale * dpr == 1.0


def test_fit_shows_all_of_it_in_the_middle() -> None:
    area = Area(0, 20, 1000, 600)
    for angle in (0.0, 30.0, 90.0):
        view = ViewTransform(angle=angle).fitted((3000, 1000), area)
        box = view.bounds((0, 0, 3000, 1000))
        assert box.x >= area.x - 1e-6
        assert box.y >= area.y - 1e-6
        assert box.width <= area.width + 1e-6
        assert box.height <= area.height + 1e-6
        assert near(box.centre, area.centre, 1e-6)


def test_fit_of_a_small_picture_takes_half_steps_so_that_pixels_are_even() -> None:
    assert ViewTransform().fitted((256, 256), Area(0, 0, 1210, 643)).zoom == 2.5
    assert ViewTransform().fitted((256, 256), Area(0, 0, 900, 569)).zoom == 2.0
    assert ViewTransform().fitted((2, 2), Area(0, 0, 900, 569)).zoom == 16


def test_fit_of_an_enormous_picture_stays_above_the_lowest_zoom() -> None:
    assert ViewTransform().fitted((16384, 16384), Area(0, 0, 100, 100)).zoom == LOWEST


def test_steps_go_up_and_down_the_same_way_and_end() -> None:
    view = ViewTransform(zoom=0.5)
    up = view.zoomed(view.step(True), (0, 0))
    assert up.zoom > 0.5
    assert up.step(False) == 0.5
    assert ViewTransform(zoom=HIGHEST).step(True) == HIGHEST
    assert ViewTransform(zoom=LOWEST).step(False) == LOWEST


def test_seen_is_the_inverse_of_bounds_when_upright() -> None:
    view = ViewTransform(zoom=2.0, x=30, y=40, mirrored=True)
    assert view.seen(view.bounds((10, 20, 30, 40))) == pytest.approx((10, 20, 30, 40))
