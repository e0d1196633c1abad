"""Promises of the size limit."""

from __future__ import annotations

import pytest

from studio.core.errors import Unreadable
from studio.formats.limits import checked_size


@pytest.mark.parametrize("size", [(1, 1), (16384, 16384), (65535, 4000)])
def test_what_fits_passes(size: tuple[int, int]) -> None:
    assert checked_size(*size) == size


@pytest.mark.parametrize("size", [(16385, 16384), (65536, 1), (2**31, 2**31)])
def test_what_is_too_large_is_refused_with_both_sizes(size: tuple[int, int]) -> None:
    with pytest.raises(Unreadable) as caught:
        checked_size(*size, "sky.png")
    assert f"sky.png is {size[0]} × {size[1]}" in caught.value.message
    assert "16384 × 16384" in caught.value.message


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (-1, 5)])
def test_an_empty_size_is_damage(size: tuple[int, int]) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        checked_size(*size)
