"""Pairs of a small picture and the large one it came from, cut in patches, turned and mirrored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.families.restore.bicubic import resized

if TYPE_CHECKING:
    from studio.training.worlds.world import World

Bytes = NDArray[np.uint8]
Source = Callable[[int, np.random.Generator], Sequence[Bytes]]
"""source(count, chance): some pictures, (H, W, 3) sRGB, `count` of them if it has so many."""

LARGEST = 1024
"""Px: of larger pictures a square of this side is taken."""


class Pairs:
    """Small pictures made by antialiased bicubic and rounded to bytes, as every paper's table is measured.

    At most `held` pictures are in memory; every `renewed` steps others take their place.
    """

    def __init__(self, sources: Sequence[Source], scale: int = 4, patch: int = 24, held: int = 64,
                 renewed: int = 1000, seed: int = 0) -> None:
        self.scale, self.patch, self.seed = scale, patch, seed
        self._sources, self._held, self._renewed = sources, held, renewed
        self._shelf = -1
        self._pairs: list[tuple[Bytes, Bytes]] = []
        self._shares = np.zeros(0)

    def batch(self, step: int, count: int, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """(count, p, p, 3) and (count, S p, S p, 3) for step number `step`, which also says what is held."""
        self._hold((step - 1) // self._renewed)
        both = [self._cut(chance) for _ in range(count)]
        return np.stack([small for small, _ in both]), np.stack([large for _, large in both])

    def _hold(self, shelf: int) -> None:
        if shelf == self._shelf:
            return
        chance = np.random.default_rng((self.seed, 7, shelf))
        each = max(1, self._held // len(self._sources))
        pictures = [self._fitted(picture, chance) for source in self._sources for picture in source(each, chance)]
        self._pairs = [self._pair(picture) for picture in pictures if min(picture.shape[:2]) >= self.scale * self.patch]
        if not self._pairs:
            side = self.scale * self.patch
            raise BadRequest(f"Every picture is smaller than {side} × {side} px.", "Give larger ones to learn from.")
        # By the side, not by the area: one huge picture must not be most of what is seen.
        sides = np.sqrt([small.shape[0] * small.shape[1] for small, _ in self._pairs])
        self._shares, self._shelf = sides / sides.sum(), shelf

    def _fitted(self, picture: Bytes, chance: np.random.Generator) -> Bytes:
        """Cut to whole multiples of the scale, and to LARGEST."""
        height, width = (min(LARGEST, side) // self.scale * self.scale for side in picture.shape[:2])
        y = int(chance.integers(picture.shape[0] - height + 1))
        x = int(chance.integers(picture.shape[1] - width + 1))
        return picture[y : y + height, x : x + width]

    def _pair(self, large: Bytes) -> tuple[Bytes, Bytes]:
        return resized(large, (large.shape[1] // self.scale, large.shape[0] // self.scale)), large

    def _cut(self, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        """The richer of two patches, in one of eight ways to lay it: flat ones teach little."""
        found = max((self._patch(chance) for _ in range(2)), key=lambda pair: float(pair[0].std()))
        quarter, mirrored = int(chance.integers(4)), bool(chance.integers(2))
        small, large = (np.rot90(part, quarter) for part in found)
        return (small[:, ::-1], large[:, ::-1]) if mirrored else (small, large)

    def _patch(self, chance: np.random.Generator) -> tuple[Bytes, Bytes]:
        small, large = self._pairs[int(chance.choice(len(self._pairs), p=self._shares))]
        y = int(chance.integers(small.shape[0] - self.patch + 1))
        x = int(chance.integers(small.shape[1] - self.patch + 1))
        p, s = self.patch, self.scale
        return small[y : y + p, x : x + p], large[s * y : s * (y + p), s * x : s * (x + p)]


def of_world(world: World, side: int = 256) -> Source:
    """A source that draws pictures of a world, always others."""

    def some(count: int, chance: np.random.Generator) -> Sequence[Bytes]:
        first = int(chance.integers(2**31))
        return [world.draw(first + number, side).picture[..., :3] for number in range(count)]

    return some


def of_list(pictures: Sequence[Bytes]) -> Source:
    """A source that has these pictures and no others."""

    def some(count: int, chance: np.random.Generator) -> Sequence[Bytes]:
        if len(pictures) <= count:
            return pictures
        return [pictures[number] for number in sorted(chance.choice(len(pictures), count, replace=False))]

    return some
