"""In the mirror everything changes sides, and twice is once."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.facts import SIDED
from studio.training.worlds.portraits.mirror import mirror

ARRAYS = ("picture", "segmentation", "depth", "lines")


def test_twice_is_the_same_portrait():
    for seed in range(6):
        sample = WORLD.draw(seed, 64)
        again = mirror(mirror(sample))
        for name in ARRAYS:
            assert np.array_equal(getattr(again, name), getattr(sample, name))
        assert (again.facts, again.caption, again.landmarks, again.boxes) == (
            sample.facts, sample.caption, sample.landmarks, sample.boxes)  # fmt: skip


def test_only_sided_facts_change_their_sign():
    sample = WORLD.draw(3, 64)
    other = mirror(sample).facts
    for name, value in sample.facts.items():
        assert other[name] == (-value if name in SIDED else value)


def test_points_and_boxes_lie_on_what_they_name():
    sample = WORLD.draw(3, 128, facts={"glasses": "none", "eye_open": 0.9, "gaze_y": 0.0, "turn": 0.4, "hat": "none"})
    other = mirror(sample)
    for name in ("left_pupil", "right_pupil"):
        x, y = other.landmarks[name]
        assert other.segmentation[round(y), round(x)] == WORLD.labels.index("iris")
    assert other.landmarks["left_pupil"][0] < other.landmarks["right_pupil"][0]
    assert {name: len(boxes) for name, boxes in other.boxes.items()} == {
        name: len(boxes) for name, boxes in sample.boxes.items()}  # fmt: skip


def test_words_change_sides():
    for seed in range(60):
        sample = WORLD.draw(seed, 16, facts={"turn": 0.9, "light": 0.9, "gaze_x": 0.9, "eye_open": 0.8})
        if "right" in sample.caption:
            assert "left" in mirror(sample).caption
            assert "right" not in mirror(sample).caption
            return
    raise AssertionError("no caption named a side")
