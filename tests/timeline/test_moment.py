"""Frames that are the same picture have the same fingerprints, and others have not."""

from __future__ import annotations

import numpy as np

from studio.explore.space import Spot
from studio.timeline.moment import Moment
from studio.timeline.pose import Pose

POINT = np.arange(4, dtype=np.float32)
MASK = np.zeros((8, 8), np.uint8)


def test_equal_values_have_equal_fingerprints() -> None:
    one = Moment(Spot(POINT, {"a": 1.0, "b": "x"}), {"hill": 1.0}, {"Face": MASK}, {"Face": 0.5}, {}, Pose(1))
    two = Moment(Spot(POINT.copy(), {"b": "x", "a": 1.0}), {"hill": 1.0}, {"Face": MASK.copy()}, {"Face": 0.5}, {},
                 Pose(1))  # fmt: skip
    assert (one.asked, one.staged) == (two.asked, two.staged)


def test_whatever_the_model_is_asked_counts() -> None:
    asked = {Moment(Spot(POINT)).asked, Moment(Spot(POINT + 1)).asked, Moment(Spot(POINT.reshape(2, 2))).asked,
             Moment(Spot(POINT, {"a": 1.0})).asked, Moment(Spot(POINT), {"hill": 1.0}).asked,
             Moment(Spot(POINT), {"hill": 0.5}).asked, Moment().asked}  # fmt: skip
    assert len(asked) == 7
    assert Moment().asked == ""


def test_whatever_is_done_on_the_canvas_counts() -> None:
    marked = MASK.copy()
    marked[0, 0] = 1
    staged = {Moment().staged, Moment(masks={"Face": MASK}).staged, Moment(masks={"Face": marked}).staged,
              Moment(masks={"Sky": MASK}).staged, Moment(opacities={"Face": 0.5}).staged,
              Moment(places={"Face": Pose(1)}).staged, Moment(camera=Pose(1)).staged}  # fmt: skip
    assert len(staged) == 7


def test_the_model_is_not_asked_again_for_another_camera() -> None:
    assert Moment(Spot(POINT), camera=Pose(1)).asked == Moment(Spot(POINT)).asked
