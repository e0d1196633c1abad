"""Hats sit on the head, whichever way it leans."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD

AT = WORLD.labels.index


@pytest.mark.parametrize("hat", ["beanie", "hat", "headband"])
@pytest.mark.parametrize("style", ["swept", "afro", "receding", "curly"])
def test_it_sits_above_the_eyes(draw, hat, style):
    for turn, tilt in ((-1.0, 1.0), (0.0, 0.0), (1.0, -1.0)):
        sample = draw(4, hat=hat, hair_style=style, turn=turn, tilt=tilt, hair_length=0.6)
        rows = np.argwhere(sample.segmentation == AT("hat"))
        assert len(rows) > 150
        assert rows[:, 0].mean() < min(sample.landmarks["left_pupil"][1], sample.landmarks["right_pupil"][1]) - 10
        assert "hat" in sample.boxes


def test_it_leans_with_the_head(draw):
    left, right = (draw(4, hat="beanie", tilt=tilt).segmentation == AT("hat") for tilt in (-1.0, 1.0))
    assert np.argwhere(right)[:, 1].mean() > np.argwhere(left)[:, 1].mean() + 6


def test_hats_come_in_several_colours():
    colours = set()
    for seed in range(12):
        sample = WORLD.draw(seed, 48, facts={"hat": "beanie", "light": 0.0})
        colours.add(tuple((np.median(sample.picture[sample.segmentation == AT("hat")], axis=0) // 48).tolist()))
    assert len(colours) >= 4
