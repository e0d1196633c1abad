"""Another hand changes the strokes and keeps the picture."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.manners import ink, strokes
from studio.training.worlds.scenes import WORLD

SCENE = WORLD.draw(11, 192)


def test_brush_marks_keep_the_colours_in_their_places() -> None:
    painted = strokes(SCENE.picture, np.zeros((192, 192), np.uint8), Chance(1))
    assert painted.shape == SCENE.picture.shape
    assert float(np.abs(painted.astype(float) - SCENE.picture).mean()) < 22
    assert not np.array_equal(painted, SCENE.picture)


def test_small_marks_sharpen_what_must_stay_readable() -> None:
    fine = np.full((192, 192), 1, np.uint8)
    rough = strokes(SCENE.picture, np.zeros((192, 192), np.uint8), Chance(1)).astype(float)
    sharp = strokes(SCENE.picture, fine, Chance(1)).astype(float)
    assert np.abs(sharp - SCENE.picture).mean() < 0.8 * np.abs(rough - SCENE.picture).mean()


def test_ink_lies_where_the_drawing_has_lines() -> None:
    drawn = ink(SCENE.picture, SCENE.lines, Chance(1))
    black = drawn[SCENE.lines < 60].astype(float).mean()
    assert black < 100 < drawn[SCENE.lines > 250].astype(float).mean()
