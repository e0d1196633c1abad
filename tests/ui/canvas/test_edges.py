"""The edge is found again when what is marked has changed, and not oftener than there is time for."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Rect
from studio.core.tiles import Tiles
from studio.ui.canvas.edges import Edge

CANVAS = Rect(0, 0, 100, 100)


def test_it_is_found_again_only_when_spoiled() -> None:
    edge, tiles = Edge(), Tiles.of(np.full((20, 20), 255, np.uint8), at=(10, 10))
    first = edge.dashes(tiles, CANVAS, 1.0)
    assert first
    assert edge.dashes(Tiles(1), CANVAS, 1.0) is first
    edge.spoil()
    assert not edge.dashes(Tiles(1), CANVAS, 1.0, patient=True)


def test_a_busy_edge_lags_behind_until_it_is_waited_for() -> None:
    edge, tiles = Edge(), Tiles.of(np.full((20, 20), 255, np.uint8), at=(10, 10))
    first = edge.dashes(tiles, CANVAS, 1.0)
    edge._took = 1000.0
    edge.spoil()
    assert edge.dashes(Tiles(1), CANVAS, 1.0) is first
    assert not edge.dashes(Tiles(1), CANVAS, 1.0, patient=True)


def test_further_away_it_has_fewer_points() -> None:
    edge, tiles = Edge(), Tiles.of(np.full((80, 80), 255, np.uint8), at=(10, 10))
    near = len(edge.dashes(tiles, CANVAS, 1.0)._pieces)
    far = len(edge.dashes(tiles, CANVAS, 0.1)._pieces)
    assert 0 < far < near
    assert edge.shown
