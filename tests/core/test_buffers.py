"""Memory is used again, never shared between names."""

import numpy as np

from studio.core.buffers import Buffers


def test_the_same_memory_comes_back_as_long_as_it_is_enough():
    buffers = Buffers()
    large = buffers.get("mask", (64, 64), np.uint16)
    small = buffers.get("mask", (7, 9, 4), np.uint16)
    assert large.shape == (64, 64)
    assert small.shape == (7, 9, 4)
    assert small.dtype == np.uint16
    assert small.flags.c_contiguous
    assert np.shares_memory(small, large)
    assert not np.shares_memory(buffers.get("mask", (65, 65), np.uint16), large)


def test_names_do_not_share():
    buffers = Buffers()
    assert not np.shares_memory(buffers.get("one", (8, 8)), buffers.get("other", (8, 8)))
