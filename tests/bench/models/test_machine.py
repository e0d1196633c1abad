"""Linear machines learn what is linear, and k-means sees what pixels do not say straight out."""

from __future__ import annotations

import numpy as np

from studio.bench.models.machine import Patches, accuracy, raw


def test_classes_that_a_line_parts_are_told_apart() -> None:
    chance = np.random.default_rng(0)
    told = chance.integers(3, size=300)
    features = (np.eye(3)[told] * 4 + chance.standard_normal((300, 3))).astype(np.float32)
    assert accuracy(features[:200], told[:200], features[200:], told[200:]) > 0.9


def test_labels_of_chance_are_not_learnt() -> None:
    chance = np.random.default_rng(0)
    told, features = chance.integers(4, size=400), chance.standard_normal((400, 6)).astype(np.float32)
    assert accuracy(features[:300], told[:300], features[300:], told[300:]) < 0.45


def test_stripes_are_told_by_patches_wherever_they_lie() -> None:
    """Across or down, at any phase: raw pixels say little of it."""
    chance = np.random.default_rng(0)
    rows, columns = np.indices((32, 32))
    told = chance.integers(2, size=160)
    waves = [np.sin((columns if way else rows) / 1.5 + phase) for way, phase in zip(told, chance.uniform(0, 7, 160),
                                                                                    strict=True)]  # fmt: skip
    pictures = np.stack([np.dstack([np.uint8(128 + 100 * wave)] * 3) for wave in waves])
    patches = Patches(pictures[:100], words=12)
    seen = patches.features(pictures)
    assert seen.shape == (160, 48)
    assert accuracy(seen[:100], told[:100], seen[100:], told[100:]) > 0.95
    pixels = raw(pictures)
    assert accuracy(pixels[:100], told[:100], pixels[100:], told[100:]) < 0.95
