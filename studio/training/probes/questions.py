"""What a probe is asked about the pictures of a world, and which answers can be seen in a picture at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.training.pictures import SIDED, Encoding
from studio.training.worlds.world import Fact, Facts, Value, World

Floats = NDArray[np.float32]

MANNER = "manner"
"""Asked where a world is painted in more than one way: by whose hand a picture is."""

MANNERS: Mapping[str, tuple[str, ...]] = {"scenes": ("gouache", "monet")}


class Questions:
    """Every fact of a world as columns of numbers, in the order of a probe's answers (see `Encoding`)."""

    def __init__(self, world: World) -> None:
        manners = MANNERS.get(world.name, ())
        asked = (*world.facts, Fact(MANNER, "category", values=manners)) if manners else world.facts
        self.world = world
        self.facts: tuple[Fact, ...] = asked
        self.encoding = Encoding([asdict(fact) for fact in asked])

    @cached_property
    def places(self) -> dict[str, slice]:
        """Fact → its columns."""
        out: dict[str, slice] = {}
        start = 0
        for fact in self.facts:
            stop = start + (len(fact.values) if fact.kind == "category" else 1)
            out[fact.name], start = slice(start, stop), stop
        return out

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.encoding.columns)

    def encoded(self, rows: Sequence[Facts]) -> Floats:
        """(N, columns): see `Encoding`."""
        return self.encoding.of(rows)

    def seen(self, rows: Sequence[Facts]) -> NDArray[np.bool_]:
        """(N, facts): False where nobody could tell from the picture (`hidden` says which)."""
        unseen = [hidden(self.world.name, row) for row in rows]
        return np.array([[fact.name not in those for fact in self.facts] for those in unseen], bool)

    def mirrored(self, answers: Floats) -> Floats:
        """The answers for the same pictures in a mirror."""
        turned = answers.copy()
        for fact in self.facts:
            if fact.name in SIDED or fact.name in ACROSS:
                turned[:, self.places[fact.name]] *= -1
        return turned

    def told(self, answers: Floats) -> list[Facts]:
        """Facts in their own measure, out of a probe's answers (N, columns)."""
        return [{fact.name: self._one(fact, row[self.places[fact.name]]) for fact in self.facts} for row in answers]

    def _one(self, fact: Fact, numbers: Floats) -> Value:
        if fact.kind == "category":
            return fact.values[int(numbers.argmax())]
        if fact.kind == "flag":
            return bool(numbers[0] > 0)
        value = fact.low + (float(np.clip(numbers[0], -1, 1)) + 1) / 2 * (fact.high - fact.low)
        return round(value) if fact.kind == "count" else round(value, 4)


ACROSS = ("light_x", "cottage_x")
"""Places from left (0) to right (1): as −1 … 1 they change their sign in a mirror too."""


def hidden(world: str, facts: Mapping[str, Any]) -> frozenset[str]:
    """Names of facts that this picture does not show, by rules that can be read here."""
    rule = _HIDDEN.get(world)
    return rule(facts) if rule else frozenset()


def _of_portrait(facts: Mapping[str, Any]) -> frozenset[str]:
    out = set()
    if facts["hat"] in ("beanie", "hat"):
        out.add("hair_style")  # all but the tips of the hair is under it
        if facts["hair_style"] == "bun":
            out.add("hair_length")  # told by the size of the knot alone
    return frozenset(out)


def _of_scene(facts: Mapping[str, Any]) -> frozenset[str]:
    out = set()
    if not facts["sun"] and not facts["moon"]:
        out.add("light_x")
    if facts["cottage"] == "none":
        out.add("cottage_x")
    return frozenset(out)


_HIDDEN: Mapping[str, Callable[[Mapping[str, Any]], frozenset[str]]] = {
    "portraits": _of_portrait, "scenes": _of_scene,
}  # fmt: skip
