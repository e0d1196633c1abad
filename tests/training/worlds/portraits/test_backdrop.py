"""Behind the head there is colour, and sometimes something in it."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.palette import GROUNDS

AT = WORLD.labels.index


def test_it_has_the_colour_that_is_said(draw):
    middles = {name: np.mean(pair, axis=0) for name, pair in GROUNDS.items()}
    for name in GROUNDS:
        sample = draw(4, background=name, light=0.0)
        seen = sample.picture[sample.segmentation == AT("background")].mean(axis=0)
        assert min(middles, key=lambda other: float(np.abs(seen - middles[other]).sum())) == name


def test_things_behind_are_still_background(draw):
    plain = draw(4, backdrop="plain")
    for kind in ("disc", "leaves", "window"):
        other = draw(4, backdrop=kind)
        assert np.array_equal(other.segmentation, plain.segmentation)
        assert (np.abs(other.picture.astype(int) - plain.picture).max(axis=2) > 10).sum() > 150
        assert (other.lines < 128).sum() > (plain.lines < 128).sum()


def test_it_is_lighter_where_the_light_comes_from(draw):
    sample = draw(4, light=1.0)
    assert sample.picture[:40, 108:].mean() > sample.picture[:40, :20].mean() + 4
