"""A reader sees pictures from fine to coarse, and its widths are told by its tensors."""

from __future__ import annotations

import torch

from studio.families.gan.reader import Reader, widths_of


def test_it_sees_ever_coarser_maps_down_to_four_by_four() -> None:
    maps = Reader(3, (6, 8, 10)).maps(torch.rand(2, 3, 64, 64))
    assert [tuple(one.shape) for one in maps] == [(2, 6, 16, 16), (2, 8, 8, 8), (2, 10, 4, 4)]


def test_it_tells_facts_where_it_was_taught_any() -> None:
    plain, told = Reader(1, (6, 8)), Reader(1, (6, 8), 5)
    last = told.maps(torch.rand(2, 1, 32, 32))[-1]
    read = told.told(last)
    assert read is not None
    assert read.shape == (2, 5)
    assert plain.told(last) is None


def test_its_tensors_tell_its_widths() -> None:
    shapes = {name: tuple(one.shape) for name, one in Reader(3, (6, 8, 10), 4).state_dict().items()}
    assert widths_of(shapes) == (6, 8, 10)
    assert widths_of({}) == ()
