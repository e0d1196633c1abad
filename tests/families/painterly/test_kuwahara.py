"""The anisotropic Kuwahara filter: even areas, sharp edges."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly.flow import flow
from studio.families.painterly.kuwahara import SECTORS, kuwahara, reach, sector_weights, taps
from studio.families.painterly.view import Floats, View


def seen(colours: Floats) -> View:
    return View(colours, Point(0, 0), Extent(colours.shape[1], colours.shape[0]))


def test_grain_goes_and_edges_stay_where_they_are() -> None:
    clean = np.full((60, 80, 3), 0.25, np.float32)
    clean[:, 40:] = 0.75
    noisy = np.clip(clean + np.random.default_rng(1).normal(0, 0.08, clean.shape), 0, 1).astype(np.float32)
    found = kuwahara(noisy, flow(seen(noisy), 3), 5)
    assert np.std(found[10:50, 10:30]) < 0.3 * np.std(noisy[10:50, 10:30])
    middle = found[10:50, :, 0].mean(0)
    assert middle[36] < 0.32, "four pixels beside the edge it is still the one side"
    assert middle[43] > 0.68


def test_an_even_picture_stays_as_it_is() -> None:
    flat = np.full((30, 40, 3), 0.4, np.float32)
    assert np.allclose(kuwahara(flat, flow(seen(flat), 2), 4), 0.4, atol=1e-4)


def test_each_sector_weighs_one_and_all_turn_into_each_other() -> None:
    for radius in (2.0, 6.0, 20.0):
        places = taps(radius)
        assert np.hypot(*places.T).max() <= 1.0001
        weights = sector_weights(places)
        assert weights.shape == (SECTORS, len(places))
        assert np.allclose(weights.sum(1), 1, atol=1e-5)
        assert (weights >= 0).all()


def test_what_lies_beyond_its_reach_changes_nothing() -> None:
    rng = np.random.default_rng(2)
    one = rng.random((40, 90, 3)).astype(np.float32)
    other = one.copy()
    far = 30 + reach(4.0)
    other[:, far:] = rng.random((40, 90 - far, 3))
    along = flow(seen(one), 2)
    assert np.array_equal(kuwahara(one, along, 4)[:, :30], kuwahara(other, along, 4)[:, :30])
