"""A lock is filled between its guides, and its hairs lie inside it."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.opencv import cv2
from studio.training.worlds.portraits.hair import COUNT, guide, lock, swollen, swung

LEFT = guide([(0.0, 0.0), (-0.3, 0.5), (-0.2, 1.0)])
RIGHT = guide([(0.1, 0.0), (0.4, 0.5), (0.3, 1.0)])


def test_guides_are_evenly_spaced():
    steps = np.hypot(*np.diff(LEFT, axis=0).T)
    assert LEFT.shape == (COUNT, 2)
    assert np.ptp(steps) < 0.1 * steps.mean()


def test_hairs_lie_between_the_guides():
    one = lock(LEFT, RIGHT)
    outline = one.outline.astype(np.float32)
    hairs = one.hairs(np.array([0.2, 0.5, 0.8]), np.zeros(3))
    assert hairs.shape == (3, COUNT, 2)
    for spot in hairs[:, 3:-2].reshape(-1, 2):
        assert cv2.pointPolygonTest(outline, tuple(map(float, spot)), False) >= 0


def test_the_first_and_last_hair_are_the_guides():
    hairs = lock(LEFT, RIGHT).hairs(np.array([0.0, 1.0]), np.zeros(2))
    assert np.allclose(hairs[0], LEFT)
    assert np.allclose(hairs[1], RIGHT)


def test_waves_grow_from_the_root():
    waved = swung(LEFT[None], 0.05, 2.0, np.array([0.1]))[0]
    off = np.hypot(*(waved - LEFT).T)
    assert off[0] == 0
    assert 0.03 < off.max() < 0.051


def test_curls_swell_outward_only():
    ring = np.stack([np.cos(np.linspace(0, 2 * np.pi, 60)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 60)[:-1])], axis=1)
    for round_trip in (ring, ring[::-1]):
        radius = np.hypot(*swollen(round_trip, 0.05).T)
        assert radius.min() > 0.98
        assert 1.03 < radius.max() < 1.06
