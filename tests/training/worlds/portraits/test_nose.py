"""The nose grows, and leads where the head turns."""

from __future__ import annotations

from studio.training.worlds.portraits import WORLD, nose
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.head import Head


def head(**facts):
    return Head(look_of(sampled(1, {"turn": 0.0, "tilt": 0.0, "age": 0.4, **facts})))


def test_a_large_nose_is_longer_and_wider():
    assert nose.base(head(nose=1.0)) > nose.base(head(nose=-1.0))
    assert nose.wide(head(nose=1.0)) > 1.5 * nose.wide(head(nose=-1.0))


def test_it_grows_with_the_years():
    assert nose.wide(head(age=1.0)) > nose.wide(head(age=0.0))


def test_its_tip_leads_the_turn():
    assert nose.tip(head(turn=1.0))[0, 0] > nose.tip(head())[0, 0] + 0.05
    assert nose.tip(head(turn=-1.0))[0, 0] < nose.tip(head())[0, 0] - 0.05


def test_its_label_grows_with_it(draw):
    at = WORLD.labels.index("nose")
    small, large = ((draw(4, nose=size).segmentation == at).sum() for size in (-1.0, 1.0))
    assert large > 1.3 * small
