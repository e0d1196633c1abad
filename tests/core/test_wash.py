"""Paint is gathered while the hand moves, and laid when somebody looks."""

import numpy as np
import pytest

from studio.core.brush import Stroke, Tip, Touch
from studio.core.geometry import Point, Rect
from studio.core.ink import Colour, Eraser, Mark
from studio.core.sweep import step_to
from studio.core.tiles import Tiles
from studio.core.wash import Wash, WetTiles, alpha_of

CANVAS = Rect(0, 0, 600, 300)
RED = (255, 0, 0, 255)


def wash_on(tiles=None, ink=None, opacity=1.0):
    return Wash(Tiles(4) if tiles is None else tiles, Colour(RED) if ink is None else ink, opacity, CANVAS, Point(0, 0))


def film_of(wash, area):
    """(h, w, 4) BGRA × alpha."""
    return wash.film(wash.ink, area).copy().view(np.uint8).reshape(area.height, area.width, 4)


def test_only_what_rises_is_told_and_each_tile_by_itself():
    wash = wash_on()
    part = Rect(200, 20, 100, 40)
    heights = np.zeros((40, 100), np.uint8)
    heights[10:20, 30:80] = 90
    assert wash.takes(1.0)
    assert wash.raise_heights(part, heights) == [Rect(230, 30, 26, 10), Rect(256, 30, 24, 10)]
    assert wash.raise_heights(part, heights) == []
    assert wash.area == Rect(230, 30, 50, 10)


def test_coverage_takes_over_where_heights_end():
    wash = wash_on()
    part = Rect(0, 0, 64, 4)
    heights = np.repeat(np.arange(0, 256, 4, dtype=np.uint8)[None], 4, axis=0)
    assert wash.takes(0.5)
    wash.raise_heights(part, heights)
    before = film_of(wash, part)
    assert not wash.takes(0.7)
    wash.raise_coverage(part, np.zeros((4, 64), np.uint16), 1.0)
    assert not wash.takes(0.5)
    np.testing.assert_allclose(film_of(wash, part).astype(int), before, atol=1)
    wash.raise_coverage(part, np.full((4, 64), 65535, np.uint16), 1.0)
    assert (film_of(wash, part) == (0, 0, 255, 255)).all()


def test_a_film_on_the_layer_looks_as_the_layer_will():
    rng = np.random.default_rng(3)
    base = rng.integers(0, 256, (300, 600, 4), np.uint8)
    base[..., 3] = 255
    stroke = Stroke(Tiles.of(base), Tip(90, 0.3, opacity=0.8), Colour((30, 160, 220, 255)), CANVAS)
    stroke.extend([Touch(100, 100), Touch(300, 180), Touch(420, 90)])
    film = film_of(stroke.tiles.wash, CANVAS)[..., [2, 1, 0, 3]].astype(float)
    looks = film[..., :3] + base[..., :3] * (1 - film[..., 3:] / 255)
    assert np.abs(looks - stroke.tiles.read(CANVAS)[..., :3]).max() <= 2


def test_a_selection_limits_the_film_and_where_nothing_lies_there_is_none():
    selection = np.zeros((300, 600), np.uint8)
    selection[:, :100] = 255
    for ink in (Colour(RED, Tiles.of(selection)), Eraser(Tiles.of(selection))):
        stroke = Stroke(Tiles(4), Tip(60), ink, CANVAS)
        stroke.extend([Touch(100, 100)])
        film = film_of(stroke.tiles.wash, CANVAS)
        assert film[100, 90, 3] == 255
        assert not film[:, 100:].any()
        assert stroke.tiles.wash.film(ink, Rect(300, 0, 50, 50)) is None
        assert stroke.tiles.wash.film(ink, Rect(100, 100, 0, 0)) is None


def test_tiles_dry_when_asked_for_and_keep_what_was_below():
    base = Tiles.of(np.full((300, 600, 4), 90, np.uint8))
    stroke = Stroke(base, Tip(40), Colour(RED), CANVAS)
    stroke.extend([Touch(250, 100), Touch(300, 100), Touch(300, 110), Touch(300, 120)])
    wet = stroke.tiles
    assert isinstance(wet, WetTiles)
    assert (0, 0) in wet
    assert (5, 5) not in wet
    first = wet.get((0, 0))
    assert first is wet.get((0, 0)) is not base.get((0, 0))
    assert wet.get((0, 1)) is base.get((0, 1))
    assert wet.dry.get((0, 0)) is base.get((0, 0))
    assert base.dry is base
    assert len(wet) == len(dict(wet.items())) == 6
    np.testing.assert_array_equal(wet.copy().read(CANVAS), wet.read(CANVAS))


def test_what_the_hand_has_left_dries_while_it_goes_on():
    canvas = Rect(0, 0, 256 * 60, 256)
    stroke = Stroke(Tiles(1), Tip(40), Mark(255), canvas)
    for x in range(20, canvas.width, 120):
        stroke.extend([Touch(x, 128)])
    assert len(stroke.tiles._wet) <= 16
    assert (0, 0) not in stroke.tiles._wet
    fast = Stroke(Tiles(1), Tip(40), Mark(255), Rect(0, 0, 256 * 200, 256))
    for x in range(20, 256 * 200, 256 * 30):
        fast.extend([Touch(x, 128)])
    assert len(fast.tiles._wet) <= 160
    stroke.end()
    assert (stroke.tiles.read(canvas)[128, 30:-200] == 255).all()


def test_one_strokes_memory_serves_the_next_and_is_clean():
    for x in (50, 350, 50):
        stroke = Stroke(Tiles(1), Tip(80), Mark(255), CANVAS)
        stroke.extend([Touch(x, 150, 1.0), Touch(x + 60, 150, 1.0)])
        stroke.end()
        mask = stroke.tiles.read(CANVAS)
        assert mask[150, x] == 255
        assert not mask[:, (x + 200) % 600:(x + 200) % 600 + 100].any()
        del stroke


@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0])
def test_both_tables_are_the_same_step(strength):
    np.testing.assert_allclose(alpha_of(strength) / 255, step_to(strength) / 65535, atol=0.5 / 255 + 1e-4)
