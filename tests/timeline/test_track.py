"""A track knows its value at any time."""

from __future__ import annotations

import pytest

from studio.core.errors import BadRequest
from studio.timeline.easing import Ease
from studio.timeline.track import Key, Track

EVEN = Ease("linear")


def smile(*keys: tuple[int, float]) -> Track:
    return Track("slider", "smile", tuple(Key(frame, value, EVEN) for frame, value in keys))


def test_between_keys_it_mixes_and_beyond_them_it_stays() -> None:
    track = smile((10, 0.0), (20, 1.0))
    assert [track.at(frame) for frame in (0, 10, 15, 20, 99)] == pytest.approx([0, 0, 0.5, 1, 1])


def test_in_a_loop_the_last_key_goes_back_to_the_first() -> None:
    track = smile((10, 0.0), (30, 1.0))
    assert [track.at(frame, 40) for frame in (30, 35, 39, 0, 5, 10)] == pytest.approx([1, 0.75, 0.55, 0.5, 0.25, 0])


def test_a_single_key_is_its_value_always() -> None:
    assert [smile((10, 0.3)).at(frame, 40) for frame in (0, 10, 39)] == [0.3] * 3
    assert Track("slider", "smile").at(5) is None


def test_the_easing_is_that_of_the_key_before() -> None:
    track = Track("slider", "smile", (Key(0, 0.0, Ease("hold")), Key(10, 1.0, EVEN), Key(20, 0.0)))
    assert [track.at(frame) for frame in (9, 10, 15)] == pytest.approx([0, 1, 0.5])


def test_keys_stand_in_order_however_they_came() -> None:
    assert [key.frame for key in smile((9, 0), (2, 1), (5, 0)).keys] == [2, 5, 9]


def test_a_key_takes_the_place_of_one_at_its_frame() -> None:
    track = smile((0, 0.0), (9, 1.0)).with_key(Key(9, 0.5))
    assert [(key.frame, key.value) for key in track.keys] == [(0, 0.0), (9, 0.5)]


def test_keys_move_together_and_push_nobody_aside_but_who_stands_there() -> None:
    track = smile((0, 0.0), (5, 0.2), (8, 0.4), (20, 1.0)).moved([0, 5], 8)
    assert [(key.frame, key.value) for key in track.keys] == [(8, 0.0), (13, 0.2), (20, 1.0)]
    assert [key.frame for key in track.without([13]).keys] == [8, 20]


def test_keys_before_the_film_two_at_once_and_no_name_are_refused() -> None:
    with pytest.raises(BadRequest, match="before the film"):
        smile((5, 0.0)).moved([5], -6)
    with pytest.raises(BadRequest, match="same time"):
        smile((5, 0.0), (5, 1.0))
    with pytest.raises(BadRequest, match="needs a name"):
        Track("slider")
