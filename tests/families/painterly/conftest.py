"""What the tests of painterly styles share: a small picture with flat areas, an edge and a disc."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.geometry import Extent, Point
from studio.families.painterly.view import Floats, Look, Tones, View


def still_life(width: int = 96, height: int = 72) -> Floats:
    """Blue above, brown below, a light disc between, all with a little grain."""
    rows, columns = np.indices((height, width), dtype=np.float32)
    out = np.where(rows[..., None] < 0.6 * height, [0.35, 0.5, 0.8], [0.45, 0.3, 0.15])
    out = np.where((np.hypot(rows - height / 2, columns - width / 2) < height / 4)[..., None], [0.95, 0.9, 0.7], out)
    return np.clip(out + np.random.default_rng(3).normal(0, 0.02, out.shape), 0, 1).astype(np.float32)


@pytest.fixture
def view() -> View:
    """Strokes of four pixels or so."""
    return View(still_life(), Point(0, 0), Extent(512, 384), Tones(0.2, 0.5, 0.95))


@pytest.fixture
def look() -> Look:
    return Look()
