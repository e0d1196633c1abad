"""Eyes open, close and look where they are told."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.portraits import WORLD

AT = WORLD.labels.index


def middle(sample):
    return np.argwhere(sample.segmentation == AT("iris")).mean(axis=0)


def test_the_iris_goes_where_the_gaze_goes(draw):
    across = [middle(draw(4, gaze_x=gaze))[1] for gaze in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    down = [middle(draw(4, gaze_y=gaze, eye_open=1.0))[0] for gaze in (-1.0, 0.0, 1.0)]
    assert np.all(np.diff(across) > 0.7)
    assert np.all(np.diff(down) > 0.4)


def test_wider_eyes_show_more(draw):
    both = AT("eyes"), AT("iris")
    shown = [np.isin(draw(4, eye_open=much).segmentation, both).sum() for much in (0.0, 0.3, 0.6, 1.0)]
    assert shown == sorted(shown)
    assert shown[0] == 0
    assert shown[-1] > 150


def test_large_eyes_are_larger(draw):
    shown = [np.isin(draw(4, eye_size=size).segmentation, (AT("eyes"), AT("iris"))).sum() for size in (-1.0, 0.0, 1.0)]
    assert shown[0] < shown[1] < shown[2]


def test_irises_have_the_colour_that_is_said(draw):
    sample = {hue: draw(4, eye_color=hue, eye_open=1.0) for hue in ("blue", "brown")}
    mean = {hue: one.picture[one.segmentation == AT("iris")].mean(axis=0) for hue, one in sample.items()}
    assert mean["blue"][2] - mean["blue"][0] > mean["brown"][2] - mean["brown"][0] + 40
