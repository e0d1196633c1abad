"""Finds for every patch around the hole the patch elsewhere that looks most like it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from studio.families.patchmatch.products import products
from studio.families.patchmatch.pyramid import Floats, Level, Places

EXHAUSTIVE = 1_000_000
"""Up to so many pairs of patches every pair is compared. At finer sizes the best of all would be worse: PatchMatch
keeps whole pieces together, and their votes agree instead of blurring."""

UPWARD, SIDEWAYS = np.float32(6), np.float32(2)
"""How much dearer a source is a whole picture away, down or across: photographs have their sky at the top."""


@dataclass(frozen=True, eq=False)
class Field:
    """Which source each target patch copies: `where` flat centres and `cost` squared distances, both (N,)."""

    where: Places
    cost: Floats


def descriptors(stack: Floats, radius: int) -> Floats:
    """(H × W, D): every patch as a few orthonormal cosine waves, whose distances stand for those of the patches.

    15 of brightness, 3 of each colour difference and the mean of each roughness: a patch of 245 numbers in 23,
    by separable filters. What finer waves would add, the roughness says in sum.
    """
    import cv2

    waves = cosines(radius)
    planes = [np.ascontiguousarray(stack[..., k]) for k in range(5)]
    found = []
    for plane, most in zip(planes, (4, 1, 1, 0, 0), strict=True):
        most = min(most, 2 * radius)
        found += [cv2.sepFilter2D(plane, cv2.CV_32F, waves[u], waves[v])
                  for u in range(most + 1) for v in range(most + 1 - u)]
    return np.asarray(cv2.merge(found).reshape(-1, len(found)), np.float32)


@cache
def cosines(radius: int) -> Floats:
    """The orthonormal DCT-II of 2r + 1 samples, one wave a row."""
    side = 2 * radius + 1
    waves = np.cos(np.pi * np.arange(side)[:, None] * (np.arange(side)[None, :] + 0.5) / side)
    waves *= np.sqrt(2 / side)
    waves[0] /= np.sqrt(2)
    return waves.astype(np.float32)


class Searcher:
    """Matching at one level. Descriptors of the sources are made once; those of the targets whenever votes change.

    `taste` (H, W), about 1, makes some sources dearer: it is what differs from seed to seed. `strange` (H, W) is added
    to what a source costs.
    """

    def __init__(self, level: Level, taste: Floats, strange: Floats, chance: np.random.Generator) -> None:
        self.level = level
        self._chance = chance
        self._described = descriptors(level.stack, level.radius)                      # (H·W, D)
        self._sources = np.flatnonzero(level.sources)                                 # (M,)
        self._usable = level.sources.ravel()
        self._taste = taste.ravel()
        self._strange = strange.ravel()
        self._index = level.numbered
        self._all = np.arange(len(level.targets))
        self._rows, self._columns = np.divmod(level.targets, level.width)
        self._box = level.box

    @property
    def exhaustive(self) -> bool:
        return len(self._sources) * len(self.level.targets) <= EXHAUSTIVE

    def anywhere(self) -> Field:
        """A field that copies from random places."""
        places = self._chance.integers(0, len(self._sources), len(self._all))
        return Field(self._sources[places], np.ones(len(self._all), np.float32))

    def better(self, field: Field, stack: Floats) -> Field:
        """A field that fits `stack`, the picture as filled so far, at least as well as `field` does."""
        wanted = self._wanted(stack)
        if self.exhaustive:
            return self._every(wanted)
        longer = max(self.level.height, self.level.width)
        return self._improved(field, wanted, strides=(1, 4), radii=(longer // 2, 32, 8))

    def _wanted(self, stack: Floats) -> Floats:
        """(N, D): what the targets look like in the picture as filled so far."""
        rows, columns = self._box
        part = descriptors(stack[rows, columns], self.level.radius)
        wide = columns.stop - columns.start
        picked: Floats = part[(self._rows - rows.start) * wide + self._columns - columns.start]
        return picked

    def _cost(self, wanted: Floats, who: Places, places: Places) -> Floats:
        """Squared distances of the targets numbered `who` to the sources at `places`, dearer by reach, taste and
        strangeness."""
        apart = self._described[places]
        apart -= wanted[who]
        dear = self._reach(self._rows[who], self._columns[who], places) * self._taste[places]
        return np.asarray(np.einsum("nd,nd->n", apart, apart) * dear + self._strange[places], np.float32)

    def _reach(self, rows: Places, columns: Places, places: Places) -> Floats:
        up, left = np.divmod(places, self.level.width)
        down = (up - rows).astype(np.float32) / np.float32(self.level.height)
        right = (left - columns).astype(np.float32) / np.float32(self.level.width)
        return np.asarray(1 + UPWARD * down * down + SIDEWAYS * right * right, np.float32)

    @cached_property
    def _pairs(self) -> Floats:
        """(N, M): how dear every source is to every target, by reach and taste. Only where all pairs are few."""
        reach = self._reach(self._rows[:, None], self._columns[:, None], self._sources)
        return np.asarray(reach * self._taste[self._sources], np.float32)

    def _every(self, wanted: Floats) -> Field:
        """The best of all sources for each target."""
        candidates = self._described[self._sources]                                   # (M, D)
        apart = products(wanted, candidates)                                              # (N, M)
        apart *= -2
        apart += np.einsum("md,md->m", candidates, candidates)
        apart += np.einsum("nd,nd->n", wanted, wanted)[:, None]
        apart *= self._pairs
        apart += self._strange[self._sources]
        where = self._sources[apart.argmin(axis=1)]
        return Field(where, self._cost(wanted, self._all, where))

    def _improved(self, field: Field, wanted: Floats, strides: tuple[int, ...], radii: tuple[int, ...]) -> Field:
        """Propagation and random search (Barnes et al. 2009, section 3.2), all targets at once.

        A target asks its neighbours `strides` pixels away, in four directions, where they copy from, and looks at
        one random place within each of `radii` of what it has.
        """
        field = Field(field.where.copy(), self._cost(wanted, self._all, field.where))
        for stride in strides:
            for down, right in ((stride, 0), (-stride, 0), (0, stride), (0, -stride)):
                self._ask_neighbours(field, wanted, down, right)
        for radius in radii:
            self._look_around(field, wanted, radius)
        return field

    def _ask_neighbours(self, field: Field, wanted: Floats, down: int, right: int) -> None:
        height, width = self.level.height, self.level.width
        rows, columns = self._rows + down, self._columns + right
        inside = np.flatnonzero((rows >= 0) & (rows < height) & (columns >= 0) & (columns < width))
        neighbour = self._index[rows[inside] * width + columns[inside]]
        there = neighbour >= 0
        who, neighbour = inside[there], neighbour[there]
        row, column = np.divmod(field.where[neighbour], width)
        self._take_better(field, wanted, who, row - down, column - right)

    def _look_around(self, field: Field, wanted: Floats, radius: int) -> None:
        row, column = np.divmod(field.where, self.level.width)
        row += self._chance.integers(-radius, radius + 1, len(row))
        column += self._chance.integers(-radius, radius + 1, len(column))
        self._take_better(field, wanted, self._all, row, column)

    def _take_better(self, field: Field, wanted: Floats, who: Places, row: Places, column: Places) -> None:
        height, width = self.level.height, self.level.width
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        places = np.where(inside, row * width + column, 0)
        new = inside & self._usable[places] & (places != field.where[who])
        who, places = who[new], places[new]
        cost = self._cost(wanted, who, places)
        better = cost < field.cost[who]
        field.where[who[better]] = places[better]
        field.cost[who[better]] = cost[better]


def enlarged(field: Field, coarse: Level, fine: Level, chance: np.random.Generator) -> Field:
    """A field of half the size as a first guess at `fine`: the same shifts, twice as far. Costs stay the coarse ones.

    Where that names no source (holes widen as pictures shrink, so it is rare), any source.
    """
    r = fine.radius
    at_row, at_column = np.divmod(fine.targets, fine.width)
    rows = np.clip(at_row // 2, r, coarse.height - r - 1)
    columns = np.clip(at_column // 2, r, coarse.width - r - 1)
    parent = coarse.numbered[rows * coarse.width + columns]
    up, left = np.divmod(field.where[parent], coarse.width)
    row = np.clip(at_row + 2 * (up - rows), r, fine.height - r - 1)
    column = np.clip(at_column + 2 * (left - columns), r, fine.width - r - 1)
    where = row * fine.width + column
    lost = np.flatnonzero((parent < 0) | ~fine.sources.ravel()[where])
    if len(lost):
        where[lost] = chance.choice(np.flatnonzero(fine.sources), len(lost))
    return Field(where, field.cost[parent])
