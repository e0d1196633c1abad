"""The photographs that may be trained on lie in scikit-image's wheel."""

from __future__ import annotations

import numpy as np

from studio.training.photographs import SHARES, SOURCES, photographs


def test_all_are_there_without_a_network_at_every_size() -> None:
    found = list(photographs())
    assert len(found) == len(SOURCES) * len(SHARES)
    for picture in found:
        assert picture.dtype == np.uint8
        assert picture.shape[2] == 3
        assert min(picture.shape[:2]) >= 96


def test_only_what_was_given_away_is_among_them() -> None:
    assert all(whose.endswith(("CC0", "public domain")) for whose in SOURCES.values())
