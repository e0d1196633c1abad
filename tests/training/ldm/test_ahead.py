"""Batches made ahead are the same ones in the same order."""

from __future__ import annotations

import pytest

from studio.training.ldm.ahead import Ahead


def test_each_number_has_its_batch_with_and_without_threads() -> None:
    for depth in (0, 3):
        one = Ahead(lambda number: number * 2, depth)
        assert [one.take(number) for number in range(7, 20)] == list(range(14, 40, 2))
        one.close()


def test_an_error_comes_out_where_the_batch_is_taken() -> None:
    def spoilt(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    one = Ahead(spoilt, 4)
    assert one.take(1) == 1
    assert one.take(2) == 2
    with pytest.raises(ValueError, match="three"):
        one.take(3)
    one.close()
