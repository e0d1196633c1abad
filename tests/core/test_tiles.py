"""Tiles behave as one endless picture, and are never changed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.geometry import NOWHERE, Rect
from studio.core.tiles import TILE, Tiles

rects = st.builds(Rect, st.integers(-600, 600), st.integers(-600, 600), st.integers(1, 300), st.integers(1, 300))


@given(st.lists(rects, min_size=1, max_size=4), rects, st.sampled_from([0, 255]))
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read_back(written: list[Rect], seen: Rect, empty: int) -> None:
    tiles, plane = Tiles(1, empty=empty), np.full((2000, 2000), empty, np.uint8)
    for value, rect in enumerate(written, 1):
        pixels = np.full((rect.height, rect.width), value, np.uint8)
        tiles.write(rect, pixels)
        plane[rect.moved((1000, 1000)).slices] = pixels
    assert (tiles.read(seen) == plane[seen.moved((1000, 1000)).slices]).all()
    rows, columns = np.nonzero(plane != empty)
    assert tiles.content == Rect.between(
        columns.min() - 1000, rows.min() - 1000, columns.max() - 999, rows.max() - 999)
    assert tiles.bounds.holds(tiles.content)


def test_swapping_back_what_a_write_replaced_restores_the_very_tiles() -> None:
    tiles = Tiles.of(np.full((300, 300, 4), 9, np.uint8))
    before = dict(tiles.items())
    old = tiles.swap(tiles.planned(Rect(250, 250, 20, 20), np.full((20, 20, 4), 1, np.uint8)))
    tiles.swap(old)
    assert dict(tiles.items()).keys() == before.keys()
    assert all(tiles.get(key) is tile for key, tile in before.items())


def test_a_copy_shares_tiles_until_one_side_writes() -> None:
    tiles = Tiles.of(np.full((TILE, TILE * 2, 4), 9, np.uint8))
    copy = tiles.copy()
    copy.write(Rect(0, 0, 1, 1), np.zeros((1, 1, 4), np.uint8))
    assert tiles.read(Rect(0, 0, 1, 1)).any()
    assert copy.get((1, 0)) is tiles.get((1, 0))


def test_tiles_cannot_be_written_from_outside() -> None:
    source = np.full((TILE, TILE, 4), 9, np.uint8)
    tiles = Tiles.of(source)
    source[:] = 1
    tile = tiles.get((0, 0))
    assert tile is not None
    assert (tile == 9).all()
    with pytest.raises(ValueError, match="read-only"):
        tile[0] = 0


def test_empty_tiles_are_not_kept() -> None:
    tiles = Tiles.of(np.full((TILE, TILE, 4), 9, np.uint8))
    tiles.write(Rect(0, 0, TILE, TILE), np.zeros((TILE, TILE, 4), np.uint8))
    assert (len(tiles), tiles.nbytes, tiles.bounds, tiles.content) == (0, 0, NOWHERE, NOWHERE)
    assert (0, 0) not in tiles


def test_content_of_a_picture_is_where_it_is_not_transparent() -> None:
    pixels = np.full((10, 10, 4), 200, np.uint8)
    pixels[..., 3] = 0
    pixels[4, 6, 3] = 1
    tiles = Tiles.of(pixels, (-5, 300))
    assert tiles.content == Rect(1, 304, 1, 1)
    tiles.write(Rect(0, 0, 1, 1), np.full((1, 1, 4), 255, np.uint8))
    assert tiles.content == Rect(0, 0, 2, 305)
