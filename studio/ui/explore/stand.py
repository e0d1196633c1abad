"""Where one stands: a centre in a latent space, two axes through it, and how far one has gone along each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from studio.explore.axes import Axis, BetweenAxis, ComponentAxis, DirectionAxis, SliderAxis, reach
from studio.explore.grid import amounts, grid
from studio.explore.space import Spot

if TYPE_CHECKING:
    from studio.families.tasks import Latent

Cell = tuple[int, int]
"""Row from the top and column from the left."""


@dataclass(frozen=True, eq=False)
class Stand:
    """`u`, `v`: amounts along `across` and `up` from the centre. `span` 1 shows all of the axes. `told` are the
    sliders' values at the centre's own point, where the model says them: what is not set by hand starts from there."""

    centre: Spot
    across: Axis
    up: Axis
    span: float = 1.0
    side: int = 5
    u: float = 0.0
    v: float = 0.0
    told: Mapping[str, float | str] | None = None

    @cached_property
    def spot(self) -> Spot:
        """Where one is."""
        return self.up.moved(self.across.moved(self.centre, self.u), self.v)

    def half(self, axis: Axis) -> float:
        """The amount from the middle of the map to its outermost pictures."""
        return self.span * reach(axis)

    @property
    def x(self) -> float:
        """−1 is the middle of the leftmost pictures, 1 that of the rightmost."""
        return self.u / (self.half(self.across) or 1.0)

    @property
    def y(self) -> float:
        """−1 is the lowest row, 1 the highest."""
        return self.v / (self.half(self.up) or 1.0)

    def at(self, x: float, y: float) -> Stand:
        """One has gone to that place of the map; its edges are half a picture beyond −1 and 1."""
        edge = 1 + 1 / max(1, self.side - 1)
        x, y = (min(edge, max(-edge, way)) for way in (x, y))
        return replace(self, u=x * self.half(self.across), v=y * self.half(self.up))

    def cell_at(self, cell: Cell) -> tuple[float, float]:
        """The place (x, y) of a picture's middle."""
        half = max(1, self.side // 2)
        return (cell[1] - self.side // 2) / half, (self.side // 2 - cell[0]) / half

    @property
    def cell(self) -> Cell:
        """The picture one stands on."""
        half = self.side // 2
        column, row = round(self.x * half) + half, half - round(self.y * half)
        return min(self.side - 1, max(0, row)), min(self.side - 1, max(0, column))

    def spots(self) -> dict[Cell, Spot]:
        """What the map shows, from the middle outwards: there one looks first."""
        rows = grid(self.centre, self.across, self.up, self.span, self.side)
        found = {(row, column): spot for row, line in enumerate(rows) for column, spot in enumerate(line)}
        here = self.cell
        return dict(sorted(found.items(), key=lambda one: max(abs(one[0][0] - here[0]), abs(one[0][1] - here[1]))))

    def ticks(self, axis: Axis) -> list[str]:
        """What stands beside the pictures along an axis, from its least to its most."""
        steps = amounts(axis, self.span, self.side)
        if isinstance(axis, SliderAxis):
            at = [min(axis.high, max(axis.low, axis.value(self.centre) + step)) for step in steps]
            if axis.slider.values:
                return [axis.slider.values[round(one)] for one in at]
            return [signed(one, axis.low < 0, _places(at)) for one in at]
        return [signed(step, True, _places(steps)) for step in steps]

    def reading(self, axis: Axis) -> str:
        """Where one is along an axis, as it is said beside the picture."""
        spot, amount = self.spot, self.u if axis is self.across else self.v
        if isinstance(axis, SliderAxis):
            held = spot.sliders.get(axis.slider.name, axis.slider.default)
            return str(held) if axis.slider.values else signed(float(held), axis.low < 0, 2)
        return signed(amount, True, 2)

    # Other stands

    def homed(self) -> Stand:
        """The same spot, with the centre where the map does not reach beyond the ends of sliders, as far as it can."""
        spot = self.spot
        known = {**(self.told or {}), **spot.sliders}
        held, way = dict(spot.sliders), [0.0, 0.0]
        for number, axis in enumerate((self.across, self.up)):
            if isinstance(axis, SliderAxis) and axis.slider.name in known:  # else 0 leaves the slider to the model
                name, half = axis.slider.name, self.half(axis)
                value = axis.value(Spot(spot.latent, {name: known[name]}))
                low, high = axis.low + half, axis.high - half
                middle = (axis.low + axis.high) / 2 if low > high else min(high, max(low, value))
                if axis.slider.values:
                    middle = float(round(middle))
                    held[name] = axis.slider.values[int(middle)]
                else:
                    held[name] = middle
                way[number] = value - middle
        return replace(self, centre=Spot(spot.latent, held), u=way[0], v=way[1])

    def with_slider(self, name: str, value: float | str) -> Stand:
        """That slider set by hand. One of the axes goes there; of any other the whole map becomes another."""
        for number, axis in enumerate((self.across, self.up)):
            if isinstance(axis, SliderAxis) and axis.slider.name == name:
                way = axis.value(Spot(self.centre.latent, {name: value})) - axis.value(self.centre)
                moved = replace(self, u=way) if number == 0 else replace(self, v=way)
                inside = abs(way) <= self.half(axis) * (1 + 1 / max(1, self.side - 1)) + 1e-9
                return moved if inside else moved.homed()
        return replace(self, centre=replace(self.centre, sliders={**self.centre.sliders, name: value}))

    def without_slider(self, name: str) -> Stand:
        """That slider left to the model again."""
        kept = {other: value for other, value in self.spot.sliders.items() if other != name}
        return replace(self, centre=Spot(self.spot.latent, kept), u=0.0, v=0.0).homed()

    def place_of(self, latent: Latent, told: Mapping[str, float | str]) -> tuple[float, float] | None:
        """Where another point lies on this map, seen along its axes; None where they do not tell. Ways that are not at
        right angles are reckoned together, by least squares."""
        if latent.shape != self.centre.latent.shape:
            return None
        axes = (self.across, self.up)
        found = [self._of_slider(axis, latent, told) for axis in axes]
        vectors = [vector for axis in axes if (vector := _vector(axis)) is not None]
        if vectors:
            away = (latent - self.centre.latent).astype(np.float64).reshape(-1)
            table = np.stack([vector.reshape(-1) for vector in vectors], axis=1).astype(np.float64)
            along = iter(np.linalg.lstsq(table, away, rcond=None)[0])
            found = [next(along) if _vector(axis) is not None else one for axis, one in zip(axes, found, strict=True)]
        if found[0] is None or found[1] is None:
            return None
        return float(found[0]) / (self.half(self.across) or 1.0), float(found[1]) / (self.half(self.up) or 1.0)

    def _of_slider(self, axis: Axis, latent: Latent, told: Mapping[str, float | str]) -> float | None:
        if not isinstance(axis, SliderAxis) or axis.slider.name not in told:
            return None
        return axis.value(Spot(latent, told)) - axis.value(self.centre)


def _vector(axis: Axis) -> Latent | None:
    """What one unit along an axis adds to a point, about; None for sliders."""
    if isinstance(axis, DirectionAxis):
        return axis.direction.vector
    if isinstance(axis, ComponentAxis):
        return np.asarray(axis.vector * np.float32(axis.spread))
    return axis.b - axis.a if isinstance(axis, BetweenAxis) else None


def _places(values: Sequence[float]) -> int:
    """Digits after the point that tell these apart."""
    return 1 if all(abs(10 * one - round(10 * one)) < 0.01 for one in values) else 2


def signed(value: float, sign: bool = True, places: int = 1) -> str:
    """ "+1.0" or "−0.5" with a real minus sign; 0 has none."""
    rounded = round(value, places)
    if not rounded:
        return "0" if places < 2 else f"{0:.{places}f}"
    text = f"{abs(rounded):.{places}f}"
    return ("−" if rounded < 0 else "+" if sign else "") + text
