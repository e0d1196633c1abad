"""A beard grows from stubble to its full length."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.beard import beard_outline
from studio.training.worlds.portraits.facts import look_of, sampled
from studio.training.worlds.portraits.head import Head

AT = WORLD.labels.index("beard")


def test_no_beard_no_label(draw):
    assert not (draw(4, beard=0.0).segmentation == AT).any()


def test_it_grows_downward():
    lows = [beard_outline(Head(look_of(sampled(1, {"beard": much}))))[:, 1].max() for much in (0.1, 0.5, 1.0)]
    assert lows[0] < lows[1] < lows[2]
    assert lows[0] < 1.06 < 1.3 < lows[2]


def test_stubble_lets_the_skin_through(draw):
    bare, stubble, full = (draw(4, beard=much, skin=0.0, hair_color="black") for much in (0.0, 0.12, 0.5))
    here = (stubble.segmentation == AT) & (full.segmentation == AT)
    levels = [np.median(one.picture[here].mean(axis=1)) for one in (bare, stubble, full)]
    assert levels[0] > levels[1] + 12
    assert levels[1] > levels[2] + 12


def test_it_leaves_the_lips_free(draw):
    lips = WORLD.labels.index("lips")
    assert (draw(4, beard=1.0).segmentation == lips).sum() > 0.8 * (draw(4, beard=0.0).segmentation == lips).sum()
