"""A model's latent space as an explorer sees it, and one point in it to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from studio.core.errors import BadRequest
from studio.families import sliders, walks

if TYPE_CHECKING:
    from studio.families.family import ModelEntry
    from studio.families.sliders import Slider
    from studio.families.tasks import Latent

NORMAL = "normal"
"""The prior of points whose numbers of chance are those of N(0, I)."""


@dataclass(frozen=True)
class Space:
    """`noise` are the numbers of a flat latent that are chance, the rest are conditions; `layers` those that styles
    may be mixed over (0: none; then a latent may also be (layers, *shape)); `prior` is NORMAL, or another word where
    points come out of a network or a mixture and only the model can draw them."""

    model: str
    shape: tuple[int, ...]
    noise: slice = field(hash=False)
    sliders: tuple[Slider, ...] = ()
    layers: int = 0
    prior: str = NORMAL

    @property
    def count(self) -> int:
        """Numbers of a latent."""
        return prod(self.shape)

    @property
    def drawable(self) -> bool:
        """Whether every number of a point is normal chance, so that `drawn` makes one."""
        return self.prior == NORMAL and self.noise.indices(self.count) == (0, self.count, 1)

    def holds(self, latent: Latent) -> bool:
        """Whether that is a point of this space, also one with a style for each layer."""
        return tuple(latent.shape) in (self.shape, (self.layers, *self.shape))


@dataclass(frozen=True, eq=False)
class Spot:
    """One point to look at: Decode(latents=(spot.latent,), each=(spot.sliders,)) shows it."""

    latent: Latent
    sliders: Mapping[str, float | str] = field(default_factory=dict)


def space_of(entry: ModelEntry) -> Space | None:
    """The latent space that a model tells of; None when it has none, or cannot be used."""
    told = entry.details.get("latent") or {}
    shape = tuple(int(side) for side in told.get("shape") or ())
    if not shape or entry.problem:
        return None
    start, stop = told.get("noise") or (0, prod(shape))
    return Space(entry.id, shape, slice(int(start), int(stop)), sliders.of(entry),
                 int(entry.details.get("layers") or 0), str(told.get("prior") or NORMAL))  # fmt: skip


def drawn(space: Space, seed: int) -> Latent:
    """The point of that seed. BadRequest where not all of it is normal chance: there the model has to draw it, by a
    Sample whose patch tells the latent."""
    if not space.drawable:
        raise BadRequest(f"Only {space.model} itself can draw points of its latent space.", "Sample it.")
    return walks.normal(seed, space.shape)


def nearby(space: Space, spot: Spot, count: int, amount: float, seed: int) -> list[Spot]:
    """`count` neighbours: `amount` 0 is the spot itself, 1 another point by chance, as far out as this one.

    Its numbers of chance turn towards as many new ones, cos φ · x + sin φ · ε with φ = amount · π / 2, and keep their
    length, so that a neighbour is as usual a point as the spot; conditions and sliders stay.
    """
    if not 0 <= amount <= 1:
        raise BadRequest(f"Neighbours are 0 to 1 away, not {amount:g}.")
    angle, chance = amount * np.pi / 2, np.random.default_rng(seed)
    return [Spot(_turned(space, spot.latent, angle, chance), spot.sliders) for _ in range(count)]


def _turned(space: Space, latent: Latent, angle: float, chance: np.random.Generator) -> Latent:
    out = np.array(latent, np.float32)
    flat = out.reshape(-1)
    part = slice(None) if flat.size != space.count else space.noise  # of a style for each layer all is chance
    here = flat[part].astype(np.float64)
    new = chance.standard_normal(here.size)
    length = float(np.linalg.norm(here))
    if angle == 0 or not here.size:
        return out
    new *= length / np.linalg.norm(new) if length else 1.0
    mixed = np.cos(angle) * here + np.sin(angle) * new
    flat[part] = mixed * (length / np.linalg.norm(mixed) if length else 1.0)
    return out


def drawn_in(space: Space, latent: Latent, farthest: float = 1.15) -> Latent:
    """The point, with its chance no farther from the origin than `farthest` times √n: sums of points lie where a normal
    prior has none, and pictures there are burnt. Others, and those of other priors, are given back as they are."""
    if space.prior != NORMAL or latent.size != space.count:
        return latent
    out = np.array(latent, np.float32)
    part = out.reshape(-1)[space.noise]
    length, limit = float(np.linalg.norm(part)), farthest * np.sqrt(max(1, part.size))
    if length > limit:
        part *= limit / length
    return out
