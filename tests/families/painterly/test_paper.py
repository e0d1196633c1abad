"""Chance that is the same for the same seed, wherever a part of the sheet begins."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.geometry import Extent, Point
from studio.families.painterly.paper import noise, rough, tooth, weave
from studio.families.painterly.view import Floats, View


def part(x: int, y: int, width: int, height: int) -> View:
    return View(np.zeros((height, width, 3), np.float32), Point(x, y), Extent(600, 600))


FIELDS: dict[str, Callable[[View], Floats]] = {
    "noise": lambda view: noise(view, 5, 0, 3.3),
    "rough": lambda view: rough(view, 5, 0, 20),
    "tooth": lambda view: tooth(view, 5),
    "weave": lambda view: weave(view, 5),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_part_is_cut_out_of_the_whole_sheet(name: str) -> None:
    whole, cut = FIELDS[name](part(0, 0, 300, 260)), FIELDS[name](part(140, 90, 70, 60))
    assert np.allclose(whole[90:150, 140:210], cut, atol=1e-4)
    assert 0.1 < float(np.std(whole)) < 2


def test_another_seed_and_another_number_are_another_sheet() -> None:
    view = part(0, 0, 50, 40)
    assert np.array_equal(noise(view, 1, 2, 2), noise(view, 1, 2, 2))
    assert not np.allclose(noise(view, 1, 2, 2), noise(view, 2, 2, 2))
    assert not np.allclose(noise(view, 1, 2, 2), noise(view, 1, 3, 2))


def test_noise_is_about_normal_at_any_size() -> None:
    for across in (1.0, 2.5, 9.0):
        found = noise(part(0, 0, 400, 400), 7, 1, across)
        assert 0.6 < float(np.std(found)) < 1.5, across
