"""What a slider really changes: whether its own attribute follows it, and how much every other one goes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

STEADY = 0.9
"""The rank correlation from which a reading counts as following."""


@dataclass(frozen=True)
class Attributes:
    """Which columns of a reading belong to which attribute. A number has one; a choice, which is in `values`, one for
    each of its values, and shows the one whose column is largest."""

    columns: Mapping[str, slice]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def choice(self, name: str) -> bool:
        return name in self.values

    def shown(self, name: str, readings: Floats) -> Floats:
        """(…, K) as (…, 1) of a number, or 0 and 1 for each value of a choice."""
        part = readings[..., self.columns[name]]
        if not self.choice(name):
            return part
        return np.asarray(part.argmax(axis=-1)[..., None] == np.arange(part.shape[-1]), np.float64)


@dataclass(frozen=True)
class Measure:
    """What a slider or direction was found to do. `follows` is the share of points at which the attribute that it is
    `about` follows it: a number at Spearman ≥ 0.9, a choice read as the value asked for at every value. `rank` is the
    mean rank correlation (of a choice the share of readings that are right). `change` tells every attribute, also its
    own: from one end of the slider to the other, in standard deviations over usual points."""

    name: str
    about: str
    follows: float
    rank: float
    change: Mapping[str, float]

    @property
    def leaks(self) -> dict[str, float]:
        """The change of all other attributes, the greatest first."""
        rest = {name: value for name, value in self.change.items() if name != self.about}
        return dict(sorted(rest.items(), key=lambda item: -abs(item[1])))


def measure(name: str, attributes: Attributes, usual: Floats, values: Sequence[float | str], readings: Floats,
            about: str = "") -> Measure:
    """Of the slider or direction `name`, from `readings` (V, N, K) of N points at each of `values`. What it is about is
    the attribute of its name, where there is one, or else the one that it changes most; a choice that is no attribute's
    is about none."""
    change = end_to_end(attributes, usual, readings)
    if isinstance(values[0], str) and not set(values) <= set(attributes.values.get(about or name, ())):
        return Measure(name, "", 0.0, 0.0, change)
    about = about or (name if name in change else max(change, key=lambda one: abs(change[one])))
    if isinstance(values[0], str):
        asked = [attributes.values[about].index(str(value)) for value in values]
        right = readings[..., attributes.columns[about]].argmax(axis=-1) == np.array(asked)[:, None]
        return Measure(name, about, float(right.all(axis=0).mean()), float(right.mean()), change)
    own = attributes.shown(about, readings)
    numbers = np.asarray(values, np.float64)
    if attributes.choice(about):  # a direction that is about one value of a choice: how sure the reading is of it
        own = readings[..., attributes.columns[about]]
        own = own[..., [int(np.ptp(own.mean(axis=1), axis=0).argmax())]]
    own = own[..., 0]
    if own[-1].mean() < own[0].mean():
        own = -own
    return Measure(name, about, steady(numbers, own), float(spearman(numbers, own).mean()), change)


def spearman(values: Floats, readings: Floats) -> Floats:
    """Rank correlation of `values` (V,) with each column of `readings` (V, N): (N,), 0 where nothing changes. Equal
    readings share their rank."""
    one, other = _ranks(np.asarray(values)[:, None]), _ranks(np.asarray(readings))
    one, other = one - one.mean(axis=0), other - other.mean(axis=0)
    sizes = np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
    return np.asarray((one * other).sum(axis=0) / np.where(sizes > 0, sizes, 1))


def _ranks(table: Floats) -> Floats:
    below = (table[:, None] > table[None]).sum(axis=1)
    equal = (table[:, None] == table[None]).sum(axis=1)
    return np.asarray(below + (equal - 1) / 2, np.float64)


def steady(values: Floats, readings: Floats) -> float:
    """The share of points (columns of `readings` (V, N)) whose reading rises with `values` (V,), at Spearman ≥ 0.9."""
    return float((spearman(values, readings) >= STEADY).mean())


def per_unit(attributes: Attributes, usual: Floats, values: Floats, readings: Floats) -> dict[str, float]:
    """By how much one unit changes each attribute, in its standard deviations over `usual` readings (M, K): the slope
    of `readings` (V, N, K) over `values` (V,), as a straight line, and the mean over the points. Of a choice it is the
    value whose share of the points changes most, against how much it varies."""
    at = np.asarray(values, np.float64) - np.mean(values)
    slopes = {name: np.tensordot(at, attributes.shown(name, readings), (0, 0)).mean(axis=0) / (at**2).sum()
              for name in attributes.names}  # fmt: skip
    return _strongest(attributes, usual, slopes)


def end_to_end(attributes: Attributes, usual: Floats, readings: Floats) -> dict[str, float]:
    """By how much the mean over the points differs between the values (of V) where it is least and greatest, in the
    attribute's standard deviations over `usual` (M, K): of sliders that are choices, too."""
    spans = {name: np.ptp(attributes.shown(name, readings).mean(axis=1), axis=0) for name in attributes.names}
    return _strongest(attributes, usual, spans)


def _strongest(attributes: Attributes, usual: Floats, changes: Mapping[str, Floats]) -> dict[str, float]:
    """For each attribute the change that is most of its own standard deviations. A choice's value that is not among
    the usual points is taken to be there once: otherwise the first that shows would be an endless change."""
    found, once = {}, 1 / np.sqrt(len(usual))
    for name, change in changes.items():
        spread = attributes.shown(name, usual).std(axis=0)
        moved = change / np.maximum(spread, once if attributes.choice(name) else 1e-6)
        found[name] = float(moved[np.abs(moved).argmax()])
    return found
