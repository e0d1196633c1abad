"""Each kind of track says how its values mix."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.space import Spot
from studio.timeline.kinds import KINDS, kind_named
from studio.timeline.pose import Pose

ENDS = {
    "position": (Spot(np.ones(4, np.float32)), Spot(np.zeros(4, np.float32))),
    "slider": (0.0, 1.0), "prompt": ("a hill", "a lake"), "opacity": (0.0, 1.0),
    "mask": (np.zeros((8, 8), np.uint8), np.full((8, 8), 255, np.uint8)),
    "place": (Pose(), Pose(4)), "camera": (Pose(), Pose(scale=2)),
}  # fmt: skip


@pytest.mark.parametrize("id", list(KINDS))
def test_what_lies_between_two_values_can_be_written_down_or_shown(id: str) -> None:
    kind, (a, b) = KINDS[id], ENDS[id]
    kind.between(a, b, 0.5)
    kind.value(kind.told(a))


def test_numbers_mix_and_choices_wait() -> None:
    assert KINDS["slider"].between(0.0, 1.0, 0.25) == 0.25
    assert KINDS["slider"].between("red", "blue", 0.9) == "red"


def test_prompts_are_weighed_against_each_other() -> None:
    assert KINDS["prompt"].between("hill", "lake", 0.25) == {"hill": 0.75, "lake": 0.25}
    assert KINDS["prompt"].between("hill", "hill", 0.25) == "hill"


@pytest.mark.parametrize(("id", "value"), [("opacity", 1.5), ("opacity", None), ("slider", float("inf")),
                                           ("prompt", 3), ("slider", [])])  # fmt: skip
def test_what_a_track_cannot_hold_is_refused(id: str, value: object) -> None:
    with pytest.raises(BadRequest):
        KINDS[id].value(value)


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(BadRequest, match="position"):
        kind_named("smell")
