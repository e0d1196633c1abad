"""A filling that is a little too bright meets its border; one that shows something else is left as it is."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.pyramid import finest
from studio.families.patchmatch.seam import TONE, film, met


def test_a_film_between_two_edges_is_a_straight_slope() -> None:
    values = np.zeros((40, 64, 1), np.float32)
    values[:, -1] = 1
    pinned = np.zeros((40, 64), np.bool_)
    pinned[:, [0, -1]] = True
    surface = film(values, pinned, ~pinned)
    assert np.abs(surface[..., 0] - np.linspace(0, 1, 64)).max() < 0.02


def test_a_film_stays_between_what_pins_it_and_touches_nothing_else() -> None:
    chance = np.random.default_rng(4)
    pinned = chance.random((37, 53)) < 0.1
    free = ~pinned
    free[:, 40:] = False
    surface = film(chance.random((37, 53, 3)).astype(np.float32), pinned, free)
    assert surface.min() >= 0
    assert surface.max() <= 1
    assert not surface[:, 40:][~pinned[:, 40:]].any()


def test_a_wrong_tone_is_taken_away_and_the_known_is_kept() -> None:
    rgb = np.full((60, 60, 3), 0.5, np.float32)
    hole = np.zeros((60, 60), np.bool_)
    hole[20:40, 20:40] = True
    level = finest(rgb, hole, ~hole, 3)
    said = rgb + np.float32(0.03)
    out = met(np.where(hole[..., None], said, rgb), said, level)
    assert np.abs(out - 0.5).max() < 0.003
    assert np.array_equal(out[~hole], rgb[~hole])


def test_another_content_fades_at_the_border_and_tints_the_rest_no_more_than_a_tone() -> None:
    rgb = np.full((80, 80, 3), 0.5, np.float32)
    hole = np.zeros((80, 80), np.bool_)
    hole[20:60, 20:60] = True
    said = rgb - np.float32(0.4)
    filled = np.where(hole[..., None], said, rgb)
    level = finest(rgb, hole, ~hole, 3)
    shift = np.abs(met(filled, said, level) - filled)
    assert shift[level.depth > 15].max() <= TONE + 0.005
    assert shift[20, 40].min() > 0.2
