"""Places mix steadily, and layers and camera go where they say."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.timeline.pose import STILL, Pose, between, of_camera, of_layer, pose_of, told


def test_a_zoom_grows_by_equal_factors() -> None:
    steps = [between(Pose(scale=1), Pose(scale=16), share / 4).scale for share in range(5)]
    assert steps == pytest.approx([1, 2, 4, 8, 16])


def test_halfway_is_halfway() -> None:
    assert between(STILL, Pose(10, -4, 1, 90), 0.5) == pytest.approx((5, -2, 1, 45))


def test_a_layer_turns_around_its_middle() -> None:
    matrix = of_layer(Pose(5, 0, 2, 90), (10, 20))
    assert matrix @ [10, 20, 1] == pytest.approx([15, 20, 1])
    assert matrix @ [11, 20, 1] == pytest.approx([15, 22, 1]), "right of it becomes below it, twice as far"


def test_the_camera_shows_the_middle_of_where_it_looks() -> None:
    matrix = of_camera(Pose(0.25, 0, 2, 0), (100, 80))
    assert matrix @ [75, 40, 1] == pytest.approx([50, 40, 1])
    assert np.allclose(of_camera(STILL, (100, 80)), np.eye(3))


def test_a_place_is_the_same_after_being_written_down() -> None:
    assert pose_of(told(Pose(1, 2, 3, 4))) == Pose(1, 2, 3, 4)


@pytest.mark.parametrize("wrong", [{"x": "far"}, {"size": 2}, 3, {"scale": 0}, {"x": float("nan")}])
def test_what_is_no_place_is_refused(wrong: object) -> None:
    with pytest.raises(BadRequest):
        pose_of(wrong)
