"""Where things are."""

from hypothesis import given
from hypothesis import strategies as st

from studio.core.geometry import NOWHERE, Extent, Point, Rect

numbers = st.integers(-50, 50)
rects = st.builds(Rect, numbers, numbers, st.integers(0, 40), st.integers(0, 40))


def pixels(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(rect.x, rect.right) for y in range(rect.y, rect.bottom)}


@given(rects, rects)
def test_intersection_is_what_both_cover(one: Rect, two: Rect) -> None:
    assert pixels(one & two) == pixels(one) & pixels(two)


@given(rects, rects)
def test_union_holds_both_and_nothing_joins_as_nothing(one: Rect, two: Rect) -> None:
    both = one | two
    assert both.holds(one)
    assert both.holds(two)
    if one.empty:
        assert both == two


@given(rects, numbers, numbers)
def test_a_point_is_in_the_rectangle_that_covers_it(rect: Rect, x: int, y: int) -> None:
    assert (Point(x, y) in rect) == ((x, y) in pixels(rect))


@given(rects, st.integers(1, 16))
def test_cells_are_all_that_the_rectangle_touches(rect: Rect, size: int) -> None:
    assert set(rect.cells(size)) == {(x // size, y // size) for x, y in pixels(rect)}


def test_points_have_operators() -> None:
    assert Point(1, 2) + Point(3, 4) == Point(4, 6)
    assert Point(1, 2) - Point(3, 4) == Point(-2, -2)
    assert -Point(1, -2) == Point(-1, 2)


def test_a_rectangle_tells_its_sides() -> None:
    rect = Rect.between(2, 3, 10, 5)
    assert (rect.right, rect.bottom, rect.area, rect.corner, rect.extent) == (10, 5, 16, (2, 3), (8, 2))
    assert rect.grown(1) == Rect(1, 2, 10, 4)
    assert rect.moved((1, -1)) == Rect(3, 2, 8, 2)
    assert rect.slices == (slice(3, 5), slice(2, 10))
    assert Rect.between(5, 5, 2, 9).empty
    assert Rect.of((4, 3)) == Rect(0, 0, 4, 3)
    assert "nonsense" not in rect
    assert NOWHERE.empty


def test_an_extent_is_read_as_width_by_height() -> None:
    assert str(Extent(640, 480)) == "640 × 480"
    assert Extent(640, 480).area == 307200
