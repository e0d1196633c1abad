"""How far pictures lie apart in a probe's eyes: a generator that has collapsed paints ever the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.training.probes.read import Reader

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


def apart(reader: Reader, pictures: Bytes) -> float:
    """The mean distance between two of `pictures` (N, S, S, 3), N ≥ 2, over all pairs.

    The distance is that of LPIPS (Zhang et al. 2018, equation 1) in the maps of our own probe, all layers alike:
    feature vectors of length one, squared differences, means over places, sums over layers. Over all pairs it is
    twice the variance, so that no pair has to be made.
    """
    sums: list[NDArray[np.float64]] = []
    for maps in reader.maps(pictures):
        parts = [_of_length_one(one) for one in maps]
        if not sums:
            sums = [np.zeros(part.shape[1:]) for part in parts]
        for total, part in zip(sums, parts, strict=True):
            total += part.sum(axis=0, dtype=np.float64)
    count = len(pictures)
    found = 0.0
    for total in sums:
        middle = total / count
        found += 2 * count / (count - 1) * (1 - float((middle**2).sum(axis=0).mean()))
    return found


def between(reader: Reader, these: Bytes, those: Bytes) -> Floats:
    """The same distance between each of `these` and the one of `those` with its number (N,)."""
    out = []
    for ours, theirs in zip(reader.maps(these), reader.maps(those), strict=True):
        steps = [((_of_length_one(a) - _of_length_one(b)) ** 2).sum(1).mean((1, 2))
                 for a, b in zip(ours, theirs, strict=True)]  # fmt: skip
        out.append(np.sum(steps, axis=0))
    return np.concatenate(out)


def _of_length_one(maps: Floats) -> Floats:
    """(n, C, h, w), each vector over the channels scaled to 1; where nothing is seen, one that is the same."""
    eased = maps + 1e-6
    scaled: Floats = eased / np.sqrt((eased**2).sum(axis=1, keepdims=True))
    return scaled
