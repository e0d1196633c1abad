"""Options stay within what they may be, whoever changes them."""

from __future__ import annotations

import pytest

from studio.tools.mask_brush import MaskOptions
from studio.ui.canvas.tuning import field_of, fields_of, larger, smaller, tune


def test_numbers_are_brought_into_their_range() -> None:
    options = MaskOptions()
    assert tune(options, "size", 5000)
    assert options.size == 1000
    assert tune(options, "size", -3.7)
    assert options.size == 1
    assert tune(options, "hardness", 1.7)
    assert options.hardness == 1.0


def test_whole_numbers_stay_whole() -> None:
    options = MaskOptions()
    tune(options, "size", 12.6)
    assert isinstance(options.size, int)


def test_what_is_not_there_or_no_change_is_no_change() -> None:
    options = MaskOptions()
    assert not tune(options, "flavour", 3)
    assert not tune(options, "size", options.size)


def test_fields_are_those_of_the_options() -> None:
    assert [field.name for field in fields_of(MaskOptions)][:3] == ["size", "hardness", "opacity"]
    assert field_of(MaskOptions(), "nothing") is None


@pytest.mark.parametrize("size", [1, 2, 9, 10, 40, 333, 999])
def test_sizes_step_up_and_down(size: int) -> None:
    assert larger(size) > size
    assert smaller(size) < size
    assert abs(smaller(larger(size)) - size) <= max(1, size * 0.02)
