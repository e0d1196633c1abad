"""The pen's ways stay in their box, and every digit has two of them."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.glyphs import DIGITS
from studio.training.worlds.glyphs.ways import WAYS


def test_every_digit_is_written_in_two_forms_that_fill_their_box() -> None:
    assert tuple(WAYS) == DIGITS
    for digit, forms in WAYS.items():
        assert len(forms) == 2
        for ways in forms:
            points = np.concatenate([np.array(way) for way in ways])
            assert (points >= 0).all()
            assert (points <= 1).all()
            assert np.ptp(points[:, 1]) > 0.85, digit
