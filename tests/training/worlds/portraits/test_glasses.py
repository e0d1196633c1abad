"""Glasses frame the eyes from every side and leave them in view."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD

AT = WORLD.labels.index


@pytest.mark.parametrize("shape", ["round", "square", "cat-eye"])
@pytest.mark.parametrize("turn", [-1.0, 0.0, 1.0])
def test_each_eye_is_seen_through_its_lens(draw, shape, turn):
    sample = draw(4, glasses=shape, turn=turn, gaze_x=0.0, gaze_y=0.0, tilt=0.0)
    for side in ("left", "right"):
        x, y = (round(value) for value in sample.landmarks[f"{side}_pupil"])
        assert AT("iris") in sample.segmentation[y - 1 : y + 2, x - 1 : x + 2]
        column = sample.segmentation[:, x]
        assert AT("glasses") in column[y - 14 : y - 3]
        assert AT("glasses") in column[y + 3 : y + 14]


def test_the_arm_reaches_for_the_near_ear_only(draw):
    turned = draw(4, glasses="round", turn=1.0, tilt=0.0)
    columns = np.argwhere(turned.segmentation == AT("glasses"))[:, 1]
    left, right = turned.landmarks["left_pupil"][0], turned.landmarks["right_pupil"][0]
    assert left - columns.min() > columns.max() - right
