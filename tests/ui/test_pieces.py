"""Pieces are made once for each state of a layer's tile, and joining never writes into what is kept."""

import numpy as np

from studio.core.document import Document
from studio.core.layers import Mode, PixelLayer
from studio.core.tiles import Tiles
from studio.ui.pieces import WHOLE, Piece, Pieces


def layer_of(value, alpha, **how):
    pixels = np.full((256, 256, 4), value, np.uint8)
    pixels[..., 3] = alpha
    return PixelLayer("Layer", pixels=Tiles.of(pixels), **how)


def test_an_opaque_tile_is_its_own_piece_and_costs_nothing():
    layer = layer_of(80, 255)
    pieces = Pieces(Document((256, 256)), limit=10)
    piece = pieces.of_layer(layer, (0, 0), WHOLE)
    assert piece.solid
    assert np.shares_memory(piece.pixels, layer.pixels.get((0, 0)))
    assert pieces._bytes == 0


def test_a_piece_is_kept_until_its_tile_is_replaced():
    layer = layer_of(80, 100)
    pieces = Pieces(Document((256, 256)), limit=10 << 20)
    first = pieces.of_layer(layer, (0, 0), WHOLE)
    assert pieces.of_layer(layer, (0, 0), WHOLE) is first
    layer.pixels.put((0, 0), np.zeros((256, 256, 4), np.uint8))
    assert pieces.of_layer(layer, (0, 0), WHOLE) is not first


def test_no_more_is_kept_than_allowed():
    pieces = Pieces(Document((256, 256)), limit=3 * 256 * 256 * 4)
    for _ in range(6):
        pieces.of_layer(layer_of(80, 100), (0, 0), WHOLE)
    assert len(pieces._kept) == 3
    assert pieces._bytes == 3 * 256 * 256 * 4


def test_joining_leaves_kept_pieces_alone():
    pieces = Pieces(Document((256, 256)), limit=10 << 20)
    below, above = (pieces.of_layer(layer_of(value, 120), (0, 0), WHOLE) for value in (30, 200))
    kept = below.pixels.copy(), above.pixels.copy()
    for mode in Mode:
        joined = pieces.join(mode, below, above, 1.0, WHOLE)
        assert joined.fresh
        np.testing.assert_array_equal(below.pixels, kept[0])
        np.testing.assert_array_equal(above.pixels, kept[1])


def test_what_is_kept_is_never_drawn_over_when_memory_is_used_again():
    pieces = Pieces(Document((256, 256)), limit=10 << 20)
    below, above = (pieces.of_layer(layer_of(value, 120), (0, 0), WHOLE) for value in (30, 200))
    kept = pieces.join(Mode.MULTIPLY, below, above, 1.0, WHOLE)
    pieces.keep(kept)
    before = kept.pixels.copy()
    pieces.recycle()
    for _ in range(3):
        pieces.join(Mode.SCREEN, below, above, 1.0, WHOLE)
        pieces.recycle()
    np.testing.assert_array_equal(kept.pixels, before)


def test_what_was_not_kept_is_used_again():
    pieces = Pieces(Document((256, 256)), limit=10 << 20)
    below, above = (pieces.of_layer(layer_of(value, 120), (0, 0), WHOLE) for value in (30, 200))
    first = pieces.join(Mode.SCREEN, below, above, 1.0, WHOLE)
    pieces.recycle()
    assert np.shares_memory(pieces.join(Mode.SCREEN, below, above, 1.0, WHOLE).pixels, first.pixels)


def test_a_prepared_factor_counts_among_the_bytes_and_goes_with_its_piece():
    pieces = Pieces(Document((256, 256)), limit=3 * 256 * 256 * 4)
    ground = pieces.of_layer(layer_of(30, 255), (0, 0), WHOLE)
    ink = layer_of(90, 120, mode=Mode.MULTIPLY)
    pieces.join(Mode.MULTIPLY, ground, pieces.of_layer(ink, (0, 0), WHOLE), 1.0, WHOLE)
    assert pieces._bytes == 2 * 256 * 256 * 4
    for _ in range(3):
        pieces.of_layer(layer_of(80, 100), (0, 0), WHOLE)
    assert pieces._bytes == 3 * 256 * 256 * 4


def test_an_opaque_tile_that_becomes_faint_or_multiplies_is_made_anew():
    layer = layer_of(80, 255)
    pieces = Pieces(Document((256, 256)), limit=10 << 20)
    assert pieces.of_layer(layer, (0, 0), WHOLE).raw
    for change in ({"opacity": 0.5}, {"opacity": 1.0, "mode": Mode.MULTIPLY}):
        for name, value in change.items():
            setattr(layer, name, value)
        pieces.begin()
        assert not pieces.of_layer(layer, (0, 0), WHOLE).raw


def test_a_fresh_piece_is_drawn_on_itself():
    fresh = Piece(np.zeros((256, 256, 4), np.uint8), WHOLE, fresh=True)
    above = Piece(np.full((256, 256, 4), 90, np.uint8), WHOLE)
    assert Pieces(Document((256, 256)), 1).join(Mode.MULTIPLY, fresh, above, 1.0, WHOLE) is fresh
