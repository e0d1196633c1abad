"""Ten digits in many hands, each where its facts say."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.glyphs import DIGITS, WORLD
from studio.training.worlds.glyphs.paint import NAMES


def ink(seed: int, **facts: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return WORLD.draw(seed, facts=facts).picture[..., 0].astype(np.float64)


def test_all_ten_digits_come_about_as_often() -> None:
    counts = np.bincount([int(str(WORLD.draw(seed).facts["digit"])) for seed in range(400)], minlength=10)
    assert counts.min() > 20


def test_the_caption_names_the_digit() -> None:
    for seed in range(30):
        sample = WORLD.draw(seed)
        assert NAMES[int(str(sample.facts["digit"]))] in sample.caption


@pytest.mark.parametrize("digit", DIGITS)
def test_no_digit_leaves_the_paper(digit: str) -> None:
    for form in ("plain", "other"):
        for x in (-1.0, 1.0):
            facts = {
                "digit": digit,
                "form": form,
                "x": x,
                "y": x,
                "slant": x,
                "width": 1.0,
                "height": 1.0,
                "weight": 1.0,
            }
            drawn = ink(3, **facts)
            assert max(drawn[0].max(), drawn[-1].max(), drawn[:, 0].max(), drawn[:, -1].max()) < 60
            assert drawn.max() == 255


def test_digits_differ_more_than_hands() -> None:
    means = np.stack([np.mean([ink(seed, digit=digit) for seed in range(40)], axis=0) for digit in DIGITS])
    right = 0
    for digit in DIGITS:
        for seed in range(100, 110):
            right += int(np.abs(means - ink(seed, digit=digit)).mean(axis=(1, 2)).argmin() == int(digit))
    assert right > 70


def test_a_bold_pen_leaves_more_ink_and_x_moves_it() -> None:
    assert ink(1, weight=1.0).sum() > 1.5 * ink(1, weight=0.0).sum()
    middle = [float((ink(1, x=x).sum(axis=0) @ np.arange(32)) / ink(1, x=x).sum()) for x in (-1.0, 1.0)]
    assert middle[1] - middle[0] > 2


def test_the_box_holds_the_ink() -> None:
    sample = WORLD.draw(5)
    box = sample.boxes["digit"][0]
    assert sample.segmentation[box.slices].sum() == sample.segmentation.sum() > 20
