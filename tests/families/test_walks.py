"""Promises of ways through a latent space."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadRequest
from studio.families import walks

SHAPE = (4, 8, 8)
SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, SEEDS, st.floats(0, 1))
def test_on_the_sphere_the_length_stays_that_of_the_prior(one: int, two: int, share: float) -> None:
    a, b = walks.normal(one, SHAPE), walks.normal(two, SHAPE)
    length = np.linalg.norm(walks.slerp(a, b, share))
    ends = np.linalg.norm(a), np.linalg.norm(b)
    assert min(ends) * 0.99 <= length <= max(ends) * 1.01


@given(
    st.lists(SEEDS, min_size=2, max_size=5),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from([walks.lerp, walks.slerp]),
)
def test_pins_are_met_bit_for_bit(seeds: list[int], steps: int, loop: bool, between: walks.Between) -> None:
    pins = [walks.normal(seed, SHAPE) for seed in seeds]
    frames = steps * len(pins) if loop else steps * (len(pins) - 1) + 1
    way = walks.walk(pins, frames, between, loop)
    assert len(way) == frames
    for number, pin in enumerate(pins):
        assert (way[number * steps] == pin).all()


def test_a_loop_does_not_halt_where_it_closes() -> None:
    pins = [walks.normal(seed, (16,)) for seed in (1, 2, 3)]
    way = walks.walk(pins, 30, loop=True)
    assert not (way[-1] == pins[0]).all()
    again = walks.slerp(pins[2], pins[0], 0.9)
    assert np.allclose(way[-1], again, atol=1e-6)


def test_points_in_one_line_go_straight() -> None:
    a = np.array([1.0, 0, 0], np.float32)
    assert np.allclose(walks.slerp(a, 3 * a, 0.5), 2 * a)
    assert np.allclose(walks.slerp(a, -a, 0.25), 0.5 * a)
    assert np.allclose(walks.slerp(a, 0 * a, 0.5), 0.5 * a)


def test_an_even_pace_gives_slow_parts_more_frames() -> None:
    """A way whose second half changes three times as much gets three quarters of the frames there."""
    when, away = np.array([0.0, 1.0, 2.0]), [1.0, 3.0]
    found = walks.even(when, away, 101)
    assert found[0] == 0
    assert found[-1] == 2
    assert (np.diff(found) > 0).all()
    assert (found < 1).sum() == pytest.approx(25, abs=1)


def test_an_even_pace_where_nothing_changes_is_the_plain_one() -> None:
    assert walks.even([0, 1, 2], [0, 0], 5).tolist() == [0, 0.5, 1, 1.5, 2]


def test_an_average_is_as_long_as_what_it_is_of() -> None:
    points = [walks.normal(seed, (256,)) for seed in range(9)]
    length = np.linalg.norm(walks.average(points))
    assert length == pytest.approx(np.mean([np.linalg.norm(point) for point in points]), rel=1e-5)
    assert (walks.average(points[:1]) == points[0]).all()


@pytest.mark.parametrize(("pins", "frames", "said"), [(1, 5, "two points"), (3, 0, "at least one frame")])
def test_what_is_no_walk_is_refused(pins: int, frames: int, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        walks.walk([walks.normal(seed, (4,)) for seed in range(pins)], frames)


def test_points_of_different_models_are_refused() -> None:
    with pytest.raises(BadRequest, match="different models"):
        walks.walk([walks.normal(0, (4,)), walks.normal(0, (5,))], 3)
    with pytest.raises(BadRequest, match="nothing to average"):
        walks.average([])


def test_what_is_said_goes_from_one_text_to_the_next() -> None:
    times = walks.times(3, 5)
    assert walks.told(["a", "b"], times, 2) == [{"a": 1.0}, {"a": 0.75, "b": 0.25}, {"a": 0.5, "b": 0.5},
                                               {"a": 0.25, "b": 0.75}, {"b": 1.0}]  # fmt: skip
    assert walks.told(["a"], times, 2) == [{"a": 1.0}] * 5
    assert walks.told(["a", "a"], times, 2)[1] == {"a": 1.0}


def test_in_a_loop_what_is_said_comes_back() -> None:
    said = walks.told(["a", "b"], walks.times(2, 4, loop=True), 2, loop=True)
    assert said == [{"a": 1.0}, {"a": 0.5, "b": 0.5}, {"b": 1.0}, {"b": 0.5, "a": 0.5}]
