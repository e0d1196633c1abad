"""Memory for what is needed only in between, used again and again.

The system hands out fresh memory page by page as it is first touched; for a tile of pixels that takes longer than most
sums over it.
"""

from __future__ import annotations

from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array: TypeAlias = NDArray[Any]


class Buffers:
    """One for each who works on one thing at a time: what `get` gave is good until the next `get` of that name."""

    def __init__(self) -> None:
        self._kept: dict[str, Array] = {}

    def get(self, name: str, shape: tuple[int, ...], dtype: DTypeLike = np.uint8) -> Array:
        """An array of that shape with anything in it. One name goes with one dtype."""
        size = prod(shape)
        kept = self._kept.get(name)
        if kept is None or kept.size < size:
            kept = self._kept[name] = np.empty(size, dtype)
        found: Array = kept[:size].reshape(shape)
        return found
