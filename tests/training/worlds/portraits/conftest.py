"""One small neutral portrait to change one thing at a time of, and the pixels that such a change moves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from studio.training.worlds.opencv import cv2
from studio.training.worlds.portraits import WORLD
from studio.training.worlds.world import Sample

SIZE = 128
NEUTRAL: dict[str, Any] = {
    "hat": "none", "glasses": "none", "beard": 0.0, "hair_style": "swept", "hair_length": 0.2, "turn": 0.25,
    "freckles": 0.0, "earrings": "none", "backdrop": "plain", "skin": 0.3, "hair_color": "brown", "mouth_open": 0.3,
    "eye_open": 0.7, "tilt": 0.0, "light": 0.3, "blush": 0.0, "eye_shadow": 0.0, "lipstick": 0.0, "age": 0.3,
    "clothes": "sweater", "eye_color": "blue",
}  # fmt: skip

Draw = Callable[..., Sample]
Moved = Callable[..., tuple[int, int]]


@cache
def _drawn(seed: int, facts: tuple[tuple[str, Any], ...]) -> Sample:
    return WORLD.draw(seed, SIZE, facts={**NEUTRAL, **dict(facts)})


@pytest.fixture
def draw() -> Draw:
    """draw(seed, **facts): the neutral portrait but for those facts."""
    return lambda seed, **facts: _drawn(seed, tuple(sorted(facts.items())))


@pytest.fixture
def moved(draw: Draw) -> Moved:
    """moved(seed, one, other, labels): pixels that differ plainly (inside `labels` of either, elsewhere)."""

    def count(seed: int, one: dict[str, Any], other: dict[str, Any], labels: str, reach: int = 1) -> tuple[int, int]:
        first, second = draw(seed, **one), draw(seed, **other)
        change = np.abs(first.picture.astype(int) - second.picture).max(axis=2) > 14
        numbers = [WORLD.labels.index(label) for label in labels.split()]
        here = np.isin(first.segmentation, numbers) | np.isin(second.segmentation, numbers)
        near = cv2.dilate(here.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
        return int((change & near).sum()), int((change & ~near).sum())

    return count
