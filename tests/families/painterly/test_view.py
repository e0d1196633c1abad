"""What every style looks at, and the few ways of working on it that all share."""

from __future__ import annotations

import numpy as np

from studio.core.geometry import Extent
from studio.families.painterly.view import Tones, View, blurred, light, reach_of, scale_of, smoothstep, vivid


def test_strokes_grow_with_the_picture() -> None:
    assert scale_of(Extent(1536, 400)) == 2
    assert scale_of(Extent(400, 384)) < 1


def test_a_blur_reaches_no_farther_than_it_says() -> None:
    dot = np.zeros((41, 41), np.float32)
    dot[20, 20] = 1
    found = blurred(dot, 2.0)
    reach = reach_of(2.0)
    assert found[20, 20 + reach] >= 0
    assert not found[:, 20 + reach + 1 :].any()
    assert np.isclose(found.sum(), 1, atol=1e-4)


def test_vivid_keeps_the_light(view: View) -> None:
    assert np.allclose(light(vivid(view.colours, 1.7)), light(view.colours), atol=2e-3)
    assert np.allclose(vivid(view.colours, 1), view.colours, atol=1e-6)
    grey = vivid(view.colours, 0)
    assert np.allclose(grey[..., 0], grey[..., 2])


def test_tones_spread_from_black_to_white_with_the_middle_where_it_is_asked() -> None:
    tones = Tones(0.2, 0.4, 0.8)
    assert np.allclose(tones.spread(np.array([0.1, 0.2, 0.5, 0.8, 1.0])), [0, 0, 0.5, 1, 1])
    assert np.isclose(tones.spread(np.array([0.4]), 0.6)[0], 0.6, atol=1e-5)


def test_smoothstep_rises_from_zero_to_one() -> None:
    values = smoothstep(0.2, 0.6, np.linspace(0, 1, 50, dtype=np.float32))
    assert values[0] == 0
    assert values[-1] == 1
    assert (np.diff(values) >= 0).all()
