"""Textures are there at every size, mild, and even on the whole."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.paper import KINDS, softness, texture


@pytest.mark.parametrize("kind", KINDS)
def test_a_texture_spreads_as_asked_and_leaves_the_mean(kind: str) -> None:
    levels = texture(kind, 100, 128)
    assert levels.shape == (256, 256, 3)
    assert abs(float(levels.mean()) - 128) < 4
    assert 0.04 < float(levels.std()) / 128 < 0.13


def test_a_spot_of_light_fades_to_its_rim() -> None:
    spot = softness()
    assert spot[64, 64] == 255
    assert spot[64, 0] == 0
    assert (np.diff(spot[64, 64:].astype(int)) <= 0).all()
