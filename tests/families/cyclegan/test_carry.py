"""What was painted small comes out large with the original's fine lines."""

from __future__ import annotations

import numpy as np

from studio.families.cyclegan.carry import carried
from studio.families.restore.bicubic import resized


def large() -> np.ndarray:
    rows, columns = np.indices((128, 160), np.float32)
    made = np.stack([rows / 128, columns / 160, 0.5 + 0.4 * np.sin(columns / 3)], axis=2)
    made[40:80, 60:61] = 0
    return made.astype(np.float32)


def test_what_did_not_change_stays_as_it_was() -> None:
    seen = large()
    small = resized(seen, (40, 32))
    assert np.abs(carried(small, small, seen) - seen).mean() < 0.02


def test_another_light_falls_on_the_fine_lines_too() -> None:
    seen = large()
    small = resized(seen, (40, 32))
    made = carried(small, small * 0.5 + 0.2, seen)
    assert np.abs(made - (seen * 0.5 + 0.2)).mean() < 0.02
    enlarged = resized(small * 0.5 + 0.2, (160, 128))
    assert np.abs(made - (seen * 0.5 + 0.2)).mean() < np.abs(enlarged - (seen * 0.5 + 0.2)).mean() / 2


def test_strokes_that_were_not_there_before_are_there_after() -> None:
    small = np.full((32, 40, 3), 0.5, np.float32)
    strokes = small.copy()
    strokes[::4] = 0.9
    made = carried(small, strokes, np.full((128, 160, 3), 0.5, np.float32))
    assert np.abs(made - resized(strokes, (160, 128))).max() < 1e-3
