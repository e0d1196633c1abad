"""Pictures stay as long as there is room."""

from __future__ import annotations

import numpy as np
import pytest

from studio.timeline.cache import Cache


def picture(value: int) -> np.ndarray:
    return np.full((10, 10, 4), value, np.uint8)


def test_those_used_longest_ago_make_room() -> None:
    cache = Cache(room=3 * 400)
    for number in range(3):
        cache.put(number, picture(number))
    assert cache.get(0) is not None
    cache.put(3, picture(3))
    assert [number in cache for number in range(4)] == [True, False, True, True]
    assert cache.nbytes == 3 * 400


def test_the_newest_stays_however_large() -> None:
    cache = Cache(room=10)
    cache.put("a", picture(1))
    cache.put("b", picture(2))
    assert cache.get("a") is None
    assert cache.get("b") is not None


def test_the_same_key_again_counts_once_and_nobody_may_paint_on_it() -> None:
    cache = Cache()
    cache.put("a", picture(1))
    cache.put("a", picture(2))
    assert (len(cache), cache.nbytes) == (1, 400)
    found = cache.get("a")
    assert found is not None
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 0
    cache.clear()
    assert (len(cache), cache.nbytes) == (0, 0)
