"""Finds the training picture that a sample is most like: whoever sees both knows whether it was learned by heart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from studio.training.pictures import resized

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

HELD = 1024
"""So many training pictures are compared with."""

POINTS = 16
"""The side at which pictures are compared: what they show, not each hair."""

SHOWN = 96
"""At most this large they stand on a sheet."""


class Nearest:
    """Holds training pictures made small. Likeness is the mean squared difference at 16 × 16, also in the mirror."""

    def __init__(self, pictures: Iterable[Bytes]) -> None:
        """Each (S, S, 3) uint8."""
        shown, points = [], []
        for picture in pictures:
            shown.append(resized(picture[None], min(SHOWN, len(picture)))[0])
            points.append(_points(picture[None])[0])
        self._shown, self._points = np.stack(shown), np.stack(points)

    def of(self, samples: Bytes) -> tuple[NDArray[np.int64], NDArray[np.bool_], Floats]:
        """Of each of (N, S, S, 3): which picture is nearest, whether mirrored, and how far, in grey levels."""
        straight = _distances(_points(samples), self._points)
        turned = _distances(_points(samples[:, :, ::-1]), self._points)
        both = np.minimum(straight, turned)
        which = both.argmin(axis=1)
        rows = np.arange(len(samples))
        return which, turned[rows, which] < straight[rows, which], both[rows, which]

    def sheet(self, samples: Bytes) -> Bytes:
        """Pairs beside each other, two pairs in a row: a sample, and the training picture nearest to it."""
        which, mirrored, _ = self.of(samples)
        side = self._shown.shape[1]
        made = resized(samples, side)
        found = self._shown[which]
        found[mirrored] = found[mirrored][:, :, ::-1]
        pairs = np.concatenate([made, found], axis=2)
        gap = max(2, side // 16)
        across = 2 if len(pairs) > 1 else 1
        down = -(-len(pairs) // across)
        out = np.full((down * (side + gap) - gap, across * (2 * side + gap) - gap, 3), 128, np.uint8)
        for number, pair in enumerate(pairs):
            y, x = number // across * (side + gap), number % across * (2 * side + gap)
            out[y : y + side, x : x + 2 * side] = pair
        return out

    def variety(self, samples: Bytes) -> float:
        """How far samples lie apart, against how far training pictures do: 1 as varied, 0 all the same."""
        own = _spread(_points(samples))
        theirs = _spread(self._points[: max(64, len(samples))])
        return own / theirs if theirs > 0 else 1.0


def _points(pictures: Bytes) -> Floats:
    """(N, 16 · 16 · 3)."""
    return resized(np.ascontiguousarray(pictures), POINTS).reshape(len(pictures), -1).astype(np.float32)


def _distances(these: Floats, those: Floats) -> Floats:
    """(N, M), root of the mean squared difference."""
    squares = (these**2).sum(1)[:, None] + (those**2).sum(1)[None] - 2 * these @ those.T
    found: Floats = np.sqrt(np.maximum(squares, 0) / these.shape[1]).astype(np.float32)
    return found


def _spread(points: Floats) -> float:
    """The mean distance between two of them; 0 for a single one."""
    count = len(points)
    if count < 2:
        return 0.0
    return float(_distances(points, points).sum() / (count * (count - 1)))
