"""Reckoning with points: A − B + C."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.arithmetic import combined
from studio.families.walks import normal

A, B, C, D = (normal(seed, (8,)) for seed in range(4))


def test_the_means_are_added_and_taken_away() -> None:
    assert np.allclose(combined([A, B], [C], [D]), (A + B) / 2 - C + D, atol=1e-6)
    assert np.allclose(combined([A], [B], [C, D], 0.5), 0.5 * (A - B) + (C + D) / 2, atol=1e-6)
    assert combined([A], [B], [C]).dtype == np.float32


def test_an_empty_set_is_left_out() -> None:
    assert np.allclose(combined([A, B], [], []), (A + B) / 2, atol=1e-6)
    assert np.array_equal(combined([], [], [C]), C)
    assert np.allclose(combined([A], [B], []), A - B, atol=1e-6)


def test_what_cannot_be_reckoned_with_is_refused() -> None:
    with pytest.raises(BadRequest, match="nothing"):
        combined([], [], [])
    with pytest.raises(BadRequest, match="different models"):
        combined([A], [B[:4]], [])
