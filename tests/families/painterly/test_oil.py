"""Oil: what makes it what it is."""

from __future__ import annotations

import numpy as np

from studio.families.painterly import oil
from studio.families.painterly.view import Look, View, light


def test_paint_keeps_the_colours_of_the_picture(view: View, look: Look) -> None:
    found = oil.paint(view, look)
    assert np.isfinite(found).all()
    assert np.abs(found[5:20, 5:90].mean((0, 1)) - view.colours[5:20, 5:90].mean((0, 1))).max() < 0.06


def test_texture_raises_ridges(view: View, look: Look) -> None:
    smooth, ridged = (np.std(light(oil.paint(view, look._replace(texture=share, paper=0.0)))[5:20, 5:90])
                      for share in (0.0, 1.0))  # fmt: skip
    assert ridged > 1.6 * smooth


def test_outlines_come_from_the_middle_on(view: View, look: Look) -> None:
    plain = oil.paint(view, look._replace(lines=0.0))
    assert np.array_equal(plain, oil.paint(view, look._replace(lines=0.5)))
    assert light(oil.paint(view, look._replace(lines=1.0))).min() < light(plain).min()
