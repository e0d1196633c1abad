"""Named points lie on what they name."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD

CLEAN = {"glasses": "none", "hat": "none", "beard": 0.0, "hair_style": "swept", "hair_length": 0.1, "eye_open": 0.8,
         "freckles": 0.0, "earrings": "none", "gaze_y": 0.0, "mouth_open": 0.0}  # fmt: skip
ON = [
    ("left_pupil", "iris"), ("right_pupil", "iris"), ("left_brow_middle", "brows"), ("right_brow_middle", "brows"),
    ("left_brow_inner", "brows"), ("right_brow_inner", "brows"), ("nose_tip", "nose"), ("nose_bridge", "nose"),
    ("nose_base", "nose"), ("mouth_upper", "lips"), ("mouth_lower", "lips"), ("mouth_left", "lips"),
    ("mouth_right", "lips"), ("mouth_inner_upper", "lips"), ("forehead", "skin"), ("chin", "skin"),
    ("left_eye_upper", "eyes iris"), ("right_eye_lower", "eyes iris"), ("left_eye_inner", "eyes iris"),
    ("right_eye_outer", "eyes iris"), ("left_jaw_4", "skin"), ("right_jaw_6", "skin"),
]  # fmt: skip


def near(sample, spot, labels, reach=3):
    numbers = [WORLD.labels.index(label) for label in labels.split()]
    x, y = round(spot[0]), round(spot[1])
    around = sample.segmentation[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
    return bool(np.isin(around, numbers).any())


@pytest.mark.parametrize("turn", [-0.9, -0.4, 0.0, 0.5, 1.0])
def test_points_lie_on_their_labels(turn):
    for seed in range(4):
        sample = WORLD.draw(seed, 192, facts={**CLEAN, "turn": turn})
        for name, labels in ON:
            assert near(sample, sample.landmarks[name], labels), (seed, name)


def test_the_jaw_is_the_edge_of_the_face():
    sample = WORLD.draw(5, 192, facts={**CLEAN, "turn": 0.0, "tilt": 0.0})
    skin = sample.segmentation == WORLD.labels.index("skin")
    for name in ("left_jaw_5", "right_jaw_5", "left_jaw_6", "right_jaw_6"):
        x, y = sample.landmarks[name]
        edge = np.flatnonzero(skin[round(y)])[0 if name.startswith("left") else -1]
        assert abs(edge - x) <= 2.5


def test_there_are_at_least_forty_and_always_the_same():
    names = [tuple(WORLD.draw(seed, 32).landmarks) for seed in range(4)]
    assert len(names[0]) >= 40
    assert len(set(names)) == 1


def test_ears_are_where_the_points_say():
    sample = WORLD.draw(5, 192, facts={**CLEAN, "turn": 0.6})
    assert near(sample, sample.landmarks["left_ear"], "ears")


def test_left_is_left():
    points = WORLD.draw(1, 128, facts={"tilt": 0.0}).landmarks
    for name, (x, _) in points.items():
        if name.startswith("left_"):
            assert x < points[name.replace("left", "right", 1)][0]
