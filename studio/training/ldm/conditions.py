"""Makes the pictures that steer a model: a line drawing, or a layout in which each thing has its colour."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest
from studio.training.ldm.sources import Gallery

Bytes = NDArray[np.uint8]

LAYOUT = (
    "sky", "cloud", "sun", "moon", "mountain", "hill", "ground", "water", "tree", "cottage", "roof", "window", "path",
    "flowers", "boat", "bridge", "fence", "birds", "background", "clothes", "neck", "ears", "skin", "hair", "brows",
    "eyes", "iris", "nose", "lips", "mouth", "teeth", "beard", "glasses", "hat", "earrings",
)  # fmt: skip
"""The things of scenes and portraits. Their order decides their colours, so new ones come last."""

GOLDEN = 0.61803398875
"""Steps of this share of the circle of hues lie apart from each other however many there are."""


def colours() -> Mapping[str, tuple[int, int, int]]:
    """The colour of each thing in a layout, sRGB 0 … 255."""
    made = {}
    for number, name in enumerate(LAYOUT):
        strong, bright = (1.0, 0.55)[number % 2], (1.0, 0.6, 0.8)[number % 3]
        red, green, blue = colorsys.hsv_to_rgb(number * GOLDEN % 1, strong, bright)
        made[name] = (round(red * 255), round(green * 255), round(blue * 255))
    return made


def conditions(pictures: Gallery, what: str, numbers: NDArray[np.int64], flipped: NDArray[np.int64]) -> Bytes:
    """(B, S, S, 3) for `what` "lines", white on black as published line models take them, or "layout". BadRequest for
    pictures of which neither is known, and for things without a colour."""
    made = [_lines(pictures, number) if what == "lines" else _layout(pictures, number) for number in numbers]
    return np.stack([one[:, ::-1] if turned else one for one, turned in zip(made, flipped, strict=True)])


def _lines(pictures: Gallery, number: int) -> Bytes:
    from studio.training.pictures import resized

    drawn = resized(pictures.part("lines", [number])[..., None], pictures.size)[0]
    return np.repeat(255 - drawn, 3, axis=2)


def _layout(pictures: Gallery, number: int) -> Bytes:
    import cv2

    labels = pictures.labels(number)
    known = colours()
    missing = [name for name in labels if name not in known]
    if missing:
        raise BadRequest(f"There is no colour for {missing[0]} in a layout.", "Train on scenes or portraits.")
    table = np.array([known[name] for name in labels], np.uint8)
    said = pictures.part("segmentation", [number])[0]
    if said.shape[0] != pictures.size:
        said = cv2.resize(said, (pictures.size, pictures.size), interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    found: Bytes = table[said]
    return found
