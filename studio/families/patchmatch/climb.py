"""The way from a first guess at thumbnail size up to the full picture: search, vote, and again, size by size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from studio.families.patchmatch.match import Field, Searcher, enlarged
from studio.families.patchmatch.peel import peeled
from studio.families.patchmatch.pyramid import Floats, Level, from_opponent
from studio.families.patchmatch.seam import film
from studio.families.patchmatch.strange import strangeness
from studio.families.patchmatch.vote import vote

Show: TypeAlias = Callable[[float, Floats | None], None]
"""show(fraction, filled RGB or None): may raise Cancelled."""

ROUNDS, FIRST_ROUNDS = 3, 8
"""Searches and votes at each size, and at the smallest, where all shapes are decided."""

TRIES = 4
"""Different beginnings at the small sizes, of which the best goes on."""

CHEAP = 1500
"""A size is small when it has at most so many patches to find."""

TASTE = 0.25
"""How far seeds and tries differ in what they like to copy from."""

STRANGE = np.float32(0.25)
"""How much it counts that a source is foreign to what surrounds the hole."""


@dataclass(frozen=True, eq=False)
class Way:
    """What a search carries along: `likes` (12 × 12 noise), `odd` (h, w) from `strangeness`, and who is told."""

    likes: Floats
    odd: Floats
    chance: np.random.Generator
    walk: Walk

    def searcher(self, level: Level) -> Searcher:
        taste = np.exp(TASTE * sized(self.likes, level)).astype(np.float32)
        return Searcher(level, taste, sized(self.odd, level), self.chance)


class Walk:
    """How much of the search is done, in patches looked at."""

    def __init__(self, whole: int, show: Show) -> None:
        self._whole, self._done, self._show = whole, 0, show

    def step(self, work: int) -> None:
        self._done += work
        self.check()

    def check(self) -> None:
        self._show(0.9 * self._done / self._whole, None)

    def see(self, stack: Floats) -> None:
        self._show(0.9 * self._done / self._whole, from_opponent(stack[..., :3]))


def search(levels: Sequence[Level], chance: np.random.Generator, show: Show) -> Field:
    """Where the patches of the finest level (`levels[0]`) copy from: expectation–maximisation, coarse to fine.

    The small sizes decide what goes where and cost little: they are tried from several beginnings, by turns peeled
    and smooth, and the one whose patches fit best goes on.
    """
    cheap = max(1, sum(len(level.targets) <= CHEAP for level in levels))
    large, small = levels[:-cheap], levels[-cheap:]
    walk = Walk(work(large, ROUNDS) + TRIES * (work(small, ROUNDS) + work(small[-1:], FIRST_ROUNDS - ROUNDS - 1)), show)
    odd = STRANGE * strangeness(levels, chance)
    best: tuple[float, Field, Way] | None = None
    for number in range(TRIES):
        way = Way(chance.standard_normal((12, 12)).astype(np.float32), odd, chance, walk)
        first = peeled(small[-1], chance) if number % 2 == 0 else smoothed(small[-1])
        if number == 0:
            walk.see(first)
        field = climbed(small, begun(small[-1], first, way), way)
        cost = float(field.cost.mean())
        if best is None or cost < best[0]:
            best = cost, field, way
    assert best is not None
    _, field, way = best
    return climbed([*large, small[0]], field, way)


def work(levels: Sequence[Level], rounds: int) -> int:
    """In patches looked at; making a level ready counts as one round."""
    return sum(len(level.targets) for level in levels) * (rounds + 1)


def begun(level: Level, stack: Floats, way: Way) -> Field:
    """The field at the smallest size, from a first guess at the picture."""
    searcher = way.searcher(level)
    return settled(searcher, searcher.anywhere(), stack, FIRST_ROUNDS, way)


def climbed(levels: Sequence[Level], field: Field, way: Way) -> Field:
    """`field` belongs to the last and coarsest of `levels`; the answer to the first."""
    for coarse, fine in zip(reversed(levels), reversed(levels[:-1]), strict=False):
        searcher = way.searcher(fine)
        field = enlarged(field, coarse, fine, way.chance)
        stack = voted(fine, field, way.walk.check)
        if len(fine.targets) > CHEAP:
            way.walk.see(stack)
        field = settled(searcher, field, stack, ROUNDS, way)
    return field


def settled(searcher: Searcher, field: Field, stack: Floats, rounds: int, way: Way) -> Field:
    level = searcher.level
    way.walk.step(len(level.targets))
    for _ in range(rounds - 1):
        field = searcher.better(field, stack)
        stack = voted(level, field, way.walk.check)
        way.walk.step(len(level.targets))
    # The last field is voted on by whoever goes on from here: at the next size, or in full depth.
    field = searcher.better(field, stack)
    way.walk.step(len(level.targets))
    return field


def voted(level: Level, field: Field, check: Callable[[], None]) -> Floats:
    return np.where(level.hole[..., None], vote(level, field, level.stack, check), level.stack)


def smoothed(level: Level) -> Floats:
    """The level's stack with a smooth film over the hole: the calmest first guess."""
    return np.where(level.hole[..., None], film(level.stack, level.known, level.hole), level.stack)


def sized(plane: Floats, level: Level) -> Floats:
    """The same plane, whatever its size, at the level's: so the same places are liked at every size."""
    import cv2

    return np.asarray(cv2.resize(plane, (level.width, level.height), interpolation=cv2.INTER_LINEAR), np.float32)
