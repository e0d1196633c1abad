"""A stroke is even, exact, repeatable, and never more than it was asked for."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.brush import Stroke, Tip, Touch
from studio.core.geometry import Rect
from studio.core.ink import Colour, Mark
from studio.core.tiles import Tiles

CANVAS = Rect(0, 0, 600, 300)
RED = (255, 0, 0, 255)


def painted(touches, tip, tiles=None, ink=None, canvas=CANVAS, offset=(0, 0)):
    tiles = Tiles(1) if tiles is None else tiles
    stroke = Stroke(tiles, tip, Mark(255) if ink is None else ink, canvas, offset)
    for touch in touches:
        stroke.extend([touch])
    stroke.end()
    return stroke


def test_a_dab_is_round_and_its_edge_one_pixel_wide():
    mask = painted([Touch(100.5, 100.5)], Tip(41, hardness=1)).tiles.read(CANVAS).astype(int)
    assert mask[100, 100] == 255
    assert mask.sum() / 255 == pytest.approx(math.pi * 20.5**2, rel=0.01)
    np.testing.assert_array_equal(mask[80:121, 80:121], mask[80:121, 80:121].T)
    assert mask[100, 79] == 0 < mask[100, 80]
    assert mask[100, 82] == 255


def test_a_soft_dab_falls_off_smoothly_from_the_middle():
    row = painted([Touch(100.5, 100.5)], Tip(80, hardness=0)).tiles.read(CANVAS)[100].astype(int)
    assert (np.diff(row[100:142]) <= 0).all()
    assert np.abs(np.diff(row)).max() <= 12
    assert row[120] == pytest.approx(128, abs=6)


@pytest.mark.parametrize("x", [10.5, 10.75, 11.0])
def test_a_one_pixel_tip_lays_one_pixel_wherever_it_stands_between(x):
    mask = painted([Touch(x, 10.5)], Tip(1, hardness=1)).tiles.read(CANVAS)
    assert mask.sum() / 255 == pytest.approx(1, abs=0.35)
    assert mask[10, math.floor(x)] >= 120


@pytest.mark.parametrize(("size", "hardness", "flow"),
                         [(10, 1, 1), (50, 0.5, 1), (120, 1, 1), (200, 0, 1), (120, 0, 0.4)])
def test_a_straight_stroke_has_no_beads(size, hardness, flow):
    tip = Tip(size, hardness, flow=flow, spacing=0.1 if flow == 1 else 0.05)
    mask = painted([Touch(x, 150.3) for x in (100, 180, 230, 420, 500)], tip).tiles.read(CANVAS).astype(int)
    middle = mask[:, 230:370]
    assert (middle.max(axis=1) - middle.min(axis=1)).max() <= 2


def test_the_same_path_at_another_event_rate_gives_the_same_stroke():
    def path(count):
        return [Touch(60 + 480 * t, 150 + 60 * math.sin(5 * t)) for t in np.linspace(0, 1, count)]

    tip = Tip(40, 0.5)
    often, seldom = (painted(path(count), tip).tiles.read(CANVAS).astype(int) for count in (400, 40))
    assert np.abs(often - seldom).max() <= 12
    assert np.abs(often - seldom).mean() < 0.1


def test_single_dabs_lie_evenly_however_the_events_come():
    tip = Tip(10, 1, spacing=2)
    centres = []
    for xs in ([50, 550], range(50, 551, 7), [50, 51, 52, 300, 301, 550]):
        row = painted([Touch(float(x), 20.5) for x in xs], tip).tiles.read(CANVAS)[20]
        starts = np.flatnonzero(np.diff((row > 128).astype(int)) == 1)
        assert set(np.diff(starts)) == {20}
        centres.append(list(starts))
    assert centres[0][:24] == centres[1][:24] == centres[2][:24]


def test_low_flow_reaches_full_and_never_beyond_the_opacity():
    there_and_back = [Touch(100 + 300 * (i % 2), 100) for i in range(120)]
    full = painted(there_and_back, Tip(40, 1, flow=0.02)).tiles.read(CANVAS)
    assert full[100, 200] == 255
    half = painted(there_and_back, Tip(40, 1, flow=0.3, opacity=0.5)).tiles.read(CANVAS)
    assert half.max() in (127, 128)


def test_crossing_itself_changes_nothing_in_one_stroke():
    tip = Tip(30, 1, opacity=0.4)
    line = [Touch(100, 100), Touch(400, 100)]
    once = painted(line, tip).tiles.read(CANVAS)
    twice = painted([*line, *reversed(line)], tip).tiles.read(CANVAS)
    np.testing.assert_array_equal(once[80:120, 100:400], twice[80:120, 100:400])


def test_pressure_thins_and_pales_the_line():
    touches = [Touch(100, 100, 1.0), Touch(300, 100, 0.5), Touch(500, 100, 0.1)]
    thin = painted(touches, Tip(60, 1, size_pressure=True)).tiles.read(CANVAS)
    assert (thin[:, 110] > 128).sum() > (thin[:, 290] > 128).sum() > (thin[:, 480] > 128).sum() > 0
    pale = painted(touches, Tip(60, 1, opacity_pressure=True)).tiles.read(CANVAS)
    assert pale[100, 110] > pale[100, 290] > pale[100, 480] > 0


@pytest.mark.parametrize("which", ["size_pressure", "opacity_pressure"])
def test_no_pressure_leaves_nothing(which):
    stroke = painted([Touch(100, 100, 0), Touch(200, 100, 0)], Tip(60, 1, **{which: True}))
    assert stroke.changes() == {}
    assert stroke.area.empty


def test_pressing_harder_on_the_spot_paints_on():
    tip = Tip(60, 1, opacity_pressure=True)
    mask = painted([Touch(100, 100, 0.2), Touch(100, 100, 0.9)], tip).tiles.read(CANVAS)
    assert mask[100, 100] == pytest.approx(230, abs=2)


def test_nothing_is_painted_outside_the_canvas():
    stroke = painted([Touch(-50, 150), Touch(30, 150), Touch(700, 150)], Tip(80, 1))
    assert CANVAS.holds(stroke.area)
    assert all(key in {(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)} for key in stroke.changes())
    assert not stroke.tiles.read(Rect(-200, 0, 200, 300)).any()
    assert painted([Touch(-500, -500), Touch(-400, -500)], Tip(80, 1)).changes() == {}


def test_a_moved_layer_is_painted_where_the_hand_is():
    here = painted([Touch(100, 100), Touch(200, 120)], Tip(30)).tiles.read(CANVAS)
    there = painted([Touch(100, 100), Touch(200, 120)], Tip(30), offset=(37, -11))
    np.testing.assert_array_equal(there.tiles.read(CANVAS.moved((-37, 11))), here)
    assert CANVAS.holds(there.area)
    assert there.last == Touch(200, 120)


def test_only_touched_tiles_change_and_the_old_ones_stay_as_they_were():
    before = Tiles.of(np.full((300, 600, 4), 90, np.uint8))
    kept = {key: (tile, tile.copy()) for key, tile in before.items()}
    stroke = painted([Touch(20, 20), Touch(60, 40)], Tip(20), before, Colour(RED))
    assert set(stroke.changes()) == {(0, 0)}
    for key, (tile, copy) in kept.items():
        assert before.get(key) is tile
        np.testing.assert_array_equal(tile, copy)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 350), st.floats(-50, 250), st.floats(0, 1)), min_size=1, max_size=6),
       st.floats(1, 120), st.floats(0, 1), st.floats(0.05, 1), st.floats(0.05, 1), st.booleans(), st.booleans())
def test_same_events_same_pixels_and_all_changes_lie_in_the_area(points, size, hardness, opacity, flow, thin, pale):
    canvas = Rect(0, 0, 300, 200)
    tip = Tip(size, hardness, opacity, flow, 0.2, thin, pale)
    first, second = (painted([Touch(*p) for p in points], tip, canvas=canvas) for _ in range(2))
    mask = first.tiles.read(canvas)
    np.testing.assert_array_equal(mask, second.tiles.read(canvas))
    outside = np.ones(mask.shape, bool)
    outside[first.area.slices] = False
    assert not mask[outside].any()
    assert mask.max() <= math.ceil(opacity * 255)


def test_what_was_given_away_stays_as_it_was_when_the_stroke_goes_on():
    stroke = painted([Touch(20, 20), Touch(60, 40)], Tip(20), ink=Colour(RED), tiles=Tiles(4))
    given_away = {key: (tile, tile.copy()) for key, tile in stroke.changes().items()}
    stroke.extend([Touch(90, 90), Touch(20, 90)])
    stroke.end()
    assert stroke.tiles.read(CANVAS)[90, 60, 3] == 255
    for tile, copy in given_away.values():
        np.testing.assert_array_equal(tile, copy)


def test_each_dab_gives_its_tile_another_identity():
    stroke = Stroke(Tiles(1), Tip(20), Mark(255), CANVAS)
    stroke.extend([Touch(20, 20)])
    first = stroke.tiles.get((0, 0))
    stroke.extend([Touch(60, 20), Touch(90, 20)])
    assert stroke.tiles.get((0, 0)) is not first
    assert not stroke.tiles.get((0, 0)).flags.writeable
