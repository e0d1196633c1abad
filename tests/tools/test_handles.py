"""Eight handles around a box."""

from studio.core.geometry import Rect
from studio.tools.handles import framed, grabbed, holds, spots
from studio.tools.tool import Pointer

BOX = Rect(10, 20, 40, 60)


def test_the_nearest_handle_within_reach_is_grabbed() -> None:
    places = spots(BOX)
    assert places[0] == (10, 20)
    assert places[4] == (50, 80)
    assert places[3] == (50, 50)
    assert grabbed(places, Pointer(12, 21)) == 0
    assert grabbed(places, Pointer(30, 50)) is None
    assert grabbed(places, Pointer(20, 20, scale=0.5)) == 0, "far away a handle covers more of the picture"
    assert grabbed(places, Pointer(13, 20, scale=8)) is None


def test_inside_is_told_from_outside() -> None:
    places = spots(BOX)
    assert holds(places, (30, 50))
    assert not holds(places, (5, 50))
    assert not holds(places, (30, 81))


def test_the_frame_is_drawn_with_its_handles() -> None:
    (outline,) = framed(spots(BOX))
    assert outline.closed
    assert outline.handles
    assert len(outline.points) == 8
