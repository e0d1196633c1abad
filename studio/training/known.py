"""What is known of the pictures of a world, as a GAN uses it: to ask for, to read off again, and as sliders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.families.gan.recognise import Condition
from studio.families.sliders import Slider
from studio.training.pictures import Encoding

if TYPE_CHECKING:
    import torch

    from studio.training.pictures import Pictures

Floats = NDArray[np.float32]

STEPS = 17
"""So many values tell how a number is spread."""

BEND = 0.1
"""Where the distance of a number turns from square to straight."""


class Known:
    """The facts `names` (all of them when empty) of `pictures`. BadRequest when nothing is known of them."""

    def __init__(self, pictures: Pictures, names: Sequence[str] = ()) -> None:
        if pictures.renders is None:
            raise BadRequest("Nothing is known of the pictures of a folder.", "Train on a world, or without facts.")
        self._known = pictures.renders.known
        self.encoding = Encoding(pictures.renders.settings["known"], names)
        self.names: tuple[str, ...] = tuple(str(fact["name"]) for fact in self.encoding.facts)

    @cached_property
    def table(self) -> Floats:
        """(N, columns) of all pictures, unmirrored."""
        return self.encoding.of([row["facts"] for row in self._known])

    @cached_property
    def places(self) -> list[slice]:
        """The columns of each fact."""
        stops = np.cumsum([len(fact["values"]) or 1 for fact in self.encoding.facts]).tolist()
        return [slice(start, stop) for start, stop in zip([0, *stops], stops, strict=False)]

    def drawn(self, count: int, chance: np.random.Generator, mirror: bool) -> Floats:
        """The facts of `count` pictures, taken at random: they go together as they do in the world."""
        rows = self.table[chance.integers(len(self.table), size=count)]
        if mirror and len(self.encoding.sided):
            turned = chance.integers(2, size=count).astype(bool)
            rows[np.ix_(turned, self.encoding.sided)] *= -1
        return rows

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """A slider for each fact, and how its values are spread."""
        return tuple(_condition(fact, self.table[:, place])
                     for fact, place in zip(self.encoding.facts, self.places, strict=True))  # fmt: skip

    def distance(self, read: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
        """How far what was read (B, columns) lies from what is so, as a mean over the facts: of a choice the cross
        entropy, of a number the absolute difference (square when small)."""
        import torch
        from torch.nn.functional import cross_entropy, smooth_l1_loss

        numbers = [place.start for place, fact in zip(self.places, self.encoding.facts, strict=True)
                   if not fact["values"]]  # fmt: skip
        parts: list[Any] = [cross_entropy(read[:, place], told[:, place])
                            for place, fact in zip(self.places, self.encoding.facts, strict=True) if fact["values"]]
        if numbers:
            parts.append(4 * len(numbers) * smooth_l1_loss(read[:, numbers], told[:, numbers], beta=BEND))
        return torch.stack(parts).sum() / len(self.places)


def _condition(fact: dict[str, Any], columns: Floats) -> Condition:
    name, hint = str(fact["name"]), str(fact.get("hint", ""))
    if fact["kind"] == "category":
        values = tuple(map(str, fact["values"]))
        share = columns.mean(0)
        return Condition(Slider(name, default=values[int(share.argmax())], hint=hint, values=values),
                         tuple(round(float(one), 4) for one in share))  # fmt: skip
    often = np.quantile(columns[:, 0], np.linspace(0, 1, STEPS))
    low, high = float(fact["low"]), float(fact["high"])
    if fact["kind"] == "flag":
        low, high = 0.0, 1.0
    middle = low + (float(np.median(columns)) + 1) / 2 * (high - low)
    return Condition(Slider(name, low=low, high=high, default=round(middle, 3), hint=hint),
                     tuple(round(float(one), 4) for one in often))  # fmt: skip
