"""Seeded chance with one stream per thing, so that changing the cottage does not move the trees."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

T = TypeVar("T")


class Chance:
    """Draws from PCG64. Everything comes from uniform doubles, whose stream NumPy keeps the same in every version
    and on every platform, unlike its normal and choice methods."""

    def __init__(self, seed: int, *names: str) -> None:
        mark = zlib.crc32("/".join(names).encode())
        self._bits = Generator(PCG64((seed & (2**64 - 1)) * 2**32 + mark))
        self._pool: list[float] = []

    def share(self) -> float:
        """0 ≤ share < 1."""
        if not self._pool:
            self._pool = self._bits.random(64).tolist()
        return self._pool.pop()

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """Both ends may come."""
        return low + int((high - low + 1) * self.share())

    def yes(self, probability: float) -> bool:
        return self.share() < probability

    def pick(self, choices: Sequence[T], weights: Sequence[float] | None = None) -> T:
        if weights is None:
            return choices[int(self.share() * len(choices))]
        left = self.share() * sum(weights)
        for choice, weight in zip(choices, weights, strict=True):
            left -= weight
            if left < 0:
                return choice
        return choices[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        keys = [self.share() for _ in items]
        return [items[at] for at in sorted(range(len(items)), key=keys.__getitem__)]

    def shares(self, *shape: int) -> NDArray[np.float64]:
        """An array of them at once."""
        return self._bits.random(shape)
