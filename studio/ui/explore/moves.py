"""Moves through one latent space: along a map's axes, by sliders and directions, and back again."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.explore.axes import DirectionAxis
from studio.explore.space import Space, Spot, nearby
from studio.ui.explore.showing import Showing
from studio.ui.explore.stand import Cell, Stand
from studio.ui.explore.ways import Way, first_two, ways

if TYPE_CHECKING:
    from studio.engine.engine import Engine
    from studio.explore.axes import ComponentAxis
    from studio.explore.direction import Direction
    from studio.explore.pins import Pins
    from studio.families.tasks import Patch

SIDES = (3, 5, 7)
NARROWEST, WIDEST = 0.05, 1.5
"""Of the axes' lengths: how much of them a map shows."""
WHEEL = 1.25
TRAIL = 50
"""Points to go back to."""


class Moves(QObject):
    """`stand` is where one is, None before there is a point. Every move asks for the pictures that it needs."""

    moved = Signal()
    """One is elsewhere."""
    mapped = Signal()
    """The map shows other points: its axes, centre, range or number of pictures."""
    listed = Signal()
    """There are other axes or directions to choose."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.showing = Showing(engine, self)
        self.space: Space | None = None
        self.stand: Stand | None = None
        self.axes = ("", "")
        self.neighbours = False
        self.locked: set[str] = set()
        self.directions: tuple[Direction, ...] = ()
        self.components: tuple[ComponentAxis, ...] = ()
        self.pins: Callable[[], Pins | None] = lambda: None
        self.shifts: dict[str, float] = {}
        self._around: dict[Cell, Spot] = {}
        self.trail: list[tuple[Stand, dict[str, float]]] = []
        self._chance = 1
        self.showing.pictured.connect(self._learn)

    def enter(self, space: Space | None, directions: tuple[Direction, ...] = ()) -> None:
        """Another space; there is no point in it yet."""
        self.showing.follow("" if space is None else space.model)
        self.space, self.stand, self.directions = space, None, directions
        self.axes, self.components, self.locked = ("", ""), (), set()
        self.shifts, self.trail, self._around = {}, [], {}

    def go_to(self, spot: Spot, patch: Patch | None = None, keep_axes: bool = True) -> None:
        """Stands at that point, with it in the middle of the map as far as sliders allow. `patch` is its picture where
        that is there already."""
        if self.space is None:
            return
        if self.stand is not None:
            self._remember()
        told = dict(patch.info.get("sliders", {})) if patch is not None else {}
        across, up = self._axes_through(spot) if keep_axes else first_two(self.ways(spot))
        self.axes = across.id, up.id
        span, side = (self.stand.span, self.stand.side) if self.stand is not None else (1.0, 5)
        self.shifts = {}
        if patch is not None:
            self.showing.take(patch)
        self._place(Stand(spot, across.axis, up.axis, span, side, told=told).homed(), True)

    def back(self) -> None:
        """To the point before the last jump."""
        if self.trail:
            stand, self.shifts = self.trail.pop()
            self.stand = None
            self._place(stand, True)

    def _remember(self) -> None:
        assert self.stand is not None
        self.trail = [*self.trail[-TRAIL + 1 :], (self.stand, dict(self.shifts))]

    # Axes

    def ways(self, spot: Spot | None = None) -> list[Way]:
        here = spot or (self.stand.spot if self.stand is not None else None)
        if self.space is None or here is None:
            return []
        return ways(self.space, here.latent, self.directions, self.components, self.pins())

    def _axes_through(self, spot: Spot) -> tuple[Way, Way]:
        known = self.ways(spot)
        first, second = first_two(known)
        by_id = {way.id: way for way in known}
        return by_id.get(self.axes[0], first), by_id.get(self.axes[1], second)

    def set_axes(self, across: str, up: str) -> None:
        """By id. One that is chosen for both takes the other's place."""
        if self.stand is None:
            return
        if across == up:
            across, up = (across, self.axes[0]) if across != self.axes[0] else (self.axes[1], up)
        by_id = {way.id: way for way in self.ways()}
        if across in by_id and up in by_id and across != up:
            self._fold()
            self.axes = across, up
            self.showing.clear()
            stand = replace(self.stand, centre=self.stand.spot, u=0.0, v=0.0, across=by_id[across].axis,
                            up=by_id[up].axis, told=self.told)  # fmt: skip
            self._place(stand.homed(), True)

    def swap(self) -> None:
        if self.stand is not None:
            self.axes = self.axes[1], self.axes[0]
            here = self.stand
            self.showing.clear()
            self._place(replace(here, across=here.up, up=here.across, u=here.v, v=here.u), True)

    def set_span(self, span: float) -> None:
        """How much of the axes the map shows; one stays where one is."""
        if self.stand is not None:
            span = min(WIDEST, max(NARROWEST, span))
            self._fold()
            self._place(replace(self.stand, span=span, told=self.told).homed(), True)

    def turn(self, notches: float) -> None:
        if self.stand is not None:
            self.set_span(self.stand.span / WHEEL**notches)

    def set_side(self, side: int) -> None:
        if self.stand is not None and side in SIDES:
            self.showing.clear()
            self._place(replace(self.stand, side=side), True)

    def set_neighbours(self, on: bool) -> None:
        """Instead of a map along axes: points near this one, in all directions."""
        self.neighbours = on
        self.showing.clear()
        if self.stand is not None:
            self._place(self.stand, True)

    def recentre(self) -> None:
        """Makes where one is the middle of the map; around a point of neighbours there are new ones."""
        if self.stand is not None:
            self._remember()
            self._chance += 1
            self._fold()
            self._place(replace(self.stand, told=self.told).homed(), True)

    # Moving

    def go(self, x: float, y: float) -> None:
        """To a place of the map; among neighbours, to that one."""
        if self.stand is None:
            return
        if not self.neighbours:
            self._place(self.stand.at(x, y), False)
            return
        spot = self._around.get(replace(self.stand, u=0.0, v=0.0).at(x, y).cell) if (x, y) != (0, 0) else None
        if spot is not None:
            self._chance += 1
            self.go_to(spot)

    def step(self, across: float, up: float) -> None:
        """So many pictures on."""
        if self.stand is not None:
            half = max(1, self.stand.side // 2)
            x, y = (0.0, 0.0) if self.neighbours else (self.stand.x, self.stand.y)
            self.go(min(1.0, max(-1.0, x + across / half)), min(1.0, max(-1.0, y + up / half)))

    @property
    def told(self) -> Mapping[str, float | str]:
        """What the model says of its sliders at the last point that was decoded."""
        now = self.showing.now
        return dict(now.info.get("sliders", {})) if now is not None else {}

    def value_of(self, name: str) -> float | str:
        """Of a slider: set by hand, else as the model says, else its default."""
        held = self.stand.spot.sliders if self.stand is not None else {}
        default = next((one.default for one in self.space.sliders if one.name == name), 0.0) if self.space else 0.0
        return held.get(name, self.told.get(name, default))

    def is_set(self, name: str) -> bool:
        return self.stand is not None and name in self.stand.spot.sliders

    def set_slider(self, name: str, value: float | str | None) -> None:
        """By hand; None leaves it to the model again."""
        if self.stand is None:
            return
        before = self.stand.centre
        stand = replace(self.stand, told=self.told)
        stand = stand.without_slider(name) if value is None else stand.with_slider(name, value)
        self._place(stand, stand.centre is not before)

    def shift_of(self, one: Direction) -> float:
        """How far one has gone along a direction since the point that one began with."""
        return self.shifts.get(one.name, 0.0) + self._way_along(one)

    def _way_along(self, one: Direction) -> float:
        if self.stand is None:
            return 0.0
        here = ((self.stand.across, self.stand.u), (self.stand.up, self.stand.v))
        return sum(by for axis, by in here if isinstance(axis, DirectionAxis) and axis.direction.name == one.name)

    def set_shift(self, one: Direction, amount: float) -> None:
        if self.stand is None:
            return
        by = amount - self.shift_of(one)
        self.shifts[one.name] = self.shifts.get(one.name, 0.0) + by
        self._place(replace(self.stand, centre=DirectionAxis(one).moved(self.stand.centre, by)), True)

    def _fold(self) -> None:
        """What was gone along directions on the map is part of the point from now on."""
        for one in self.directions:
            if way := self._way_along(one):
                self.shifts[one.name] = self.shifts.get(one.name, 0.0) + way

    def shuffle(self) -> None:
        """Every slider that is not locked somewhere by chance."""
        if self.stand is None or self.space is None:
            return
        chance, held = random.Random(), dict(self.stand.spot.sliders)
        for one in self.space.sliders:
            if one.name not in self.locked:
                number = round(chance.uniform(one.low, one.high), 3)
                held[one.name] = chance.choice(one.values) if one.values else number
        self._settle(held)

    def reset(self) -> None:
        """Every slider that is not locked left to the model, and no way gone along directions."""
        if self.stand is None:
            return
        held = {name: value for name, value in self.stand.spot.sliders.items() if name in self.locked}
        for one in self.directions:
            if one.name not in self.locked and self.shift_of(one):
                self.set_shift(one, 0.0)
        self._settle(held)

    def _settle(self, held: Mapping[str, float | str]) -> None:
        assert self.stand is not None
        self._remember()
        self._fold()
        stand = replace(self.stand, centre=Spot(self.stand.spot.latent, held), u=0.0, v=0.0, told=self.told)
        self._place(stand.homed(), True)

    def lead(self, **values: Any) -> None:
        """What a model that is led by text is to show: prompt, negative, guidance, steps."""
        held = {**self.showing.more, **values}
        self.showing.more = {name: value for name, value in held.items() if value not in ("", None)}
        if self.stand is not None:
            self._place(self.stand, True)

    def _place(self, stand: Stand, mapped: bool) -> None:
        self.stand = stand
        if mapped:
            self._look_around()
        self.showing.look(stand.spot)
        if mapped:
            self.mapped.emit()
        self.moved.emit()

    def _varied(self, held: Mapping[str, float | str], amount: float, chance: random.Random) -> dict[str, float | str]:
        """Sliders of a neighbour: where the model says what they are, a model hangs on them more than on chance."""
        out, told = dict(held), self.told
        for one in self.space.sliders if self.space is not None else ():
            if one.name in self.locked or one.name not in {**told, **out}:
                continue
            if one.values:
                if chance.random() < amount / 2:
                    out[one.name] = chance.choice(one.values)
            else:
                by = chance.gauss(0, amount / 3) * (one.high - one.low)
                out[one.name] = min(one.high, max(one.low, float(self.value_of(one.name)) + by))
        return out

    def _learn(self) -> None:
        """A point came without its sliders' values: its picture tells them, and the map begins where they are."""
        if self.stand is not None and not self.stand.told and self.showing.fresh and self.told:
            self._place(replace(self.stand, told=self.told).homed(), True)

    def _look_around(self) -> None:
        assert self.stand is not None
        assert self.space is not None
        if self.neighbours:
            cells = list(replace(self.stand, u=0.0, v=0.0).spots())
            amount = min(1.0, self.stand.span / WIDEST)
            near = nearby(self.space, self.stand.spot, len(cells) - 1, amount, self._chance)
            chance = random.Random(self._chance)
            varied = [replace(spot, sliders=self._varied(spot.sliders, amount, chance)) for spot in near]
            self._around = dict(zip(cells, [self.stand.spot, *varied], strict=True))
        else:
            self._around = self.stand.spots()
        self.showing.look_around(self._around)
