"""Precision and recall tell known sets apart, and so do the other measures of feature sets."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training.measures.coverage import Floats, correlation, coverage, distances, moment_kl, nearest, radii


def cloud(count: int, seed: int = 0, middle: float = 0.0, spread: float = 1.0) -> Floats:
    return (middle + spread * np.random.default_rng(seed).standard_normal((count, 6))).astype(np.float32)


def test_a_set_covers_itself_wholly() -> None:
    assert coverage(cloud(200), cloud(200)) == (1.0, 1.0)


def test_sets_far_apart_cover_nothing_of_each_other() -> None:
    assert coverage(cloud(200), cloud(200, 1, middle=50.0)) == (0.0, 0.0)


def test_a_collapsed_set_is_right_but_shows_little() -> None:
    real = cloud(400)
    made = real[:1] + 0.01 * cloud(400, 2)
    found = coverage(real, made)
    assert found.precision == 1.0
    assert found.recall < 0.05


def test_a_set_that_strays_too_wide_is_less_right() -> None:
    found = coverage(cloud(400), cloud(400, 3, spread=3.0))
    assert found.precision < 0.5
    assert found.recall > 0.8


def test_samples_of_the_same_kind_score_high_in_both() -> None:
    found = coverage(cloud(400), cloud(400, 4))
    assert min(found) > 0.8


def test_too_few_pictures_are_refused() -> None:
    with pytest.raises(BadRequest, match="more than 3"):
        coverage(cloud(3), cloud(40))


def test_distances_are_those_of_a_loop() -> None:
    these, those = cloud(5), cloud(7, 1)
    loop = [[float(((a - b) ** 2).sum()) for b in those] for a in these]
    assert np.allclose(distances(these, those), loop, atol=1e-4)


def test_the_third_neighbour_is_not_the_picture_itself() -> None:
    line = np.arange(10, dtype=np.float32)[:, None]
    assert radii(line)[0] == 9.0
    assert radii(line)[5] == 4.0


def test_the_nearest_known_picture_is_found_with_its_distance() -> None:
    known = cloud(50)
    which, far = nearest(known[[7, 31]] + np.float32(0.001), known)
    assert which.tolist() == [7, 31]
    assert far.max() < 0.01


def test_codes_like_the_prior_cost_nothing_and_others_do() -> None:
    rng = np.random.default_rng(0)
    means, variances = 0.6 * rng.standard_normal((20000, 2)), np.full((20000, 2), 0.64)
    assert moment_kl(means.astype(np.float32), variances.astype(np.float32)).max() < 0.001
    shifted = moment_kl((means + np.array((0.0, 2.0))).astype(np.float32), variances.astype(np.float32))
    assert shifted[0] < 0.001
    assert shifted[1] == pytest.approx(2.0, abs=0.05)  # m² / 2


def test_correlation_needs_something_that_changes() -> None:
    line = np.arange(9, dtype=np.float32)
    assert correlation(line, -2 * line) == pytest.approx(-1.0)
    assert correlation(line, np.ones(9, np.float32)) == 0.0
