"""Ways to move a point: by a slider, along a direction, towards another point, along what varies most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.explore.space import Spot

if TYPE_CHECKING:
    from studio.explore.direction import Direction
    from studio.families.sliders import Slider
    from studio.families.tasks import Latent

FAR = 3.0
"""Standard deviations: as far as an axis of components goes."""


class Axis(Protocol):
    """`moved` is by an amount from where the spot is, and 0 leaves it as it is; `low` … `high` is how far it makes
    sense to go along it."""

    @property
    def title(self) -> str: ...

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...

    def moved(self, spot: Spot, amount: float) -> Spot: ...


def reach(axis: Axis) -> float:
    """Half its length: what a map of span 1 goes to either side."""
    return (axis.high - axis.low) / 2


@dataclass(frozen=True)
class SliderAxis:
    """A number's slider goes from where the spot has it, else from its default, and stops at its ends. A choice goes
    through its values, one a unit."""

    slider: Slider

    @property
    def title(self) -> str:
        return self.slider.name

    @property
    def low(self) -> float:
        return 0.0 if self.slider.values else self.slider.low

    @property
    def high(self) -> float:
        return float(len(self.slider.values) - 1) if self.slider.values else self.slider.high

    def value(self, spot: Spot) -> float:
        """Where the spot is along it; of a choice the number of its value."""
        held = spot.sliders.get(self.slider.name, self.slider.default)
        if self.slider.values:
            return float(self.slider.values.index(str(held))) if str(held) in self.slider.values else 0.0
        return float(held)

    def moved(self, spot: Spot, amount: float) -> Spot:
        if amount == 0:
            return spot
        at = min(self.high, max(self.low, self.value(spot) + amount))
        value: float | str = self.slider.values[round(at)] if self.slider.values else at
        changed: Mapping[str, float | str] = {**spot.sliders, self.slider.name: value}
        return replace(spot, sliders=changed)


@dataclass(frozen=True, eq=False)
class DirectionAxis:
    """Along a direction, one unit its vector."""

    direction: Direction

    @property
    def title(self) -> str:
        return self.direction.name

    @property
    def low(self) -> float:
        return self.direction.low

    @property
    def high(self) -> float:
        return self.direction.high

    def moved(self, spot: Spot, amount: float) -> Spot:
        return _pushed(spot, self.direction.vector, amount)


@dataclass(frozen=True, eq=False)
class BetweenAxis:
    """The turn, on the sphere, that takes `a` to `b`: from `a` an amount of 1 is `b` itself, 0.5 halfway, 2 as far
    again; another spot turns by the same angle in the same plane, and grows as `b` is longer than `a`."""

    title: str
    a: Latent
    b: Latent
    low: float = -1.0
    high: float = 1.0

    def moved(self, spot: Spot, amount: float) -> Spot:
        if amount == 0:
            return spot
        if self.a.shape != self.b.shape or self.a.shape != spot.latent.shape:
            raise BadRequest("These points are of different models.", "Choose two of the model you look at.")
        if amount == 1 and np.array_equal(spot.latent, self.a):
            return replace(spot, latent=self.b)
        return replace(spot, latent=self._turned(spot.latent.astype(np.float64), amount))

    def _turned(self, point: NDArray[np.float64], amount: float) -> Latent:
        one, two = self.a.astype(np.float64), self.b.astype(np.float64)
        lengths = float(np.linalg.norm(one)), float(np.linalg.norm(two))
        if min(lengths) > 1e-12:
            first = one / lengths[0]
            cosine = float(np.clip((first * two).sum() / lengths[1], -1, 1))
            rest = two / lengths[1] - cosine * first
            if (size := float(np.linalg.norm(rest))) > 1e-6:
                second, angle = rest / size, amount * float(np.arccos(cosine))
                across, up = float((point * first).sum()), float((point * second).sum())
                turned = (across * np.cos(angle) - up * np.sin(angle), across * np.sin(angle) + up * np.cos(angle))
                moved = point + (turned[0] - across) * first + (turned[1] - up) * second
                return np.asarray(moved * (lengths[1] / lengths[0]) ** amount, np.float32)
        return np.asarray(point + amount * (two - one), np.float32)  # in one line with the origin, or at it


@dataclass(frozen=True, eq=False)
class ComponentAxis:
    """Component `number`, from 1 on. `vector` has length 1; an amount is in standard deviations, each `spread` long."""

    number: int
    vector: Latent
    spread: float
    low: float = -FAR
    high: float = FAR

    @property
    def title(self) -> str:
        return f"Component {self.number}"

    def moved(self, spot: Spot, amount: float) -> Spot:
        return _pushed(spot, self.vector, amount * self.spread)


def components(latents: Sequence[Latent], count: int, seen: NDArray[Any] | None = None) -> tuple[ComponentAxis, ...]:
    """What varies most, the most first: principal components, as in GANSpace (Härkönen et al. 2020).

    Without `seen` they are those of the latents: good for styles. The numbers of a normal prior all vary alike, so that
    there is nothing to find; there `seen` (N, F) are what the points look like (pixels, or what a network makes of
    them): the components are of those, and each axis is the way in the latents that goes with it, the least squares of
    z = Σ u x over the points, x the coordinates along the components.
    """
    points = np.stack([one.reshape(-1) for one in latents]).astype(np.float64)
    if len(points) <= count:
        raise BadRequest(f"{count} components need more than {len(points)} points.", "Look at more of them.")
    centred = points - points.mean(axis=0)
    if seen is not None and len(seen) != len(points):
        raise BadRequest("Every point needs its picture.")
    table = centred if seen is None else np.asarray(seen, np.float64).reshape(len(points), -1)
    left, sizes, _ = np.linalg.svd(table - table.mean(axis=0), full_matrices=False)
    found = []
    for number in range(min(count, int((sizes > 1e-9 * sizes[0]).sum()))):
        coordinates = left[:, number] * np.sqrt(len(points))  # of spread 1
        way = centred.T @ coordinates / len(points)
        way *= 1.0 if way[np.abs(way).argmax()] >= 0 else -1.0  # a component has no sign of its own
        spread = float(np.linalg.norm(way))
        if spread > 0:
            vector = np.asarray((way / spread).reshape(latents[0].shape), np.float32)
            found.append(ComponentAxis(number + 1, vector, spread))
    return tuple(found)


def _pushed(spot: Spot, vector: Latent, amount: float) -> Spot:
    if amount == 0:
        return spot
    if vector.shape != spot.latent.shape[spot.latent.ndim - vector.ndim :]:
        raise BadRequest("This direction is of another model.", "Choose one that was made with this model.")
    return replace(spot, latent=np.asarray(spot.latent + np.float32(amount) * vector, np.float32))
