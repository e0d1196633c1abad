"""One part of a picture as a painterly style sees it, with the brush's size and the place that the part has in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.core.geometry import Extent, Point

Floats = NDArray[np.float32]

EASEL = 768.0
"""Px: sizes of strokes are told for a picture this long; on others they grow and shrink with it."""


class Look(NamedTuple):
    """How the sliders stand. `brush` in pixels of a picture of EASEL; all others 0 … 1; `chance` chooses the paper."""

    brush: float = 9.0
    detail: float = 0.5
    texture: float = 0.5
    lines: float = 0.5
    paper: float = 0.4
    colour: float = 0.5
    chance: int = 0


class Tones(NamedTuple):
    """How light a picture is, 0 … 1: nearly all of it lies between `low` and `high`, half of it below `middle`."""

    low: float = 0.0
    middle: float = 0.5
    high: float = 1.0

    def spread(self, colours: NDArray[Any], middle: float = 0.0) -> Floats:
        """Colours from black to white; with `middle` so curved that half of the picture is lighter than that."""
        even = np.clip((np.asarray(colours, np.float32) - self.low) / max(0.2, self.high - self.low), 0, 1)
        if not middle:
            return np.asarray(even, np.float32)
        half = float(np.clip((self.middle - self.low) / max(0.2, self.high - self.low), 0.05, 0.95))
        curve = np.clip(np.log(middle) / np.log(half), 0.4, 1.4)
        return np.asarray(even ** np.float32(curve), np.float32)


@dataclass(frozen=True, eq=False)
class View:
    """`colours` (h, w, 3) in 0 … 1, display values; its corner lies at `at` of the whole picture, so that what chance
    brings is the same wherever a part begins. `tones` are the whole picture's; `far` is how it runs, seen from afar
    (flow.py)."""

    colours: Floats
    at: Point
    whole: Extent
    tones: Tones = Tones()
    far: Floats | None = None

    @property
    def scale(self) -> float:
        """Pixels for one pixel of a picture of EASEL."""
        return scale_of(self.whole)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.colours.shape[0], self.colours.shape[1]


def scale_of(whole: Extent) -> float:
    return max(whole) / EASEL


def light(colours: NDArray[Any]) -> Floats:
    """(h, w, 3) as the eye weighs them: (h, w)."""
    return np.asarray(colours @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)


def vivid(colours: Floats, share: float) -> Floats:
    """Colours drawn towards grey (0) or away from it (above 1); 1 leaves them."""
    grey = light(colours)[..., None]
    return np.asarray(grey + (colours - grey) * np.float32(share), np.float32)


def blurred(array: NDArray[Any], sigma: float) -> Floats:
    """Softened by a Gaussian that reaches `reach_of(sigma)` pixels far and no farther."""
    import cv2

    side = 2 * reach_of(sigma) + 1
    source = np.asarray(array, np.float32)
    return np.asarray(cv2.GaussianBlur(source, (side, side), sigma, borderType=cv2.BORDER_REFLECT_101), np.float32)


def reach_of(sigma: float) -> int:
    return max(1, int(np.ceil(3 * sigma)))


def smoothstep(low: float, high: float, values: Any) -> Floats:
    """0 below `low`, 1 above `high`, without a corner between."""
    share = np.clip((np.asarray(values, np.float32) - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
