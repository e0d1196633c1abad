"""One shape goes into the picture, the labels, the depth and the drawing at once."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.geometry import Rect
from studio.training.worlds.canvas import Canvas
from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE
from studio.training.worlds.curves import ellipse

SQUARE = np.array([(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)])
RED = (220.0, 40.0, 30.0)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(64, ("paper", "shape"), Chance(1))


def test_a_shape_is_known_where_it_is_seen(canvas: Canvas) -> None:
    with canvas.thing("square"):
        canvas.region(SQUARE, RED, label="shape", depth=200, line=1)
    picture, lines = canvas.printed()
    assert tuple(picture[32, 32]) == (220, 40, 30)
    assert tuple(picture[8, 8]) == (0, 0, 0)
    assert (canvas.segmentation[32, 32], canvas.segmentation[8, 8]) == (1, 0)
    assert canvas.depth[32, 32] == 200
    assert lines[32, 16] < 200 < lines[32, 32]
    box = canvas.boxes()["square"][0]
    assert abs(box.x - 16) <= 1
    assert abs(box.width - 32) <= 2


def test_what_is_hidden_has_no_box_and_no_lines(canvas: Canvas) -> None:
    with canvas.thing("behind"):
        canvas.region(ellipse(0.5, 0.5, 0.1, 0.1), WHITE, label="shape", line=1)
    with canvas.thing("before"):
        canvas.region(SQUARE, RED, label="shape")
    assert set(canvas.boxes()) == {"before"}
    assert (canvas.printed()[1] == 255).all()


def test_things_inside_things_give_the_box_back(canvas: Canvas) -> None:
    with canvas.thing("outer"):
        with canvas.thing("inner"):
            canvas.region(ellipse(0.5, 0.5, 0.1, 0.1), WHITE, label="shape")
        canvas.region(ellipse(0.2, 0.2, 0.05, 0.05), WHITE, label="shape")
    assert canvas.boxes()["outer"][0].right < canvas.boxes()["inner"][0].x


def test_colours_pass_from_top_to_bottom_and_across(canvas: Canvas) -> None:
    canvas.region(SQUARE, (0.0, 0.0, 0.0), (240.0, 240.0, 240.0), 90)
    down = canvas.printed()[0][17:47, 32, 0].astype(int)
    assert (np.diff(down) >= 0).all()
    assert down[-1] - down[0] > 200
    canvas.region(SQUARE, (240.0, 240.0, 240.0), (0.0, 0.0, 0.0), 0)
    assert (np.diff(canvas.printed()[0][32, 17:47, 0].astype(int)) <= 0).all()
    canvas.region(SQUARE, (0.0, 0.0, 0.0), (240.0, 240.0, 240.0), 45)
    slanted = canvas.printed()[0]
    assert int(slanted[45, 45, 0]) - int(slanted[19, 19, 0]) > 180


def test_clipped_paint_and_labels_stay_inside(canvas: Canvas) -> None:
    clip = canvas.mask(ellipse(0.5, 0.5, 0.1, 0.1))
    canvas.region(SQUARE, RED, label="shape", depth=(10, 250), clip=clip)
    assert canvas.printed()[0][20, 20].max() == 0
    assert canvas.segmentation[20, 20] == 0
    assert canvas.segmentation[32, 32] == 1
    assert canvas.depth[28, 32] < canvas.depth[36, 32]


def test_glow_fades_and_alpha_mixes(canvas: Canvas) -> None:
    canvas.glow(0.5, 0.5, 0.3, 0.3, WHITE, 1.0)
    picture = canvas.printed()[0]
    assert picture[32, 32, 0] > 240 > picture[32, 42, 0] > picture[32, 50, 0]
    canvas.glow(3.0, 3.0, 0.1, 0.1, WHITE, 1.0)
    canvas.region(SQUARE, (0.0, 0.0, 0.0), alpha=0.5)
    assert 110 < canvas.printed()[0][32, 32, 0] < 140


def test_flat_paint_has_one_tone() -> None:
    canvas = Canvas(64, ("paper", "shape"), Chance(1), flat=True)
    canvas.region(SQUARE, RED, WHITE, texture="grain", blur=0.1)
    canvas.glow(0.5, 0.5, 0.3, 0.3, WHITE, 1.0)
    canvas.grain("brush", 0.05)
    inside = canvas.printed()[0][20:44, 20:44]
    assert (inside == inside[0, 0]).all()


def test_paint_over_the_edge_is_cut_off(canvas: Canvas) -> None:
    canvas.region(SQUARE + 0.5, RED, WHITE, label="shape", line=1, texture="brush", blur=0.01)
    canvas.stroke([(-0.5, 0.5), (0.5, 0.5), (1.5, 0.5)], 0.1, RED, line=1)
    canvas.dash(-1, 0.1, 2, 0.1, 0.02, WHITE)
    canvas.spot(0.99, 0.99, 0.1, WHITE, 0.5)
    assert canvas.segmentation[60, 60] == 1
    assert Rect.of((64, 64)).slices == (slice(0, 64), slice(0, 64))


def test_strips_and_washes_go_through_their_mask(canvas: Canvas) -> None:
    mask = canvas.mask(SQUARE)
    canvas.lay(np.full((64, 128, 3), 90, np.uint8), 40, mask)
    assert tuple(canvas.picture[64, 64]) == (90, 90, 90)
    assert canvas.picture[64, 4].max() == 0
    canvas.wash(WHITE, mask)
    assert canvas.picture[64, 64].min() == 255
    canvas.rows(np.linspace(0, 255, 128)[:, None] * np.ones(3))
    assert canvas.picture[0].max() == 0
    assert canvas.picture[127].min() == 255
