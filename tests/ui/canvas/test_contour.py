"""Edge lines close, stand where the mask's edge stands, and are searched again only where tiles were replaced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.geometry import Rect
from studio.core.tiles import Tiles
from studio.ui.canvas.contour import Contour, Points, thinned


def area(line: Points) -> float:
    """Signed area: positive clockwise on screen (y down)."""
    x, y = line[:, 0], line[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def square(x: int, y: int, side: int, size: int = 700) -> Tiles:
    mask = np.zeros((size, size), np.uint8)
    mask[y : y + side, x : x + side] = 255
    return Tiles.of(mask)


def test_a_square_has_one_line_along_its_pixels_edges() -> None:
    [line] = Contour().lines(square(30, 40, 20), Rect(0, 0, 700, 700))
    assert line.min(axis=0) == pytest.approx([30, 40], abs=0.01)
    assert line.max(axis=0) == pytest.approx([50, 60], abs=0.01)
    assert area(line) == pytest.approx(400 - 4 * 0.125, abs=0.1)


def test_a_line_crosses_tiles_unbroken() -> None:
    [line] = Contour().lines(square(200, 220, 150), Rect(0, 0, 700, 700))
    steps = np.linalg.norm(line - np.roll(line, -1, axis=0), axis=1)
    assert steps.max() <= 1.5
    assert area(line) == pytest.approx(150 * 150, rel=1e-3)


def test_a_hole_has_its_own_line_the_other_way_round() -> None:
    mask = np.zeros((100, 100), np.uint8)
    mask[10:60, 10:60] = 255
    mask[20:30, 20:30] = 0
    outer, inner = sorted(Contour().lines(Tiles.of(mask), Rect(0, 0, 100, 100)), key=len, reverse=True)
    assert area(outer) * area(inner) < 0


def test_the_canvas_border_is_an_edge_of_a_mask_that_reaches_it() -> None:
    [line] = Contour().lines(Tiles.of(np.full((50, 80), 255, np.uint8)), Rect(0, 0, 80, 50))
    assert line.min(axis=0) == pytest.approx([0, 0], abs=0.01)
    assert line.max(axis=0) == pytest.approx([80, 50], abs=0.01)


def test_a_soft_edge_is_crossed_between_pixels() -> None:
    mask = np.zeros((9, 20), np.uint8)
    mask[2:7, 5:15] = 255
    mask[2:7, 4] = 64
    mask[2:7, 15] = 191
    [line] = Contour().lines(Tiles.of(mask), Rect(0, 0, 20, 9))
    assert line[:, 0].min() == pytest.approx(4.5 + (127.5 - 64) / 191, abs=0.01)
    assert line[:, 0].max() == pytest.approx(15.5 + (191 - 127.5) / 191, abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_every_line_closes_around_any_mask(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = rng.integers(0, 256, (40, 40), dtype=np.uint8)
    lines = Contour().lines(Tiles.of(mask, at=(240, 240)), Rect(0, 0, 600, 600))
    assert lines
    for line in lines:
        steps = np.linalg.norm(line - np.roll(line, -1, axis=0), axis=1)
        assert steps.max() < 1.5


def test_an_empty_mask_has_no_lines() -> None:
    assert Contour().lines(Tiles(1), Rect(0, 0, 10, 10)) == []
    assert Contour().lines(Tiles.of(np.full((10, 10), 100, np.uint8)), Rect(0, 0, 10, 10)) == []


def test_replacing_a_tile_changes_the_lines_and_the_same_tiles_give_the_same_list() -> None:
    contour, tiles, canvas = Contour(), square(10, 10, 20), Rect(0, 0, 700, 700)
    before = contour.lines(tiles, canvas)
    assert contour.lines(tiles.copy(), canvas) is before
    tiles.write(Rect(400, 400, 10, 10), np.full((10, 10), 255, np.uint8))
    assert len(contour.lines(tiles, canvas)) == 2
    tiles.put((0, 0), None)
    assert len(contour.lines(tiles, canvas)) == 1


def test_thinning_drops_points_and_keeps_a_shape() -> None:
    angle = np.linspace(0, 2 * np.pi, 1000, endpoint=False)
    line = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 150
    assert len(thinned(line, 10)) == 100
    assert area(thinned(line, 10)) == pytest.approx(area(line), rel=0.01)
    assert len(thinned(line, 100000)) >= 3
    assert thinned(line, 0.5) is line
