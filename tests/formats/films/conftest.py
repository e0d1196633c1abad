"""A tiny film: a disc that wanders over a gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

Frames = Callable[..., Iterator[NDArray[np.uint8]]]


def moving(count: int = 6, width: int = 64, height: int = 48, channels: int = 3) -> Iterator[NDArray[np.uint8]]:
    y, x = np.mgrid[:height, :width]
    for number in range(count):
        disc = (x - 10 - 4 * number) ** 2 + (y - height / 2) ** 2 < 64
        frame = np.stack([x * 255 // width, y * 255 // height, np.full_like(x, 90)], axis=-1).astype(np.uint8)
        frame[disc] = (230, 40, 30)
        yield frame if channels == 3 else np.dstack([frame, np.where(disc, np.uint8(255), np.uint8(120))])


@pytest.fixture(name="moving")
def _moving() -> Frames:
    return moving
