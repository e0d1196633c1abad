"""A value leaves and arrives as the key says."""

from __future__ import annotations

import pytest

from studio.core.errors import BadRequest
from studio.timeline.easing import OWN, TITLES, Ease, ease_of, told

TIMES = [number / 20 for number in range(21)]


@pytest.mark.parametrize("name", list(TITLES))
def test_every_easing_begins_at_nothing_and_ends_with_all(name: str) -> None:
    assert Ease(name).share(0.0) == 0.0
    assert Ease(name).share(1.0) == 1.0


@pytest.mark.parametrize("name", ["in-out", "linear", "in", "out"])
def test_the_named_ones_never_go_back(name: str) -> None:
    shares = [Ease(name).share(time) for time in TIMES]
    assert shares == sorted(shares)


def test_even_is_even_and_the_others_are_slow_where_they_say() -> None:
    assert Ease("linear").share(0.3) == pytest.approx(0.3, abs=1e-5)
    assert Ease("in").share(0.25) < 0.15 < 0.35 < Ease("out").share(0.25)
    assert Ease("in-out").share(0.5) == pytest.approx(0.5, abs=1e-5)
    assert Ease("in-out").share(0.1) < 0.05


def test_the_curve_is_that_of_css() -> None:
    """cubic-bezier(0.42, 0, 0.58, 1) at x = 0.25 is y = 0.1291 (solved by hand: s = 0.2917…)."""
    assert Ease("in-out").share(0.25) == pytest.approx(0.12916, abs=2e-4)


def test_hold_waits_for_the_next_key() -> None:
    assert [Ease("hold").share(time) for time in (0.1, 0.5, 0.99)] == [0, 0, 0]


def test_an_own_curve_may_swing_over() -> None:
    assert max(Ease(OWN, (0.3, 0.0, 0.3, 1.8)).share(time) for time in TIMES) > 1.05


@pytest.mark.parametrize("ease", [Ease("in"), Ease("hold"), Ease(OWN, (0.1, -0.2, 0.9, 1.4))])
def test_an_easing_is_the_same_after_being_written_down(ease: Ease) -> None:
    assert told(ease_of(told(ease))) == told(ease)


@pytest.mark.parametrize("wrong", ["bouncy", [1, 2], [2, 0, 0, 1], None, [0, "x", 0, 1]])
def test_what_is_no_easing_is_refused(wrong: object) -> None:
    with pytest.raises(BadRequest):
        ease_of(wrong)
