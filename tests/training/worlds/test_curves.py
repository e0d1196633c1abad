"""Outlines pass through their points and have the widths asked for."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import blob, brushed, ellipse, ribbon, smooth, turned

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]


def test_a_smooth_curve_passes_through_its_points() -> None:
    assert np.allclose(smooth(SQUARE, 5)[::5], SQUARE)
    opened = smooth(SQUARE, 5, closed=False)
    assert np.allclose(opened[[0, 5, 10, 15]], SQUARE)


def test_an_ellipse_has_its_radii_and_its_turn() -> None:
    points = ellipse(0.5, 0.4, 0.2, 0.1, count=40)
    assert np.allclose(np.ptp(points, axis=0), (0.4, 0.2), atol=1e-6)
    upright = ellipse(0.5, 0.4, 0.2, 0.1, np.pi / 2, 40)
    assert np.allclose(np.ptp(upright, axis=0), (0.2, 0.4), atol=1e-6)


def test_a_ribbon_is_as_wide_as_asked() -> None:
    outline = ribbon([(0, 0), (0.5, 0), (1, 0)], [0.1, 0.2, 0.3])
    assert np.allclose(outline[:3, 1] - outline[::-1][:3, 1], (0.1, 0.2, 0.3))
    assert np.allclose(outline[:3, 0], (0, 0.5, 1))


def test_a_brush_stroke_is_thin_at_its_ends() -> None:
    outline = brushed(np.stack([np.linspace(0, 1, 9), np.zeros(9)], 1), 0.2)
    widths = np.abs(outline[:9, 1] - outline[::-1][:9, 1])
    assert widths[0] < 0.5 * widths[4]
    assert np.isclose(widths[4], 0.2)


def test_a_blob_stays_near_its_ellipse() -> None:
    away = np.hypot(*(blob(Chance(2), 0.5, 0.5, 0.2, 0.2, 0.1) - 0.5).T)
    assert 0.16 < away.min() < away.max() < 0.24


def test_a_quarter_turn_moves_right_to_below() -> None:
    assert np.allclose(turned([(1.0, 0.0)], np.pi / 2, (0.0, 0.0)), [(0.0, 1.0)])
