"""Photographs that may be trained on: those of scikit-image's wheel that are CC0 or in the public domain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.families.restore.bicubic import resized

Bytes = NDArray[np.uint8]

SOURCES = {
    "astronaut": "NASA, public domain",
    "brick": "CC0Textures, CC0",
    "camera": "Lav Varshney, CC0",
    "cat": "Stefan van der Walt, CC0",
    "coffee": "Rachel Michetti, CC0",
    "grass": "linolafett, CC0",
    "gravel": "CC0Textures, CC0",
    "hubble_deep_field": "NASA, public domain",
    "retina": "Häggström, CC0",
    "rocket": "SpaceX, public domain",
}
"""Names in `skimage.data`, and whose they are. What says only "no known restrictions" is left out."""

SHARES = (1.0, 0.75, 0.5)
"""Each is seen at these sizes: smaller ones are sharper than any camera made them."""


def photographs() -> Iterator[Bytes]:
    """(H, W, 3) sRGB, grey ones too; each at every size of SHARES."""
    from skimage import data

    for name in SOURCES:
        pixels = np.asarray(getattr(data, name)())
        picture = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
        for share in SHARES:
            size = round(picture.shape[1] * share), round(picture.shape[0] * share)
            yield picture if share == 1 else resized(picture, size)
