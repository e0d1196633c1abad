"""What a map can go along, and what it goes along at first."""

from __future__ import annotations

import numpy as np

from studio.explore.axes import BetweenAxis, ComponentAxis
from studio.explore.direction import Direction
from studio.explore.pins import Pins
from studio.explore.space import Space, Spot
from studio.families.sliders import Slider
from studio.ui.explore.ways import first_two, spoken, ways

HAT = Slider("hat", values=("none", "straw"), default="none")
FACES = Space("faces", (4,), slice(0, 4), (HAT, Slider("light"), Slider("age"), Slider("smile")))
PLAIN = Space("plain", (4,), slice(0, 4))
POINT = np.ones(4, np.float32)


def test_sliders_directions_components_pins_and_chance_can_be_chosen() -> None:
    pins = Pins("faces").add(Spot(POINT)).add(Spot(-POINT))
    known = ways(FACES, POINT, [Direction("grin", "faces", POINT)], [ComponentAxis(1, POINT, 1.0)], pins)
    assert [way.id for way in known][:7] == ["slider:hat", "slider:light", "slider:age", "slider:smile",
                                             "direction:grin", "component:1", "pins:A → B"]  # fmt: skip
    assert known[-1].id == "chance:4"
    assert len({way.id for way in known}) == len(known)


def test_a_first_map_goes_along_smile_and_age_where_there_are_such() -> None:
    assert [way.title for way in first_two(ways(FACES, POINT))] == ["Smile", "Age"]
    assert [way.title for way in first_two(ways(PLAIN, POINT))] == ["Chance 1", "Chance 2"]


def test_ways_by_chance_keep_the_length_of_a_point() -> None:
    way = ways(PLAIN, POINT)[0].axis
    assert isinstance(way, BetweenAxis)
    moved = way.moved(Spot(POINT), 0.4).latent
    assert np.linalg.norm(moved) == np.float32(2.0) or abs(np.linalg.norm(moved) - 2.0) < 1e-5
    assert not np.allclose(moved, POINT)


def test_names_are_spoken() -> None:
    assert spoken("hair_colour") == "Hair colour"
