"""The map's spots: centre in the middle, right is more across, the top is more up."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.axes import DirectionAxis, SliderAxis
from studio.explore.direction import Direction
from studio.explore.grid import amounts, grid
from studio.explore.space import Spot
from studio.families.sliders import Slider

RIGHT = DirectionAxis(Direction("right", "m", np.array([1, 0], np.float32), low=-2, high=2))
UP = DirectionAxis(Direction("up", "m", np.array([0, 1], np.float32), low=-1, high=1))
CENTRE = Spot(np.array([10, 20], np.float32))


def test_rows_run_from_the_top_and_columns_from_the_left() -> None:
    rows = grid(CENTRE, RIGHT, UP, 1.0, 5)
    assert [len(row) for row in rows] == [5] * 5
    assert rows[2][2] is CENTRE
    assert rows[0][0].latent.tolist() == [8, 21]
    assert rows[0][4].latent.tolist() == [12, 21]
    assert rows[4][1].latent.tolist() == [9, 19]


def test_the_span_is_a_share_of_each_axis() -> None:
    assert grid(CENTRE, RIGHT, UP, 0.5, 3)[0][2].latent.tolist() == [11, 20.5]
    assert amounts(RIGHT, 0.5, 5) == [-1, -0.5, 0, 0.5, 1]
    assert amounts(RIGHT, 0.5, 1) == [0]


def test_sliders_and_directions_go_together() -> None:
    corner = grid(CENTRE, SliderAxis(Slider("smile")), UP, 1.0, 3)[2][0]
    assert corner.sliders == {"smile": -1.0}
    assert corner.latent.tolist() == [10, 19]


@pytest.mark.parametrize("side", [0, 4, -3])
def test_a_map_without_a_middle_is_refused(side: int) -> None:
    with pytest.raises(BadRequest, match="odd"):
        grid(CENTRE, RIGHT, UP, 1.0, side)
