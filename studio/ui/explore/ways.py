"""The axes that can be chosen for a map: sliders, directions, what varies most, chance, and from pin to pin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from studio.explore.axes import BetweenAxis, ComponentAxis, DirectionAxis, SliderAxis
from studio.explore.space import Spot, nearby

if TYPE_CHECKING:
    from studio.explore.axes import Axis
    from studio.explore.direction import Direction
    from studio.explore.pins import Pins
    from studio.explore.space import Space
    from studio.families.tasks import Latent

CHANCES = 4
"""Ways by chance: each turns towards a point of its own."""
FAVOURED = ("smile", "age")
"""Sliders that say most about faces: the first map goes along them where a model has them."""


class Way(NamedTuple):
    """An axis to choose: `id` stays the same while the point moves on."""

    id: str
    title: str
    axis: Axis


def spoken(name: str) -> str:
    """ "Hair colour" of "hair_colour"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def ways(space: Space, latent: Latent, directions: Sequence[Direction] = (), found: Sequence[ComponentAxis] = (),
         pins: Pins | None = None) -> list[Way]:
    """All axes through a point, those that say most first."""
    out = [Way(f"slider:{one.name}", spoken(one.name), SliderAxis(one)) for one in space.sliders]
    out += [Way(f"direction:{one.name}", spoken(one.name), DirectionAxis(one)) for one in directions]
    out += [Way(f"component:{one.number}", one.title, one) for one in found]
    for first, second in pairwise(pins or ()):
        title = f"{first.letter} → {second.letter}"
        out.append(Way(f"pins:{title}", title, BetweenAxis(title, first.spot.latent, second.spot.latent)))
    for number in range(1, CHANCES + 1):
        goal = nearby(space, Spot(latent), 1, 1.0, number)[0].latent
        title = f"Chance {number}"
        out.append(Way(f"chance:{number}", title, BetweenAxis(title, latent, goal)))
    return out


def first_two(known: Sequence[Way]) -> tuple[Way, Way]:
    """What a map goes along before anything is chosen: favoured sliders, else the first numbers, else what there is."""
    numbers = [way for way in known if not (isinstance(way.axis, SliderAxis) and way.axis.slider.values)]
    numbers.sort(key=lambda way: FAVOURED.index(way.title.lower()) if way.title.lower() in FAVOURED else len(FAVOURED))
    return numbers[0], numbers[1]
