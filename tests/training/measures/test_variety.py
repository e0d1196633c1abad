"""The mean distance over all pairs is that of a loop over pairs, and small for a generator that has collapsed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.training.measures.variety import apart, between
from studio.training.probes.read import Reader


def some(count: int, seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(seed).integers(0, 256, (count, 32, 32, 3), np.uint8)


def test_all_pairs_at_once_agree_with_one_pair_after_another(reader: Callable[[], Reader]) -> None:
    one, pictures = reader(), some(5)
    pairs = [(a, b) for a in range(5) for b in range(5) if a < b]
    slow = between(one, pictures[[a for a, _ in pairs]], pictures[[b for _, b in pairs]])
    assert apart(one, pictures) == pytest.approx(float(slow.mean()), rel=1e-4)


def test_pictures_that_are_all_the_same_lie_nowhere_apart(reader: Callable[[], Reader]) -> None:
    one = reader()
    same = np.repeat(some(1), 6, axis=0)
    assert apart(one, same) == pytest.approx(0.0, abs=1e-4)
    assert apart(one, some(6)) > 0.01


def test_the_distance_to_itself_is_nought(reader: Callable[[], Reader]) -> None:
    assert between(reader(), some(3), some(3)).max() == pytest.approx(0.0, abs=1e-6)
